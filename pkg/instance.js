// The one instance of the WebAssembly module: fed, called, read, and replaced if it ever fails.
import * as core from "./wasm/core.js";
import { WebhookError, wrong } from "./errors.js";

/** The length of a header that is looked at: all longer ones are malformed alike. */
const MAX_SIGNATURE = 80;

const encoder = new TextEncoder();
const { stringify } = JSON;

let memory;
let bytes = new Uint8Array(0);

/** Starts the module. Entries call it once, with a compiled `WebAssembly.Module`. */
export function start(module) {
  core.initSync({ module });
  memory = core.linear_memory();
}

/** Calls the module. A trap costs this call only: the next one gets a new instance. */
export function guarded(call) {
  try {
    return call(core);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    core.__wbg_reset_state();
    memory = core.linear_memory();
    throw new WebhookError("internal", `the WebAssembly module failed and was started again: ${error.message}`);
  }
}

/** Linear memory; another buffer after it has grown. */
function view() {
  if (bytes.buffer !== memory.buffer) bytes = new Uint8Array(memory.buffer);
  return bytes;
}

/** The bytes that the last call made. A view: good until the next call. */
export function output() {
  const start = core.output();
  return view().subarray(start, start + core.output_len());
}

/** A body as text or bytes; a value that is neither becomes the text that `JSON.stringify` makes of it. */
export function textOrBytes(body) {
  if (typeof body === "string") return wellFormed(body, "body");
  if (isBytes(body)) return body;
  const tag = Object.prototype.toString.call(body);
  if (tag === "[object ArrayBuffer]" || tag === "[object SharedArrayBuffer]") return new Uint8Array(body);
  if (ArrayBuffer.isView(body)) throw wrong("body", "a Uint8Array if it is a view of bytes", body);
  const text = typeof body === "bigint" ? undefined : stringify(body);
  if (text === undefined) throw wrong("body", "a string, bytes, or a value that JSON can hold", body);
  return text;
}

export function isBytes(value) {
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === "[object Uint8Array]";
}

/** Strings that UTF-8 cannot hold are refused: encoding them would change them silently. */
export function wellFormed(text, argument) {
  if (text.isWellFormed()) return text;
  throw new TypeError(`${argument} has a lone surrogate, which UTF-8 cannot hold: pass the bytes as they were received`);
}

/** Writes a body of at most `limit` bytes into the module, behind a signature if there is one; their lengths there. */
export function write(body, limit, signature) {
  const isText = typeof body === "string";
  if (body.length > limit) throw tooLarge(limit);
  const room = isText ? Math.min(3 * body.length, limit) : body.length;
  const header = signature === undefined ? "" : signature.slice(0, MAX_SIGNATURE);
  const start = core.input(3 * header.length + room);
  if (start === 0) throw new WebhookError("body_too_large", "the body does not fit in memory");
  const target = view();
  const signatureLength = encoder.encodeInto(header, target.subarray(start, start + 3 * header.length)).written;
  const from = start + signatureLength;
  // Exactly its room: a shared body that grows meanwhile must not reach beyond it.
  const place = target.subarray(from, from + room);
  if (!isText) {
    place.set(body);
    return { isText, bodyLength: room, signatureLength };
  }
  const { read, written } = encoder.encodeInto(body, place);
  if (read < body.length) throw tooLarge(limit);
  return { isText, bodyLength: written, signatureLength };
}

function tooLarge(limit) {
  return new WebhookError("body_too_large", `the body has more than ${limit} bytes: raise maxBodyBytes if you expect that`);
}
