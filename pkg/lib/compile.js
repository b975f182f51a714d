// Compiles a module that is in the code, in hexadecimal: gzip makes a fifth less of that than of base64.

import { TextEncoder } from "./encoding.js";

const encoder = new TextEncoder();

/** @param {string} text */
export const compile = (text) => new WebAssembly.Module(bytesOf(text));

/**
 * By way of `globalThis`: some bundlers add a `Buffer` for browsers to code that names one.
 *
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
const bytesOf = (text) => globalThis.Buffer?.from(text, "hex") ?? fromHex(text);

/** @param {string} text */
function fromHex(text) {
  const { fromHex: native } = /** @type {{ fromHex?: (text: string) => Uint8Array<ArrayBuffer> }} */ (Uint8Array);
  return native?.call(Uint8Array, text) ?? decoded(text);
}

/** @param {string} text */
function decoded(text) {
  const digits = encoder.encode(text);
  const bytes = new Uint8Array(digits.length / 2);
  const value = (/** @type {number} */ digit) => (digit & 15) + 9 * (digit >> 6);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = (value(digits[2 * index]) << 4) | value(digits[2 * index + 1]);
  }
  return bytes;
}
