// Arguments: texts, bytes and values, and the words for a wrong one. An object of another realm (a frame, `node:vm`, a
// test runner) is recognised by what it is, not by `instanceof`.

import { TextEncoder } from "./encoding.js";

const { stringify } = JSON;
const encoder = new TextEncoder();
/**
 * @param {object} prototype
 * @param {PropertyKey} name
 */
const getter = (prototype, name) =>
  /** @type {{ get(): unknown }} It is the language's own property. */ (
    Object.getOwnPropertyDescriptor(prototype, name)
  ).get;
const typeOfArray = getter(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag);
/** Objects that have a `toJSON` in Bun only. */
const ONLY_BUN = ["FormData", "Headers", "URLSearchParams"];
/** The array's real length, whatever a subclass claims. */
const lengthOfArray = getter(Object.getPrototypeOf(Uint8Array.prototype), "length");
/** Most receivers read the secret from a variable, which is missing on a new machine. */
const NOT_SET =
  "is the environment variable that holds it set, such as HERON_WEBHOOK_SECRET? " +
  "(`wrangler dev` reads it from .dev.vars)";
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * @param {unknown} value
 * @returns {value is Uint8Array}
 */
export function isUint8Array(value) {
  return typeOfArray.call(value) === "Uint8Array";
}

/**
 * How many bytes a Uint8Array has: none if its memory is gone.
 *
 * @param {Uint8Array} bytes
 */
export function lengthOf(bytes) {
  return /** @type {number} */ (lengthOfArray.call(bytes));
}

/**
 * The bytes of a secret: the library's own copy, which it has to wipe.
 *
 * @param {unknown} secret
 * @param {string} [argument]
 */
export function secretBytes(secret, argument = "secret") {
  if (typeof secret === "string") return encoder.encode(wellFormed(secret, argument));
  // Not `slice`, by which a Buffer would hand out, and have wiped, its own memory.
  if (isUint8Array(secret)) return plainBytes(secret, argument);
  throw wrong(argument, "a string or a Uint8Array", secret, secret === undefined ? NOT_SET : undefined);
}

/**
 * A new Uint8Array of an argument. The engines' own errors for detached memory do not name the argument.
 *
 * @param {ArrayLike<number> | ArrayBuffer | SharedArrayBuffer} value
 * @param {string} argument
 */
export function plainBytes(value, argument) {
  try {
    return new Uint8Array(/** @type {ArrayLike<number>} The overloads take one kind at a time. */ (value));
  } catch {
    throw gone(argument);
  }
}

/** @param {string} argument */
export const gone = (argument) =>
  new TypeError(`${argument} must keep its memory and its length while it is read: pass a copy`);

/**
 * A body as text or bytes; a value that is neither becomes the text that `JSON.stringify` makes of it.
 *
 * @param {unknown} body
 * @param {string} [argument]
 * @returns {string | Uint8Array}
 */
export function textOrBytes(body, argument = "body") {
  if (typeof body === "string") return wellFormed(body, argument);
  if (isUint8Array(body)) return body;
  if (isBuffer(body)) return plainBytes(body, argument);
  return serialised(body, argument);
}

/**
 * Strings that UTF-8 cannot hold are refused: encoding them would change them silently.
 *
 * @param {string} text
 * @param {string} argument
 */
export function wellFormed(text, argument) {
  if (text.isWellFormed?.() ?? !LONE_SURROGATE.test(text)) return text;
  const remedy = "pass the bytes as they were received";
  throw new TypeError(`${argument} has a lone surrogate, which UTF-8 cannot hold: ${remedy}`);
}

/**
 * @param {unknown} value
 * @returns {value is ArrayBuffer | SharedArrayBuffer}
 */
export function isBuffer(value) {
  if (value === null || typeof value !== "object") return false;
  const name = tag(value);
  if (name !== "ArrayBuffer" && name !== "SharedArrayBuffer") return false;
  try {
    // Throws for an object that only calls itself so.
    getter((name === "ArrayBuffer" ? ArrayBuffer : SharedArrayBuffer).prototype, "byteLength").call(value);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {unknown} body
 * @param {string} argument
 */
function serialised(body, argument) {
  let remedy;
  if (ArrayBuffer.isView(body)) {
    remedy = "pass its bytes as a Uint8Array";
  } else if (typeof property(body, "then") === "function") {
    remedy = "await it";
  } else if (isJson(body)) {
    const text = json(body, argument);
    if (text !== undefined) return text;
  }
  throw wrong(argument, "a string, a Uint8Array, an ArrayBuffer or a parsed JSON value", body, remedy);
}

/** @param {unknown} value */
function isJson(value) {
  if (value === null || typeof value === "number" || typeof value === "boolean") return true;
  if (typeof value !== "object") return false;
  // Requests, streams, forms and maps would serialise as `{}`: that is never what was signed.
  const name = tag(value);
  return (
    name === "Object" ||
    name === "Array" ||
    (typeof property(value, "toJSON") === "function" && !ONLY_BUN.includes(name))
  );
}

/**
 * @param {unknown} value
 * @param {string} argument
 */
function json(value, argument) {
  try {
    return stringify(value);
  } catch (error) {
    // A cycle or a BigInt inside; what a `toJSON` of the caller's own throws is the caller's.
    if (!(error instanceof TypeError)) throw error;
    throw new TypeError(`${argument} is ${kind(value)} that JSON.stringify refuses`, { cause: error });
  }
}

/**
 * Frameworks give these for a request without a body.
 *
 * @param {unknown} body
 * @returns {body is null | undefined}
 */
export const isMissing = (body) => body === undefined || body === null;

/**
 * Whether the body is a parsed value.
 *
 * @param {unknown} body
 */
export const isParsed = (body) =>
  !isMissing(body) && typeof body === "object" && !isUint8Array(body) && !isBuffer(body);

/**
 * An object's own properties. Prototype pollution: inherited properties are never options.
 *
 * @template {object} T
 * @param {T} [object]
 * @returns {Partial<T>}
 */
export function own(object) {
  // To the compiler `__proto__` is a property like any other.
  return /** @type {Partial<T>} */ (/** @type {unknown} */ ({ __proto__: null, ...object }));
}

/**
 * A wrong argument: its name, what it has to be, and what kind of thing it is, never its value.
 *
 * @param {string} argument
 * @param {string} wanted
 * @param {unknown} value
 * @param {string} [remedy]
 */
export function wrong(argument, wanted, value, remedy) {
  return new TypeError(`${argument} must be ${wanted}, not ${kind(value)}${remedy === undefined ? "" : `: ${remedy}`}`);
}

/**
 * `null`, `number`, `an Array`, `a Promise`.
 *
 * @param {unknown} value
 */
export function kind(value) {
  if (value === null || typeof value !== "object") return String(value === null ? value : typeof value);
  const name = tag(value);
  return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
}

/**
 * The name that `Object.prototype.toString` gives an object, whichever realm it is from.
 *
 * @param {unknown} value
 */
export function tag(value) {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/**
 * A property of any value; undefined for null and undefined.
 *
 * @param {unknown} value
 * @param {string} name
 */
export const property = (value, name) => /** @type {{ [name: string]: unknown } | null | undefined} */ (value)?.[name];
