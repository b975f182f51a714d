// Requests as text: the head and body of HTTP, headers and `KEY=VALUE` in lines, and lines of a log.
import { TextDecoder, TextEncoder } from "./encoding.js";
import { bytesOf, kindOf, labelled } from "./paste-found.js";
import { endOf, parsed } from "./paste-json.js";

const encoder = new TextEncoder();

/** @import { Found } from "./paste-found.js" */

const REQUEST_LINE = /^([A-Z]{3,7}) (\S+)(?: HTTP\/[\d.]+)?$/;
const NAME = /^(?:export +|set +|\$env:)?(:?[\w!#$%&'*+.^`|~ -]{1,100})$/i;

/**
 * Lines of names and values, byte by byte; behind an empty line, the body.
 *
 * @param {string} binary
 * @returns {Found | undefined}
 */
export function fromHead(binary) {
  /** @type {Found} */
  const found = { taken: [], notes: [] };
  const isTrace = /^> [A-Z]+ \S+ HTTP/m.test(binary);
  const text = isTrace ? binary.replace(/^(?!> ).*\n?|^> /gm, "") : binary;
  /** @type {Map<string, string>} */
  const headers = new Map();
  let isHttp = false;
  let at = 0;
  while (at < text.length) {
    const { line, next } = lineAt(text, at);
    const request = headers.size === 0 && !isHttp ? REQUEST_LINE.exec(line) : null;
    const { name, sign, rest } = field(line);
    if (request !== null) {
      [, found.method, found.url] = request;
      isHttp = true;
    } else if (line === "" && (isHttp || headers.size > 0)) {
      if (isHttp || found.signature !== undefined) {
        bodyBehind(text.slice(next), headers, isHttp, found);
        break;
      }
    } else if (kindOf(name, "") === "body" && !isHttp) {
      at = bodyAt(text, at + line.length - rest.length, name, found);
      continue;
    } else if (sign !== "") {
      headers.set(name.toLowerCase(), rest.trim());
      labelled(found, name, unquoted(rest.trim(), sign), isHttp || sign === ":" ? "the header" : "the variable");
    } else if (line.trim() !== "" && !/^\s*#/.test(line)) return undefined;
    at = next;
  }
  if (isTrace) found.notes.push("curl -v does not print the body: give it too.");
  if (isHttp) located(found, headers);
  return found.taken.length > 0 ? found : undefined;
}

/**
 * A line's name, sign and value; the sign is empty if it has none.
 *
 * @param {string} line
 */
function field(line) {
  const at = line.slice(1, 120).search(/[:=]/) + 1;
  const name = NAME.exec(line.slice(0, at).trim())?.[1];
  return name === undefined ? { name: "", sign: "", rest: "" } : { name, sign: line[at], rest: line.slice(at + 1) };
}

/**
 * @param {string} text
 * @param {number} at
 */
function lineAt(text, at) {
  const end = text.indexOf("\n", at);
  const stop = end < 0 ? text.length : end;
  const line = text.slice(at, text[stop - 1] === "\r" && stop > at ? stop - 1 : stop);
  return { line, next: end < 0 ? text.length : end + 1 };
}

/**
 * @param {Found} found
 * @param {Map<string, string>} headers
 */
function located(found, headers) {
  found.method ??= headers.get(":method");
  const path = found.url ?? headers.get(":path") ?? "/";
  const host = headers.get("host") ?? headers.get(":authority");
  if (!/^https?:/.test(path) && host === undefined) {
    found.url = undefined;
    return;
  }
  found.url = /^https?:/.test(path) ? path : `${headers.get(":scheme") ?? "http"}://${host}${path}`;
  found.taken.push({ what: "url", from: "the HTTP request" });
}

/**
 * @param {string} rest
 * @param {Map<string, string>} headers
 * @param {boolean} isHttp
 * @param {Found} found
 */
function bodyBehind(rest, headers, isHttp, found) {
  if (rest === "") return;
  let body = rest;
  let from = isHttp ? "the HTTP request, behind its head" : "the lines behind the headers";
  const length = headers.get("content-length");
  const whole = headers.get("transfer-encoding") === "chunked" ? unchunked(rest) : undefined;
  if (whole !== undefined) {
    body = whole;
    from += ", without the lengths of its chunks";
  } else if (length !== undefined && Number(length) !== rest.length) {
    const behind = rest.slice(Number(length));
    if (Number(length) < rest.length && /^[\r\n]+$/.test(behind)) {
      body = rest.slice(0, Number(length));
      from += ", as long as Content-Length says";
    } else {
      found.notes.push(`The body has ${rest.length} bytes, but Content-Length says ${length}: it was changed or cut.`);
    }
  }
  const encoding = headers.get("content-encoding");
  if (encoding !== undefined) found.notes.push(`The body is compressed: Content-Encoding says ${encoding}.`);
  found.body = bytesOf(body);
  found.taken.push({ what: "body", from });
}

/**
 * The body within the framing of chunks, or `undefined` if there is none.
 *
 * @param {string} text
 */
function unchunked(text) {
  let body = "";
  for (let at = 0; at < text.length; ) {
    const { line, next } = lineAt(text, at);
    if (!/^[\da-f]{1,7} *(?:;.*)?$/i.test(line)) return undefined;
    const length = Number.parseInt(line, 16);
    if (length === 0) return body;
    body += text.slice(next, next + length);
    at = lineAt(text, next + length).next;
  }
  return undefined;
}

/**
 * The body behind its name: a JSON text, or the rest of the line. Where it ends.
 *
 * @param {string} text
 * @param {number} at
 * @param {string} name
 * @param {Found} found
 */
function bodyAt(text, at, name, found) {
  const gap = /\s*/y;
  gap.lastIndex = at;
  const start = at + (gap.exec(text)?.[0].length ?? 0);
  const end = /[{[]/.test(text[start] ?? "") ? endOf(text, start) : lineAt(text, start).next;
  const stop = end < 0 ? text.length : end;
  labelled(found, name, unquoted(text.slice(start, stop).replace(/\r?\n$/, ""), "="), "the text behind");
  return lineAt(text, stop).line.trim() === "" ? lineAt(text, stop).next : stop;
}

/**
 * The value of a variable, without the quotes of a shell or the comment behind it.
 *
 * @param {string} value
 * @param {string} sign
 */
function unquoted(value, sign) {
  const quoted = /^(["'])(.*)\1(?: +#.*)?;?$/s.exec(value);
  if (quoted !== null) return quoted[1] === '"' ? quoted[2].replace(/\\(["\\$`])/g, "$1") : quoted[2];
  return sign === "=" ? value.replace(/(?<! ) +#.*$/, "") : value;
}

const NAMED_SIGNATURE =
  /(?<![\w-])(?:http_)?(?:heron[-_])?signature["'\]]*\s*(?:=>|[:=,])\s*["'[]*([\w+/-]{20,}={0,2})/i;

/** How many times a text's length is read in the search for JSON in it. */
const MOST_READINGS = 4;

/**
 * Lines of a log, or any text with a signature and its name in it, or one JSON text.
 *
 * @param {string} text
 * @returns {Found | undefined}
 */
export function fromLog(text) {
  const found = signatureIn(text) ?? { taken: [], notes: [] };
  const values = jsonIn(text).filter((value) => NAMED_SIGNATURE.exec(value) === null);
  const body = values.find((value) => /"topic"\s*:/.test(value)) ?? values.sort((a, b) => b.length - a.length)[0];
  if (body !== undefined) {
    found.body = encoder.encode(body);
    found.taken.push({ what: "body", from: "the JSON in the text" });
    if (values.length > 1) found.notes.push(`The text holds ${values.length} JSON texts: one of them was taken.`);
  }
  return found.taken.length > 0 ? found : undefined;
}

/**
 * A signature with its name, as programs print headers.
 *
 * @param {string} text
 * @returns {Found | undefined}
 */
export function signatureIn(text) {
  const signature = NAMED_SIGNATURE.exec(text)?.[1];
  if (signature === undefined) return undefined;
  return { signature, taken: [{ what: "signature", from: "the text, by its name" }], notes: [] };
}

/**
 * The JSON objects in a text, as they are or as a quoted string.
 *
 * @param {string} text
 */
function jsonIn(text) {
  /** @type {string[]} */
  const values = [];
  const start = /"\{|b?'\{|\{/g;
  let left = MOST_READINGS * text.length;
  for (let found = start.exec(text); found !== null && left > 0; found = start.exec(text)) {
    const brace = found.index + found[0].length - 1;
    const end = endOf(text, brace);
    const isQuoted = found[0] === '"{' && /^\{\s*\\/.test(text.slice(brace, brace + 9));
    const stop = isQuoted ? endOf(text, found.index) : end;
    left -= (stop < 0 ? text.length : stop) - brace;
    if (stop < 0) continue;
    const slice = isQuoted ? parsed(text.slice(found.index, stop)) : text.slice(brace, stop);
    const value = typeof slice === "string" && found[0].endsWith("'{") ? fromPython(slice) : slice;
    if (typeof value !== "string" || parsed(value) === undefined) continue;
    values.push(value);
    start.lastIndex = stop;
  }
  return values;
}

/**
 * Within quotes of Python, a backslash is written twice, and bytes beyond ASCII as `\x..`.
 *
 * @param {string} literal
 */
function fromPython(literal) {
  if (!literal.includes("\\")) return literal;
  const bytes = literal.replace(/\\(?:x([\da-f]{2})|([\\'"]))/g, (_all, hex, character) =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : character,
  );
  return /\\x/.test(literal) ? new TextDecoder().decode(bytesOf(bytes)) : bytes;
}
