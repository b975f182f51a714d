// Keys that the reader's hash function cannot tell apart: for the worst that an object can be. The functions below are
// those of the reader, for keys of this length; tests/collisions.rs sees that they still are.

const MASK = (1n << 64n) - 1n;
const A = 0x9e3779b97f4a7c15n;
const B = 0xc2b2ae3d27d4eb4fn;

/**
 * Every key begins and ends with these. What is in between are blocks: how many, and from how many each can be chosen.
 */
const FIRST = "a key of 88 char";
const LAST = "the end.";
const STAGES = 4;
const CHOICES = 32;

const finished = (product) => ((product ^ (product >> 32n)) * A) & MASK;
const mix = (low, high) => finished(((low * A) ^ (high * B)) & MASK);

/** The number whose product with B is 1, by Newton's method. */
const INVERSE_OF_B = [1, 2, 3, 4, 5, 6].reduce((inverse) => (inverse * (2n - B * inverse)) & MASK, B);

/** Eight characters as the word that they are in memory. */
const word = (text) => [...text].reduceRight((value, character) => (value << 8n) | BigInt(character.charCodeAt(0)), 0n);
const words = (text) => text.match(/.{8}/g).map(word);

/** The hash before all words but the first are mixed in, of which there are so many. */
const begun = (first, rest, count = rest.length) => mix(first, rest[0]) ^ BigInt(8 * count);

/** The hash of a key of more than 16 bytes, in whole words. */
export function hash(key) {
  const [first, ...rest] = words(key);
  return [...rest, rest.at(-1)].reduce(mix, begun(first, rest));
}

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
  const [first, second] = words(FIRST);
  let state = mix(begun(first, [second], 2 + 2 * STAGES), second);
  return Array.from({ length: STAGES }, (_, stage) => {
    const found = [];
    const product = word(`stage ${stage}!`);
    for (let number = 0; found.length < CHOICES; number++) {
      const chosen = number.toString(36).padEnd(8, "-");
      const fitting = plain((((mix(state, word(chosen)) * A) ^ product) * INVERSE_OF_B) & MASK);
      if (fitting !== undefined) found.push(chosen + fitting);
    }
    state = finished(product);
    return found;
  });
}

let blocks;

/** So many different keys of 88 bytes, a million at most, all of which have one hash of 64 bits. */
export function collidingKeys(count) {
  blocks ??= stages();
  return Array.from({ length: count }, (_, number) => {
    const choices = blocks.map((found, stage) => found[Math.floor(number / CHOICES ** stage) % CHOICES]);
    return `${FIRST}${choices.join("")}${LAST}`;
  });
}
