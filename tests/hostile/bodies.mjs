// Bodies that are written to take long, or to be read wrongly: each is a function of how many bytes it should have.
import { collidingKeys } from "./collisions.mjs";

/** What Heron sends, over and over. */
const ORDINARY =
  '{"heron_id": "txn_4tZrKkD8m9QVqv", "amount": -1234.50, "currency": "GBP", ' +
  '"description": "CARD PAYMENT TO TESCO STORES", "is_potential_duplicate": false, "balance": null, ' +
  '"categories": [{"label": "Rent", "confidence": 0.9731}], "order": 17}';

const repeated = (part, bytes) => part.repeat(Math.max(1, Math.floor(bytes / part.length)));
const list = (part, bytes) => `[${repeated(`${part},`, bytes)}${part}]`;
const string = (part, bytes) => `"${repeated(part, bytes)}"`;

/** An object of keys, each with the value 1. */
const object = (keys) => `{${keys.map((key) => `"${key}":1`).join()}}`;
const keys = (count, key) => object(Array.from({ length: count }, (_, index) => key(index, count)));

/** In an order that is the same every time, and no order at all. */
function shuffled(items) {
  let state = 1;
  for (let index = items.length - 1; index > 0; index--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (index + 1);
    [items[index], items[other]] = [items[other], items[index]];
  }
  return items;
}

/** Levels of objects, each of which wants another order than it has, inside one another. */
const disordered = (levels) => '{"a":0,"1":'.repeat(levels) + "0" + "}".repeat(levels);

/** Objects that want another order than they have, two of them in each. */
const tree = (levels) => {
  let text = "0";
  for (let level = 0; level < levels; level++) text = `{"a":${text},"1":${text}}`;
  return text;
};

/** Just below the middle of two doubles near 1e-300: the first `digits` digits of it, as a number. */
const halfway = (digits) => {
  const all = String((2n ** 53n + 12345679n) * 5n ** 1050n);
  return `${all.slice(0, digits)}e-${1050 - Math.max(0, all.length - digits)}`;
};

export const ordinary = (bytes) => list(ORDINARY, bytes);

export const BODIES = {
  "white space": (bytes) => `${repeated(" \n\t\r", bytes)}1`,
  "white space between values": (bytes) => list(" 1 ", bytes),
  "a plain string": (bytes) => string("abcdefgh", bytes),
  "short strings": (bytes) => list('""', bytes),
  "escapes of letters": (bytes) => string("\\u0041", bytes),
  "escapes of control characters": (bytes) => string("\\u001f", bytes),
  "escapes with letters": (bytes) => string("\\n", bytes),
  "escaped slashes": (bytes) => string("\\/", bytes),
  "escaped backslashes": (bytes) => string("\\\\", bytes),
  "escaped pairs of surrogates": (bytes) => string("\\ud83d\\ude00", bytes),
  "escaped lone surrogates": (bytes) => string("\\ud800", bytes),
  "high surrogates before what is no low one": (bytes) => string("\\ud800\\u0041", bytes),
  DEL: (bytes) => string("\u007f", bytes),
  "DEL and letters in turns": (bytes) => string("\u007fa", bytes),
  "two-byte characters": (bytes) => string("é", bytes / 2),
  "three-byte characters": (bytes) => string("€", bytes / 3),
  "four-byte characters": (bytes) => string("😀", bytes / 2),
  "letters and two-byte characters in turns": (bytes) => string("aé", bytes / 1.5),
  "a string that does not end": (bytes) => string("a", bytes).slice(0, -1),
  "an integer": (bytes) => repeated("1", bytes),
  "a fraction": (bytes) => `0.${repeated("1", bytes)}`,
  "a small fraction": (bytes) => `0.${repeated("0", bytes)}1`,
  "an exponent": (bytes) => `1e${repeated("0", bytes)}1`,
  "a huge exponent": (bytes) => `1e-${repeated("9", bytes)}`,
  "a number that is almost halfway": (bytes) => `9007199254740993.${repeated("0", bytes)}1`,
  zeros: (bytes) => list("0", bytes),
  "negative zeros": (bytes) => list("-0.0", bytes),
  "integers of 17 digits": (bytes) => list("90071992547409931", bytes),
  "integers of 4300 digits": (bytes) => list("1".repeat(4300), bytes),
  "large floats": (bytes) => list("1e20", bytes),
  "floats near the smallest": (bytes) => list("2.2250738585072011e-308", bytes),
  "floats of 17 digits": (bytes) => list("0.30000000000000004", bytes),
  "floats of 800 digits": (bytes) => list(`0.${"1234567".repeat(114)}`, bytes),
  "floats cut short of the middle of two": (bytes) => list(halfway(24), bytes),
  "floats in the middle of two": (bytes) => list(halfway(Infinity), bytes),
  "floats that overflow": (bytes) => list("1e999", bytes),
  NaN: (bytes) => list("NaN", bytes),
  "empty objects": (bytes) => list("{}", bytes),
  "10,000 levels, over and over": (bytes) => list("[".repeat(9990) + "]".repeat(9990), bytes),
  "10,000 levels of objects, over and over": (bytes) => list('{"a":'.repeat(9990) + "1" + "}".repeat(9990), bytes),
  "more levels than are read": (bytes) => "[".repeat(bytes / 2) + "]".repeat(bytes / 2),
  keys: (bytes) => keys(bytes / 13, (index) => `key${index}`),
  "equal keys": (bytes) => keys(bytes / 12, () => "the key"),
  "keys, each twice": (bytes) => keys(bytes / 13, (index, count) => `key${index % Math.ceil(count / 2)}`),
  "keys, each twice, in disorder": (bytes) => {
    return object(shuffled(Array.from({ length: bytes / 13 }, (_, index) => `key${index >> 1}`)));
  },
  "array indexes": (bytes) => keys(bytes / 11, (index) => index),
  "array indexes backwards": (bytes) => keys(bytes / 11, (index, count) => Math.floor(count) - index),
  "array indexes in disorder": (bytes) => object(shuffled(Array.from({ length: bytes / 11 }, (_, index) => index))),
  "keys that collide": (bytes) => object(shuffled(collidingKeys(bytes / 93))),
  "keys that collide, each twice": (bytes) => {
    const colliding = collidingKeys(bytes / 186);
    return object(shuffled([...colliding, ...colliding]));
  },
  "objects of 31 keys that collide": (bytes) => list(object(collidingKeys(31)), bytes),
  "objects of 31 keys": (bytes) => list(object(Array.from({ length: 31 }, (_, index) => `k${index}`)), bytes),
  "objects of equal keys": (bytes) => list('{"a":1,"a":2}', bytes),
  "objects of two keys in disorder": (bytes) => list('{"a":1,"1":2}', bytes),
  "disordered objects in 9,000 levels": (bytes) => list(disordered(9000), bytes),
  "a tree of disordered objects": (bytes) => tree(Math.floor(Math.log2(bytes / 14))),
  "a disordered object around large values": (bytes) =>
    `{"a":${string("é", bytes / 4)},"1":${string("é", bytes / 4)},"0":1}`,
};
