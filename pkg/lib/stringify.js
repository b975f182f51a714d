// A JSON text as another implementation prints it.
import { isUint8Array, wellFormed, wrong } from "./arguments.js";
import { LARGEST_BODY } from "./constants.js";
import * as core from "./core.js";
import { RAW, formNumber, ownOptions } from "./options.js";

export function stringify(text, options) {
  if (typeof text === "string") wellFormed(text, "text");
  else if (!isUint8Array(text)) throw wrong("text", "a string or a Uint8Array", text);
  const form = formNumber(ownOptions(options).form);
  if (form === RAW) throw new TypeError('options.form must be "python" or "javascript"');
  return rewritten(text, form);
}

/** A text or bytes as a form prints them. */
export function rewritten(text, form) {
  const written = core.write(text, LARGEST_BODY);
  try {
    const isBody = core.rewrite(written, form);
    return written.isText && isBody ? text : core.text();
  } finally {
    core.release(written);
  }
}
