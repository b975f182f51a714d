// Where the module keeps prepared keys: in slots, each with the keys of one signer.
//
// A signer outlives its slot. The instance may be replaced at any moment, and more signers than slots may be in use:
// then one loses its slot to another and gets a new one at its next call. For that it keeps, for each secret, the
// block that HMAC hashes before a message (RFC 2104: the key, changed by the inner padding), 64 bytes: as secret as
// the secret itself. With the padding taken off, a block is a secret that has the same key.
import { addKey, dropKeys } from "./core.js";
import { generation } from "./instance.js";

/** @typedef {{ count: number, blocks: Uint8Array, slot: number }} Signer */

const BLOCK_BYTES = 64;
const INNER_PAD = 0x36;

/** How many signers have keys in the module at once. */
const SLOTS = 256;

/** Of which instance; which signer has each slot; slots that were given up; how many were taken otherwise. */
/** @type {{ generation: number, owners: (Signer | undefined)[], free: number[], taken: number }} */
let table = { generation: 0, owners: [], free: [], taken: 0 };

/** The table of the instance that the next call goes to: a new one has no keys. */
function current() {
  const now = generation();
  if (table.generation !== now) table = { generation: now, owners: [], free: [], taken: 0 };
  return table;
}

/**
 * A signer for these secrets, which are bytes, and not empty: the caller wipes them.
 *
 * @param {Uint8Array[]} secrets
 */
export function signerOf(secrets) {
  const signer = { count: secrets.length, blocks: new Uint8Array(BLOCK_BYTES * secrets.length), slot: 0 };
  occupy(signer, secrets);
  return signer;
}

/**
 * The slot with the keys of a signer.
 *
 * @param {Signer} signer
 */
export function slotOf(signer) {
  if (current().owners[signer.slot] !== signer) {
    const secrets = signer.blocks.map((byte) => byte ^ INNER_PAD);
    try {
      const at = (/** @type {unknown} */ _, /** @type {number} */ index) =>
        secrets.subarray(BLOCK_BYTES * index, BLOCK_BYTES * (index + 1));
      occupy(signer, Array.from({ length: signer.count }, at));
    } finally {
      secrets.fill(0);
    }
  }
  return signer.slot;
}

/**
 * Gives a signer a slot: once all of its keys are there, and not before, whatever fails on the way.
 *
 * @param {Signer} signer
 * @param {Uint8Array[]} secrets
 */
function occupy(signer, secrets) {
  const { owners, free } = current();
  const slot = free.pop() ?? table.taken++ % SLOTS;
  owners[slot] = undefined;
  try {
    for (const [index, secret] of secrets.entries())
      signer.blocks.set(addKey(slot, index, secret), BLOCK_BYTES * index);
  } catch (error) {
    dropKeys(slot);
    free.push(slot);
    throw error;
  }
  signer.slot = slot;
  owners[slot] = signer;
}

/**
 * Wipes a signer and its keys: it is not used any more.
 *
 * @param {Signer} signer
 */
export function forget(signer) {
  signer.blocks.fill(0);
  const { owners, free } = current();
  const { slot } = signer;
  if (owners[slot] !== signer) return;
  owners[slot] = undefined;
  dropKeys(slot);
  free.push(slot);
}

/** Some hosts have none (workerd, by the date of a Worker): there, keys stay until another signer needs their slot. */
const Registry = globalThis.FinalizationRegistry;

const registry =
  Registry &&
  new Registry((/** @type {Signer} */ signer) => {
    try {
      forget(signer);
    } catch {
      // The module failed, and was replaced: the keys are gone with it.
    }
  });

/**
 * Has a signer forgotten once its owner is collected.
 *
 * @param {object} owner
 * @param {Signer} signer
 */
export const forgetWith = (owner, signer) => registry?.register(owner, signer);
