// A curl command, as shells, browsers' "Copy as cURL" and documents spell it. It is read byte by byte: each character of
// these strings is a byte, as `\xc3` in `$'…'` is one, too.
import { TextEncoder } from "./encoding.js";
import { binaryOf, bytesOf, labelled, note, textOf } from "./paste-found.js";

const encoder = new TextEncoder();

/** @import { Found } from "./paste-found.js" */
/** @typedef {{ words: string[], operator: string }} Command with the operator behind it */

const FIRST = /^\s*(?:[$#%>] +)?(?:curl|printf|echo|export|\w+=)/;
const BODY_OPTION = /^(?:data|data-raw|data-binary|data-ascii|json)$/;
/** Options whose value is a word that is not the URL. */
const WITH_VALUE =
  /^(?:request|header|user|user-agent|referer|cookie|cookie-jar|output|max-time|connect-timeout|proxy|cacert|cert|key|resolve|retry|write-out|form|form-string|upload-file|config|url|data-urlencode)$/;
/** @type {{ [letter: string]: string }} */
const SHORT = { d: "data", H: "header", X: "request", F: "form", T: "upload-file", A: "user-agent", b: "cookie" };
const SHORT_WITH_VALUE = "dHXFTAbcCDeEKmoPQrtuUwxyYz";

/**
 * @param {string} binary
 * @returns {Found | undefined}
 */
export function fromCurl(binary) {
  if (!FIRST.test(binary)) return undefined;
  /** @type {string[]} */
  const notes = [];
  const commands = split(/\^["\r\n]/.test(binary) ? withoutCarets(binary) : binary, notes);
  const index = commands.findIndex(({ words }) => /^curl(?:\.exe)?$/.test(words[0] ?? ""));
  if (index < 0) return undefined;
  const before = commands.slice(0, index);
  const piped = before.at(-1)?.operator === "|" ? printed(before.pop()?.words ?? []) : undefined;
  /** @type {Found} */
  const found = { taken: [], notes };
  for (const { words } of before) {
    for (const word of words) assigned(found, word);
  }
  options(commands[index].words.slice(1), piped, found);
  return found;
}

/**
 * `KEY=VALUE`, unquoted.
 *
 * @param {Found} found
 * @param {string} word
 */
function assigned(found, word) {
  const equals = word.indexOf("=");
  if (equals > 0) labelled(found, word.slice(0, equals), word.slice(equals + 1), "the variable");
}

/**
 * @param {string[]} words
 * @param {string | undefined} piped
 * @param {Found} found
 */
function options(words, piped, found) {
  /** @type {string[]} */
  const bodies = [];
  /** @type {string[]} */
  const plain = [];
  const names = new Set();
  /** @type {string | undefined} */
  let url;
  for (let at = 0; at < words.length; at += 1) {
    const { name, value, isValueNext } = option(words[at]);
    if (name === undefined) {
      plain.push(words[at]);
      continue;
    }
    const given = isValueNext ? words[(at += 1)] : value;
    if (given === undefined) continue;
    if (BODY_OPTION.test(name)) {
      names.add(`--${name}`);
      const content = dataOf(name, given, piped, found);
      if (content !== undefined) bodies.push(content);
    } else if (name === "header") {
      const colon = given.indexOf(":");
      labelled(found, given.slice(0, colon), given.slice(colon + 1).trim(), "the header");
    } else if (name === "url") url = given;
    else if (name === "request") found.method = given;
    else if (/^(?:form|upload-file|data-urlencode)$/.test(name)) {
      note(found.notes, `--${name} of the curl command was left out: Heron posts JSON.`);
    }
  }
  url ??= plain.find((word) => /^[a-z]+:\/\//i.test(word)) ?? plain[0];
  if (url !== undefined) {
    found.url = textOf(url);
    found.taken.push({ what: "url", from: "the curl command" });
  }
  if (bodies.length === 0) return;
  found.body = bytesOf(bodies.join("&"));
  found.taken.push({ what: "body", from: `${[...names].join(" and ")} of the curl command` });
}

/**
 * @param {string} word
 * @returns {{ name?: string, value?: string, isValueNext?: boolean }}
 */
function option(word) {
  if (word.startsWith("--")) {
    const name = word.slice(2);
    return { name, isValueNext: BODY_OPTION.test(name) || WITH_VALUE.test(name) };
  }
  if (!/^-[a-z]/i.test(word)) return {};
  // Letters may be joined, as in `-sSd '{}'`, and a value may follow at once, as in `-XPOST`.
  const at = word.split("").findIndex((letter) => SHORT_WITH_VALUE.includes(letter));
  if (at < 0) return { name: word };
  const rest = word.slice(at + 1);
  return { name: SHORT[word[at]] ?? word[at], value: rest, isValueNext: rest === "" };
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string | undefined} piped
 * @param {Found} found
 */
function dataOf(name, value, piped, found) {
  if (name === "data-raw" || !value.startsWith("@")) return value;
  // Of a file, --data leaves out line breaks.
  if (value === "@-" && piped !== undefined)
    return name === "data-binary" || name === "json" ? piped : piped.replace(/[\r\n\0]/g, "");
  const where = value === "@-" ? "standard input" : `the file ${textOf(value.slice(1))}`;
  note(found.notes, `The body is in ${where}, not in the curl command: give it too.`);
  return undefined;
}

/**
 * What `printf` or `echo` prints into a pipe.
 *
 * @param {string[]} words
 */
function printed([program, first = "", ...more]) {
  if (program === "echo") return first === "-n" ? more.join(" ") : `${[first, ...more].join(" ")}\n`;
  if (program !== "printf") return undefined;
  const format = /^%s(?:\\n)?$/.test(first) ? first.replace("%s", () => more[0] ?? "") : first.replaceAll("%%", "%");
  return first.startsWith("%s") && !first.endsWith("n") ? format : escaped(format);
}

/**
 * The command line of Windows, for which browsers write `^"` for a quote and `^` at the end of a line.
 *
 * @param {string} binary
 */
const withoutCarets = (binary) =>
  binary.replace(/\^(\r?\n)?(.|\n)/g, (_all, end, next) => (end === undefined || next === "\n" ? next : ` ${next}`));

/**
 * The commands of a script, their words without quotes.
 *
 * @param {string} script
 * @param {string[]} notes
 */
function split(script, notes) {
  /** @type {Command[]} */
  const commands = [];
  /** @type {string[]} */
  let words = [];
  /** @type {string | undefined} */
  let word;
  const special = /\$'|[\s'"\\|;&#$]/g;
  let at = 0;
  const endWord = () => {
    if (word !== undefined && !(words.length === 0 && /^[$#%>]$/.test(word))) words.push(word);
    word = undefined;
  };
  while (at < script.length) {
    special.lastIndex = at;
    const match = special.exec(script);
    const next = match?.index ?? script.length;
    const character = match?.[0] ?? "";
    if (next > at) word = (word ?? "") + script.slice(at, next);
    at = next + (character.length || 1);
    if (character.endsWith("'") || character === '"') {
      const isC = character === "$'";
      const end = closing(script, at, character.slice(-1), character !== "'");
      if (end < 0) note(notes, "A quote of the curl command is not closed: the text was cut off.");
      const inside = script.slice(at, end < 0 ? script.length : end);
      at = end < 0 ? script.length : end + 1;
      if (isC) word = (word ?? "") + escaped(inside);
      else word = (word ?? "") + (character === '"' ? inside.replace(/\\(?:([$`"\\])|\r?\n)/g, "$1") : inside);
      if (character === '"') unknown(inside, notes);
    } else if (character === "\\") {
      const end = /^\r?\n/.exec(script.slice(at, at + 2));
      if (end === null) word = (word ?? "") + (script[at] ?? "");
      else endWord();
      at += end === null ? 1 : end[0].length;
    } else if (character === "$") {
      word = (word ?? "") + character;
      unknown(script.slice(next, next + 80).split(/\s/, 1)[0], notes);
    } else if (character === "#" && word === undefined && words.length > 0) {
      const end = script.indexOf("\n", at);
      at = end < 0 ? script.length : end;
    } else if (character === "#") word = (word ?? "") + character;
    else {
      endWord();
      if (!/[\n|;&]/.test(character)) continue;
      if (words.length > 0) commands.push({ words, operator: character });
      // A pipe may stand at the end of a line.
      else if (commands.length > 0 && character !== "\n") commands[commands.length - 1].operator = character;
      words = [];
    }
  }
  endWord();
  if (words.length > 0) commands.push({ words, operator: "" });
  return commands;
}

/**
 * @param {string} text
 * @param {string[]} notes
 */
function unknown(text, notes) {
  const variable = /(?<!\\)\$(?:\{\w+\}|[A-Za-z_]\w*)/.exec(text);
  if (variable !== null) note(notes, `The curl command has a variable of the shell, ${variable[0]}, in it.`);
}

/**
 * @param {string} text
 * @param {number} at
 * @param {string} quote
 * @param {boolean} hasEscapes
 */
function closing(text, at, quote, hasEscapes) {
  if (!hasEscapes) return text.indexOf(quote, at);
  const stop = quote === "'" ? /['\\]/g : /["\\]/g;
  stop.lastIndex = at;
  for (let found = stop.exec(text); found !== null; found = stop.exec(text)) {
    if (found[0] === quote) return found.index;
    stop.lastIndex += 1;
  }
  return -1;
}

const HEX = "[\\da-fA-F]";
const ESCAPE = new RegExp(
  String.raw`\\(?:u([dD][89abAB]HH)\\u([dD][c-fC-F]HH)|u(H{1,4})|U(H{1,8})|x(H{1,2})|([0-7]{1,3})|(.|\n))`.replaceAll(
    "H",
    HEX,
  ),
  "g",
);
/** @type {{ [letter: string]: string }} */
const LETTERS = { a: "\x07", b: "\b", e: "\x1b", E: "\x1b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/**
 * The bytes of text with the escapes of C, as in `$'…'`. Browsers write two `\u` for a character beyond the first plane.
 *
 * @param {string} text
 */
function escaped(text) {
  return text.replace(ESCAPE, (all, high, low, short, long, hex, octal, letter) => {
    const number = (/** @type {string} */ digits) => Number.parseInt(digits, 16);
    if (high) return encoded((number(high) - 0xd800) * 0x400 + number(low) - 0xdc00 + 0x10000);
    if (short ?? long) return encoded(number(short ?? long));
    if (hex ?? octal) return String.fromCharCode(hex ? number(hex) : Number.parseInt(octal, 8) & 255);
    return LETTERS[letter] ?? (/[\\'"?]/.test(letter) ? letter : all);
  });
}

/** @param {number} code */
const encoded = (code) => (code > 0x10ffff ? "" : binaryOf(encoder.encode(String.fromCodePoint(code))));
