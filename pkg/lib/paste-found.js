// What the readers of pasted text find, and the names by which they know it.
import { TextDecoder } from "./encoding.js";

/**
 * @typedef {object} Found
 * @property {Uint8Array} [body]
 * @property {string} [signature]
 * @property {string} [secret]
 * @property {string} [method]
 * @property {string} [url]
 * @property {import("../explain.js").Taken[]} taken
 * @property {string[]} notes
 * @property {boolean} [isText] whether the body is a text around a request, such as a line of a log
 */

const SIGNATURE = /^(?:http-)?(?:heron-(?:webhook-)?)?signature$/;
const SECRET = /^(?:heron-(?:.*-)?)?(?:webhook-)?secret$/;
const BODY = /^(?:raw-|request-)?(?:body|payload)$/;
const URL_NAME = /^(?:webhook-|request-)?url$/;

/**
 * The kind of thing that a name stands for, such as `Heron-Signature`, `HERON_WEBHOOK_SECRET` or `Raw body`.
 *
 * @param {string} name
 * @param {string} value
 */
export function kindOf(name, value) {
  const plain = name.trim().toLowerCase().replace(/[_ ]/g, "-");
  if (SIGNATURE.test(plain)) return "signature";
  if (SECRET.test(plain) || (value.startsWith("sec_") && /secret|key|token/.test(plain))) return "secret";
  if (BODY.test(plain)) return "body";
  if (URL_NAME.test(plain)) return "url";
  return undefined;
}

/**
 * Takes a value with a name, if it is one that is looked for and the first of its kind. Both are byte by byte.
 *
 * @param {Found} found
 * @param {string} name
 * @param {string} value
 * @param {string} how what the name is, such as "the header"
 */
export function labelled(found, name, value, how) {
  const kind = kindOf(name, value);
  if (kind === undefined || value === "") return;
  const from = `${how} ${textOf(name).trim()}`;
  if (found[kind] !== undefined) {
    note(found.notes, `The ${kind} comes more than once: ${from} was left out.`);
    return;
  }
  if (kind === "body") found.body = bytesOf(value);
  else found[kind] = textOf(value);
  found.taken.push({ what: kind, from });
}

/**
 * Adds a sentence, unless it is there or there are many.
 *
 * @param {string[]} notes
 * @param {string} sentence
 */
export function note(notes, sentence) {
  if (notes.length < 10 && !notes.includes(sentence)) notes.push(sentence);
}

/**
 * A string of which each character is a byte.
 *
 * @param {Uint8Array} bytes
 */
export function binaryOf(bytes) {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return binary;
}

/** @param {string} binary */
export function bytesOf(binary) {
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

/** @param {string} binary */
export const textOf = (binary) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytesOf(binary));

/**
 * The bytes that base64 stands for, in either alphabet, or `undefined`.
 *
 * @param {string} text
 */
export function fromBase64(text) {
  try {
    return bytesOf(atob(text.replace(/-/g, "+").replace(/_/g, "/").replace(/\s/g, "")));
  } catch {
    return undefined;
  }
}
