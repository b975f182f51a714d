// The host's SHA-256, where it has a synchronous one: native code, several times as fast as the module's for all but
// short messages. The module asks for it, and hashes by itself where it gets none.

/**
 * The part of `node:crypto` that is used.
 *
 * @typedef {object} NativeCrypto
 * @property {(algorithm: string, data: Uint8Array, encoding: "latin1") => string} hash
 * @property {(algorithm: string) => Hash} createHash
 */
/** @typedef {{ update(data: Uint8Array): Hash, digest(encoding: "latin1"): string }} Hash */

// Loading `node:crypto` takes longer than hashing thousands of short messages: it is loaded after MANY_MESSAGES, or for
// one of LARGE_MESSAGE bytes.
const MANY_MESSAGES = 50;
const LARGE_MESSAGE = 256 * 1024;

/** SHA-256 of "abc" (FIPS 180-2, B.1). */
const OF_ABC =
  "\xba\x78\x16\xbf\x8f\x01\xcf\xea\x41\x41\x40\xde\x5d\xae\x22\x23" +
  "\xb0\x03\x61\xa3\x96\x17\x7a\x9c\xb4\x10\xff\x61\xf2\x00\x15\xad";

/** @type {WebAssembly.Memory} */
let memory;
/** The memory, and a view of all of it, which has no bytes any more once the memory has grown. */
let buffer = new ArrayBuffer(0);
let bytes = new Uint8Array(buffer);

/** @type {() => NativeCrypto} */
let load;
let shortest = Infinity;
let messages = 0;
/**
 * Null if the host has none, undefined until it is worth looking.
 *
 * @type {NativeCrypto | null | undefined}
 */
let native;

/**
 * Entries call it with a loader of the host's `node:crypto`, and the shortest message that it hashes faster, in bytes.
 *
 * @param {() => NativeCrypto} loadCrypto
 * @param {number} shortestBytes
 */
export function offer(loadCrypto, shortestBytes) {
  load = loadCrypto;
  shortest = shortestBytes;
  messages = 0;
  native = undefined;
}

/**
 * The same for hosts that have `node:crypto` itself.
 *
 * @param {number} shortestBytes
 */
export function useNodeCrypto(shortestBytes) {
  // Node 20 has `hash`, and every Node takes "latin1", but the types know neither.
  offer(
    () => /** @type {NativeCrypto} */ (/** @type {unknown} */ (process.getBuiltinModule("node:crypto"))),
    shortestBytes,
  );
}

/**
 * The memory of the instance from now on.
 *
 * @param {WebAssembly.Memory} instanceMemory
 */
export function attach(instanceMemory) {
  memory = instanceMemory;
  look();
}

function look() {
  ({ buffer } = memory);
  bytes = new Uint8Array(buffer);
}

/**
 * Writes the SHA-256 of two pieces of memory, one behind the other, to `digest`, and says whether it did. All are
 * numbers: where in memory, and how long.
 *
 * @param {number} first
 * @param {number} firstLength
 * @param {number} second
 * @param {number} secondLength
 * @param {number} digest
 */
function sha256(first, firstLength, second, secondLength, digest) {
  const length = firstLength + secondLength;
  if (length < shortest) return false;
  const crypto = native === undefined ? loaded(length) : native;
  if (!crypto) return false;
  if (bytes.length === 0) look();
  try {
    const head = new Uint8Array(buffer, first, firstLength);
    const answer =
      secondLength === 0
        ? crypto.hash("sha256", head, "latin1")
        : inTwo(crypto, head, new Uint8Array(buffer, second, secondLength));
    const target = bytes;
    for (let index = 0; index < 32; index++) target[digest + index] = answer.charCodeAt(index);
    return true;
  } catch {
    native = null;
    return false;
  }
}

/** The module is started with this object. */
export const host = { sha256 };

/**
 * @param {Pick<NativeCrypto, "createHash">} crypto
 * @param {Uint8Array} head
 * @param {Uint8Array} rest
 */
const inTwo = ({ createHash }, head, rest) => createHash("sha256").update(head).update(rest).digest("latin1");

/**
 * Loads the host's SHA-256 if that is worth it by now; it is trusted once it has given a known answer.
 *
 * @param {number} length
 */
function loaded(length) {
  messages++;
  if (messages < MANY_MESSAGES && length < LARGE_MESSAGE) return undefined;
  native = null;
  try {
    const { hash, createHash } = load();
    const abc = Uint8Array.of(0x61, 0x62, 0x63);
    const answers = [hash("sha256", abc, "latin1"), inTwo({ createHash }, abc.subarray(0, 1), abc.subarray(1))];
    if (answers.every((answer) => answer === OF_ABC)) native = { hash, createHash };
  } catch {
    // None, or one that cannot be used.
  }
  return native;
}
