// A JSON text as another implementation prints it.
import { isUint8Array, wellFormed, wrong } from "./arguments.js";
import { LARGEST_BODY } from "./constants.js";
import * as core from "./core.js";
import { RAW, formNumber, ownOptions } from "./options.js";

/** @type {typeof import("../index.js").stringify} */
export function stringify(text, options) {
  if (typeof text === "string") wellFormed(text, "text");
  else if (!isUint8Array(text)) throw wrong("text", "a string or a Uint8Array", text);
  const form = formNumber(ownOptions(options).form);
  if (form === RAW) throw new TypeError('options.form must be "python" or "javascript"');
  return rewritten(text, form);
}

/**
 * A text or bytes as a form prints them.
 *
 * @param {string | Uint8Array} text
 * @param {number} form
 */
export function rewritten(text, form) {
  const written = core.write(text, LARGEST_BODY);
  try {
    const isBody = core.rewrite(written, form);
    return typeof text === "string" && isBody ? text : core.text();
  } finally {
    core.release(written);
  }
}
