// Strings and keys, and the many ways to spell one.

const SHORT_ESCAPES = {
  '"': '\\"',
  "\\": "\\\\",
  "/": "\\/",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

const WORDS = [
  "",
  "a",
  "processed",
  "end_user.processed",
  "eus_Eqio3Y4dhyNiMphrXwG58p",
  "2021-05-20T09:23:53+00:00",
  "GR\u00dc\u00dfE",
  "caf\u00e9",
  "e\u0301",
  "\u20ac 1,00",
  "\u65e5\u672c\u8a9e",
  "\ud83d\ude00",
  "<script>&'",
  "\u212b",
  "\u200d\u200b",
  "null",
];

const NOT_STRINGS = [
  '"\\v"',
  '"\\a"',
  '"\\0"',
  '"\\x41"',
  '"\\\'"',
  "'a'",
  '"\\u"',
  '"\\u12"',
  '"\\u12G4"',
  '"\\u 123"',
  '"\\u+123"',
  '"\\u-123"',
  '"\\u0x41"',
  '"\\U0041"',
  '"\\u{41}"',
  '"abc',
  '"abc\\',
  '"abc\\"',
  '"\\u\uff11234"',
  '"\\ud800\\"',
  '"\\ud800\\u"',
  '"\\ud800\\udc0"',
  '"\u0000"',
  '"\u0001"',
  '"\u001f"',
  '"\n"',
  '"\t"',
];

const SPECIAL_KEYS = [
  "__proto__",
  "toJSON",
  "constructor",
  "prototype",
  "hasOwnProperty",
  "valueOf",
  "toString",
  "length",
  "",
  "null",
  "NaN",
  "Infinity",
  "-Infinity",
  "undefined",
  "a",
  "b",
  "c",
  "id",
  "topic",
  "created",
  "data",
  "meta",
  "heron_id",
  "end_user_id",
];

// What looks like an array index, and what just does not.
const INDEX_LIKE = [
  "0",
  "1",
  "2",
  "9",
  "10",
  "00",
  "01",
  "-0",
  "-1",
  "+1",
  " 1",
  "1 ",
  "1.0",
  "1e3",
  "1000",
  "0x10",
  "1\u0000",
  "\uff11",
  "\u0661",
  "1073741823",
  "1073741824",
  "2147483647",
  "2147483648",
  "4294967293",
  "4294967294",
  "4294967295",
  "4294967296",
  "04294967294",
  "42949672940",
  "4294967294.0",
  "9007199254740991",
  "9007199254740992",
  "99999999999",
  "10000000000",
  "18446744073709551615",
  "18446744073709551616",
  "00000000001",
  "4294967290",
  "999999999",
  "9999999999",
];

/** One character, by its code point; surrogates stand alone. */
function codePoint(random) {
  switch (random.below(24)) {
    case 0:
      return random.below(0x20);
    case 1:
      return random.pick([0x7f, 0x80, 0x85, 0x9f, 0xa0, 0xad, 0xff]);
    case 2:
      return random.pick([0x2028, 0x2029, 0xfeff, 0xfffe, 0xffff, 0xfffd, 0xfdd0, 0xe000, 0xd7ff, 0x7ff, 0x800]);
    case 3:
      return random.between(0xd800, 0xdfff);
    case 4:
      return random.pick([0xd800, 0xdbff, 0xdc00, 0xdfff, 0xd83d, 0xde00]);
    case 5:
      return random.pick([0x10000, 0x1f600, 0x10ffff, 0x1fffe, 0xfffff, 0x100000]);
    case 6:
      return random.between(0x10000, 0x10ffff);
    case 7:
    case 8:
      return random.pick([0x22, 0x5c, 0x2f, 0x27, 0x3c, 0x26]);
    case 9:
      return random.between(0x80, 0x7ff);
    case 10:
      return random.between(0x800, 0xd7ff);
    default:
      return random.between(0x20, 0x7e);
  }
}

const isSurrogate = (unit) => unit >= 0xd800 && unit <= 0xdfff;

function unicodeEscape(random, unit) {
  const hex = unit.toString(16).padStart(4, "0");
  switch (random.below(4)) {
    case 0:
      return `\\u${hex.toUpperCase()}`;
    case 1:
      return `\\u${hex.replace(/[a-f]/g, (digit) => (random.oneIn(2) ? digit.toUpperCase() : digit))}`;
    default:
      return `\\u${hex}`;
  }
}

/**
 * A string token: each character raw where it may stand so, or as one of its escapes.
 * @param {import("./random.mjs").Random} random
 * @param {string} value may hold lone surrogates: they are always escaped
 * @param {number} escaped one character in so many is escaped without need; 0 for none
 * @returns {string}
 */
export function spellString(random, value, escaped) {
  let token = '"';
  for (const character of value) {
    const code = character.codePointAt(0);
    const mustEscape = code < 0x20 || code === 0x22 || code === 0x5c || isSurrogate(code);
    if (!mustEscape && (escaped === 0 || !random.oneIn(escaped))) {
      token += character;
    } else if (SHORT_ESCAPES[character] !== undefined && !random.oneIn(4)) {
      token += SHORT_ESCAPES[character];
    } else {
      for (let at = 0; at < character.length; at += 1) {
        token += unicodeEscape(random, character.charCodeAt(at));
      }
    }
  }
  return `${token}"`;
}

/** A string's value. */
function stringValue(random) {
  if (random.oneIn(3)) {
    return random.pick(WORDS);
  }
  let value = "";
  if (random.oneIn(6)) {
    // Long and plain, with one odd character anywhere: what is copied many bytes at a time must still see it.
    const length = random.oneIn(60) ? random.between(200, 3000) : random.between(10, 80);
    const filler = random.pick(["x", "abc ", "1", "\u00e9", "\ud83d\ude00"]);
    const plain = filler.repeat(Math.ceil(length / filler.length));
    const at = filler.length * random.below(plain.length / filler.length);
    return plain.slice(0, at) + String.fromCodePoint(codePoint(random)) + plain.slice(at);
  }
  for (let left = random.below(random.oneIn(8) ? 40 : 8); left > 0; left -= 1) {
    value += String.fromCodePoint(codePoint(random));
  }
  return value;
}

/**
 * A token where a string may stand, mostly one.
 * @param {import("./random.mjs").Random} random
 * @returns {string}
 */
export function string(random) {
  if (random.oneIn(400)) {
    return random.pick(NOT_STRINGS);
  }
  return spellString(random, stringValue(random), random.pick([0, 0, 3, 20]));
}

/**
 * A key's value.
 * @param {import("./random.mjs").Random} random
 * @returns {string}
 */
export function keyValue(random) {
  switch (random.below(8)) {
    case 0:
    case 1:
      return random.pick(INDEX_LIKE);
    case 2:
      return String(random.below(random.pick([12, 100, 0x100000000])));
    case 3:
      return String(4294967294 + random.between(-8, 8));
    case 4:
      return stringValue(random);
    default:
      return random.pick(SPECIAL_KEYS);
  }
}
