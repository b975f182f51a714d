// A request, read from what people have in their hands.
import { isUint8Array, plainBytes, wellFormed, wrong } from "./arguments.js";
import { TextDecoder, TextEncoder } from "./encoding.js";
import { fromJson } from "./paste-event.js";
import { binaryOf } from "./paste-found.js";
import { parsed } from "./paste-json.js";
import { fromCurl } from "./paste-shell.js";
import { fromHead, fromLog, signatureIn } from "./paste-text.js";

/** @import { Found } from "./paste-found.js" */

const encoder = new TextEncoder();

/** In bytes: a longer text is not read, but returned. */
const MOST_BYTES = 16 * 1024 * 1024;
/** A request in an event in a request. */
const DEEPEST = 4;

/** @type {typeof import("../explain.js").parseRequest} */
export function parseRequest(input) {
  const isText = typeof input === "string";
  if (!isText && !isUint8Array(input)) throw wrong("input", "a string or a Uint8Array", input);
  const bytes = isText ? encoder.encode(wellFormed(input, "input")) : plainBytes(input, "input");
  const found = bytes.length > MOST_BYTES ? undefined : read(bytes, true);
  const { body = null, signature = null, secret = null, method = null, url = null } = found ?? { body: bytes };
  return { body, signature, secret, method, url, taken: found?.taken ?? [], notes: found?.notes ?? [] };
}

/**
 * @param {Uint8Array} bytes
 * @param {boolean} isWhole whether it may be any text: a body is only looked at as an event
 * @param {number} [depth]
 * @returns {Found | undefined}
 */
function read(bytes, isWhole, depth = 0) {
  const found = recognised(bytes, isWhole);
  if (found?.body === undefined || depth === DEEPEST) return found;
  const inner = read(found.body, found.isText === true, depth + 1);
  // A text around a request that is not recognised is not a request either.
  if (inner?.body === undefined) return found.isText ? inner : found;
  const outer = found.taken.filter(({ what }) => what !== "body" && !inner.taken.some((each) => each.what === what));
  const around = found.taken.find(({ what }) => what === "body")?.from;
  const within = inner.taken.map((each) =>
    each.what === "body" ? { ...each, from: `${each.from}, in ${around}` } : each,
  );
  return { ...found, ...inner, taken: [...outer, ...within], notes: [...found.notes, ...inner.notes] };
}

/**
 * @param {Uint8Array} bytes
 * @param {boolean} isWhole
 */
function recognised(bytes, isWhole) {
  const text = decoded(bytes);
  if (text === undefined) return isWhole ? fromHead(binaryOf(bytes)) : undefined;
  const start = /^\s*(.?)/.exec(text)?.[1] ?? "";
  if (start === "{" || start === "[") {
    if (!isWhole || parsed(text) !== undefined) return fromJson(text);
    return fromLines(text) ?? signatureIn(text);
  }
  if (!isWhole || start === '"') return undefined;
  const binary = binaryOf(text.length === bytes.length ? bytes : encoder.encode(text));
  return fromCurl(binary) ?? fromHead(binary) ?? fromLog(text);
}

/**
 * A JSON text a line, as logs have them. Of one text that is not valid, no part is taken.
 *
 * @param {string} text
 */
function fromLines(text) {
  const lines = text.split(/\r?\n(?=[{[])/, 1000);
  if (lines.length < 2) return undefined;
  const all = lines.flatMap((line) => fromJson(line) ?? []);
  return all.find(({ signature }) => signature !== undefined) ?? all[0];
}

/** @param {Uint8Array} bytes */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes); // without a byte order mark
  } catch {
    return undefined;
  }
}
