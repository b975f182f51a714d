// Keys that the reader's hash function cannot tell apart: for the worst that an object can be.
// The functions below are those of src/json/object.rs; the test sees that they still are.

const MASK = (1n << 64n) - 1n;
const FACTOR = 0x9e3779b97f4a7c15n;

/** How many blocks can be chosen, and from how many each: enough for a million keys. */
const STAGES = 4;
const CHOICES = 32;
const LENGTH = 16 * STAGES + 8;

/** The source, so that a test can see whether it is still the same. */
export const HASH = `    let mut hash = key.len() as u64;
    let mut mix = |word: u64| {
        hash = (hash ^ word).wrapping_mul(FACTOR);
        hash ^= hash >> 32;
    };`;

function mix(hash, word) {
  const product = ((hash ^ word) * FACTOR) & MASK;
  return product ^ (product >> 32n);
}

/** Eight characters as the word that they are in memory. */
const word = (text) => [...text].reduceRight((value, character) => (value << 8n) | BigInt(character.charCodeAt(0)), 0n);

/** Eight bytes as text, if all are ASCII and need no escape. */
function plain(value) {
  let text = "";
  for (let rest = value, left = 8; left > 0; left--, rest >>= 8n) {
    const byte = Number(rest & 0xffn);
    if (byte < 0x20 || byte > 0x7e || byte === 0x22 || byte === 0x5c) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

/**
 * For each stage, blocks of 16 characters that lead from one state of the hash to the same next one (A. Joux,
 * "Multicollisions in Iterated Hash Functions"): any block of one stage may follow any block of the stage before.
 */
function stages() {
  let state = BigInt(LENGTH);
  return Array.from({ length: STAGES }, (_, stage) => {
    const found = [];
    const target = word(`stage ${stage}!`);
    for (let number = 0; found.length < CHOICES; number++) {
      const first = number.toString(36).padEnd(8, "-");
      const second = plain(mix(state, word(first)) ^ target);
      if (second !== undefined) found.push(first + second);
    }
    state = mix(0n, target);
    return found;
  });
}

let blocks;

/** So many different keys of 72 bytes, a million at most, all of which have one hash of 64 bits. */
export function collidingKeys(count) {
  blocks ??= stages();
  return Array.from({ length: count }, (_, number) => {
    const choices = blocks.map((found, stage) => found[Math.floor(number / CHOICES ** stage) % CHOICES]);
    return `${choices.join("")}the end.`;
  });
}

/** The hash, for the test of the keys. */
export function hash(key) {
  const words = key.match(/.{8}/g).map(word);
  const all = [...words, words.at(-1)].reduce(mix, BigInt(key.length));
  return (all * FACTOR) & MASK;
}
