// The documents that the differential test compares: valid ones of every kind; mutated, truncated and mangled ones.

import { number } from "./numbers.mjs";
import { keyValue, spellString, string } from "./strings.mjs";

/** CPython 3.11 reads some 990 levels: every document stays below 900, also after its mutations. */
const DEEPEST = 600;
/** The longest stretch that one mutation repeats. */
const LONGEST_COPY = 64;

const FRAGMENTS = [
  ",",
  ":",
  "[",
  "]",
  "{",
  "}",
  '"',
  "\\",
  "\\u",
  "\\ud83d",
  '\\"',
  "-",
  ".",
  "e",
  "E",
  "0",
  "+",
  "1",
  "/",
  "'",
  "null",
  "tru",
  "true",
  "false",
  "NaN",
  "Infinity",
  "-Infinity",
  "undefined",
  "None",
  ",,",
  "[]",
  "{}",
  '""',
  '"a":',
  "//x\n",
  "/**/",
  "#",
  " ",
  "\t",
  "\n",
  "\r",
  "\u0000",
  "\u0001",
  "\u000b",
  "\u000c",
  "\u001a",
  "\u001f",
  "\u007f",
  "\u0085",
  "\u00a0",
  "\u1680",
  "\u2003",
  "\u200b",
  "\u2028",
  "\u3000",
  "\ufeff",
  "\uffff",
  "\ud83d\ude00",
  "\u00e9",
  "()",
  ";",
  "1e5",
  "\\x41",
  "\\v",
];

const NOT_UTF8 = [
  "ff",
  "fe",
  "c3",
  "e282",
  "c0af",
  "c1bf",
  "e080af",
  "eda080",
  "edb080",
  "eda0bdedb880",
  "f09f98",
  "f08282ac",
  "f4908080",
  "f5808080",
  "80",
  "bf",
  "80bf",
  "f09f9861",
  "eda080f09f9880",
  "c328",
  "e228a1",
  "f8888080",
  "a0",
  "efbb",
].map((hex) => Buffer.from(hex, "hex"));

const BOM = Buffer.from("efbbbf", "hex");

/** Writes one valid document; how it is spaced and how large it grows is settled once for all of it. */
class Writer {
  #random;
  #spacing;
  #left;

  constructor(random) {
    this.#random = random;
    this.#spacing = random.pick(["none", "none", "python", "python", "any"]);
    this.#left = random.oneIn(50) ? random.between(50, 400) : random.between(1, 24);
  }

  /** Whitespace where it is allowed; after a comma or colon Python's default is one space. */
  space(afterSeparator) {
    if (this.#spacing === "none") {
      return "";
    }
    if (this.#spacing === "python") {
      return afterSeparator ? " " : "";
    }
    let text = "";
    while (this.#random.oneIn(3)) {
      text += this.#random.pick(" \t\r\n");
    }
    return text;
  }

  value(depth) {
    this.#left -= 1;
    const random = this.#random;
    if (depth < 40 && this.#left > 0 && (depth === 0 ? !random.oneIn(8) : random.oneIn(4))) {
      return random.oneIn(3) ? this.array(depth) : this.object(depth);
    }
    return this.scalar();
  }

  scalar() {
    const random = this.#random;
    switch (random.below(12)) {
      case 0:
        return random.oneIn(12) ? random.pick(["NaN", "Infinity", "-Infinity"]) : "null";
      case 1:
        return random.pick(["true", "false"]);
      case 2:
        return random.pick(["[]", "{}"]);
      case 3:
      case 4:
      case 5:
      case 6:
        return string(random);
      default:
        return number(random);
    }
  }

  array(depth) {
    const items = [];
    for (let count = this.#random.below(6); count > 0 && this.#left > 0; count -= 1) {
      items.push(this.value(depth + 1));
    }
    return this.#join("[", items, "]");
  }

  object(depth) {
    const random = this.#random;
    const count = random.oneIn(30) ? random.between(9, 60) : random.below(8);
    const seen = [];
    const members = [];
    for (let left = count; left > 0 && this.#left > 0; left -= 1) {
      const key = seen.length > 0 && random.oneIn(4) ? random.pick(seen) : keyValue(random);
      seen.push(key);
      const token = spellString(random, key, random.pick([0, 0, 0, 2]));
      members.push(`${token}${this.space(false)}:${this.space(true)}${this.value(depth + 1)}`);
    }
    return this.#join("{", members, "}");
  }

  #join(open, parts, close) {
    const separator = () => `${this.space(false)},${this.space(true)}`;
    const body = parts.reduce((text, part, at) => (at === 0 ? part : text + separator() + part), "");
    return open + this.space(false) + body + this.space(false) + close;
  }
}

/** An event as Heron sends it, with the customer's own text and numbers in it. */
function event(random, writer) {
  const text = () => string(random);
  const data = `{"heron_id":${text()},"end_user_id":${text()},"status":"processed"}`;
  const created = '"2021-05-20T09:23:53+00:00"';
  return `{"topic":"end_user.processed","created":${created},"data":${data},"meta":${writer.value(1)}}`;
}

function nested(random, writer) {
  const depth = random.oneIn(10) ? random.between(100, DEEPEST) : random.between(2, 100);
  let opening = "";
  let closing = "";
  for (let level = 0; level < depth; level += 1) {
    if (random.oneIn(2)) {
      opening += `[${random.oneIn(9) ? "1," : ""}`;
      closing = `]${closing}`;
    } else {
      opening += random.pick(['{"a":', '{"":', '{"1":0,"a":1,"1":']);
      closing = `${random.oneIn(9) ? ',"0":0' : ""}}${closing}`;
    }
  }
  return opening + writer.scalar() + closing;
}

/** An object large enough to leave every small-object path: many keys, in an order that is none. */
function wide(random) {
  const count = random.between(100, 1500);
  const range = random.pick([50, 5000, 0x100000000, 0x200000000]);
  const prefix = random.pick(["", "", "k", "0", "\\u0031"]);
  const members = [];
  for (let left = count; left > 0; left -= 1) {
    members.push(`"${prefix}${random.below(range)}":${left}`);
  }
  return `{${members.join(",")}}`;
}

function valid(random) {
  const writer = new Writer(random);
  const shape = random.below(1000);
  if (shape < 2) {
    return wide(random);
  }
  if (shape < 12) {
    return nested(random, writer);
  }
  if (shape < 60) {
    return event(random, writer);
  }
  return writer.space(false) + writer.value(0) + writer.space(false);
}

function mutate(random, text) {
  const at = random.below(text.length + 1);
  switch (random.below(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + random.between(1, 4));
    case 2:
      return text.slice(0, at) + random.pick(FRAGMENTS) + text.slice(at + 1);
    case 3: {
      const copied = text.slice(at, at + random.between(1, LONGEST_COPY));
      const target = random.below(text.length + 1);
      return text.slice(0, target) + copied + text.slice(target);
    }
    case 4: {
      const other = random.below(text.length + 1);
      const left = Math.min(at, other);
      const right = Math.max(at, other);
      const between = (text[right] ?? "") + text.slice(left + 1, right) + (text[left] ?? "");
      return text.slice(0, left) + between + text.slice(right + 1);
    }
    default:
      return text.slice(0, at) + random.pick(FRAGMENTS) + text.slice(at);
  }
}

/** The text as bytes off the wire, at times with what UTF-8 does not allow. */
function wire(random, text) {
  const bytes = Buffer.from(text);
  switch (random.below(12)) {
    case 0:
    case 1:
    case 2:
      return Buffer.concat([BOM, bytes]);
    case 3:
      return Buffer.concat([random.pick([BOM, Buffer.from(" "), Buffer.from("efbb", "hex")]), BOM, bytes]);
    case 4:
    case 5: {
      const at = random.below(bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, at), random.pick(NOT_UTF8), bytes.subarray(at)]);
    }
    case 6:
      if (bytes.length > 0) {
        bytes[random.below(bytes.length)] = random.below(256);
      }
      return bytes;
    case 7: // cut, perhaps inside a character
      return bytes.subarray(0, random.below(bytes.length + 1));
    case 8:
      return random.oneIn(3) ? Buffer.from(random.pick(["", "\ufeff"]) + text, "utf16le") : Buffer.concat([bytes, BOM]);
    default:
      return bytes;
  }
}

/** What one of the two languages would have sent. */
function canonical(text) {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

/**
 * One document.
 * @param {import("./random.mjs").Random} random
 * @returns {string | Buffer} a decoded string without lone surrogates, or bytes as received
 */
export function document(random) {
  let text = valid(random);
  if (random.oneIn(12)) {
    text = canonical(text);
  }
  if (random.oneIn(4)) {
    for (let times = random.pick([1, 1, 1, 2, 4]); times > 0; times -= 1) {
      text = mutate(random, text);
    }
    text = text.toWellFormed();
  } else if (random.oneIn(200)) {
    text = `\ufeff${text}`;
  }
  return random.oneIn(5) ? wire(random, text) : text;
}
