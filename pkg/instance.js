// The one instance of the WebAssembly module: fed, called, read, and replaced if it ever fails.
import * as core from "./wasm/core.js";
import { gone, lengthOf } from "./bytes.js";
import { WebhookError } from "./errors.js";
import { attach } from "./host.js";

/** The length of a prepared key in bytes. */
export const KEY_BYTES = 128;

/** The module's room for a signature: no server takes a longer header, and what is cut off cannot make it right. */
const HEADER_BYTES = 16 * 1024;

/** The first room for bodies: most fit, and never need to grow it. */
const FIRST_ROOM = 64 * 1024;

/** An instance that needed more memory than this is replaced, in bytes. */
const KEPT_MEMORY = 64 * 1024 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const NOTHING = new Uint8Array(0);

let memory;
let sound = false;
/** Its buffer when it was last looked at, and views of the module's buffers in that. */
let buffer;
let input = NOTHING;
let credentials = NOTHING;
let header = NOTHING;

/** Starts the module. Entries call it once, with a compiled `WebAssembly.Module`. */
export function start(module) {
  ({ memory } = core.initSync({ module }));
  attach(memory);
  look();
  sound = true;
}

/** The views are of a buffer that memory has left behind when it grew. (Not every runtime empties that.) */
function look() {
  if (memory?.buffer === buffer) return;
  ({ buffer } = memory);
  input = credentials = header = NOTHING;
}

function restart() {
  if (memory === undefined) throw new Error('heron-webhooks was not started: call `init`, or import "heron-webhooks"');
  // What failed could not wipe what it had.
  if (!sound) new Uint8Array(memory.buffer).fill(0);
  core.__wbg_reset_state();
  start();
}

/**
 * Calls a function of the module. They never throw: if one does (a trap, the end of the host's stack), the instance
 * cannot be trusted any more, and is replaced: now, or if that fails too, before the next call.
 */
function call(exported, a, b, c, d, e) {
  if (!sound) restart();
  try {
    return exported(a, b, c, d, e);
  } catch (cause) {
    sound = false;
    restart();
    throw new WebhookError("internal", `the WebAssembly module failed and was started again: ${cause}`, { cause });
  }
}

/** The prepared key of a secret's bytes, wiped by whoever asks for it; nothing for an empty secret. */
export function prepare(secret) {
  look();
  const room = Math.max(secret.length, KEY_BYTES);
  makeCredentialsRoom(room);
  credentials.set(secret);
  if (!call(core.prepare, secret.length)) return undefined;
  const key = credentials.slice(0, KEY_BYTES);
  credentials.fill(0, 0, KEY_BYTES);
  return key;
}

/** Signs the body that was written: 0, or the code of an error. */
export function sign(keys, body, form) {
  writeKeys(keys.subarray(0, KEY_BYTES));
  return call(core.sign, body.length, body.isText, form);
}

/**
 * Looks for the key and the form that give a signature of the body that was written; a negative code if there is none.
 * What was found is remembered with the keys: the form is tried first the next time.
 */
export function verify(signer, signature, body, forms) {
  const { keys } = signer;
  writeKeys(keys);
  const length = writeHeader(signature);
  const found = call(core.verify, keys.length / KEY_BYTES, length, body.length, body.isText, forms | (signer.likely << 3));
  if (found < 0) return found;
  signer.likely = (found >> 2) & 3;
  return found;
}

/** Rewrites the body that was written: 0, or the code of an error. */
export const rewrite = (body, form) => call(core.rewrite, body.length, body.isText, form);

/** Makes a Slack message of the event that was written: whether it is one. */
export function slackMessage(body) {
  const code = call(core.slack_message, body.length, body.isText);
  if (code >= 0) throwIfInvalid(code);
  return code === 0;
}

/** Explains the body that was written: the output is the report. `packed`: the secrets and the header. */
export function explain(packed, secrets, body) {
  makeCredentialsRoom(packed.length);
  credentials.set(packed);
  call(core.explain, secrets, packed.length, body.length, body.isText);
}

/** The bytes that the last call made. A view: good until the next call. */
export function output() {
  const start = call(core.output);
  return new Uint8Array(memory.buffer, start, call(core.output_len));
}

/** Throws what is wrong with the text that the last call refused with this code; nothing for 0. */
export function throwIfInvalid(code) {
  if (code === 0) return;
  const offset = call(core.error_offset);
  call(core.json_message, code);
  throw new WebhookError("invalid_json", text(), { offset });
}

/** What is wrong with the signature that `verify` refused a moment ago. */
export function signatureMessage(signature) {
  call(core.signature_message, writeHeader(signature));
  return text();
}

/** Whether what the last call made is the body that was written, as it was. */
export const isBody = (body) => call(core.output) === input.byteOffset && call(core.output_len) === body.length;

/** What the last call made, which is UTF-8, as a string. */
export const text = () => decoder.decode(output());

/** Wipes the body and what was made of it. Memory never shrinks: that of a large body goes with its instance. */
export function release(body) {
  if (!call(core.release, body.length)) return;
  input = NOTHING;
  if (memory.buffer.byteLength > KEPT_MEMORY) restart();
}

/** Writes a body of at most `limit` bytes into the module: how long it is there, and whether it was a string. */
export function write(body, limit) {
  const length = typeof body === "string" ? body.length : lengthOf(body);
  if (length > limit) throw tooLarge(limit);
  look();
  makeRoom(length);
  try {
    return typeof body === "string" ? writeText(body, limit) : writeBytes(body, length);
  } catch (error) {
    release(input);
    throw error;
  }
}

/** The bytes may be shared with a thread that makes them grow, or their memory may have been given away. */
function writeBytes(body, length) {
  let whole = false;
  try {
    input.set(body);
    whole = lengthOf(body) === length;
  } catch {
    // Too long by now, or gone.
  }
  if (!whole) throw gone("body");
  return { length, isText: false };
}

function writeText(body, limit) {
  let { read, written } = encoder.encodeInto(body, input);
  if (read < body.length) {
    // Not all of it is ASCII: a character takes up to three bytes.
    makeRoom(Math.min(written + 3 * (body.length - read), limit));
    const rest = encoder.encodeInto(body.slice(read), input.subarray(written));
    read += rest.read;
    written += rest.written;
  }
  if (read < body.length || written > limit) throw tooLarge(limit);
  return { length: written, isText: true };
}

function makeRoom(length) {
  if (length <= input.length && sound) return;
  const wanted = Math.max(length, FIRST_ROOM);
  const start = call(core.input, wanted);
  if (start === 0) throw new WebhookError("body_too_large", "the body does not fit in memory");
  look();
  input = new Uint8Array(buffer, start, wanted);
}

function writeKeys(keys) {
  makeCredentialsRoom(keys.length);
  credentials.set(keys);
}

function makeCredentialsRoom(length) {
  if (length <= credentials.length && sound) return;
  const start = call(core.credentials, length);
  if (start === 0) throw new WebhookError("internal", "the secrets do not fit in memory");
  look();
  credentials = new Uint8Array(buffer, start, length);
}

/** In UTF-8: whatever is not ASCII stays what base64 does not have. */
function writeHeader(signature) {
  if (header.length === 0 || !sound) {
    const start = call(core.header);
    if (start === 0) throw new WebhookError("internal", "the signature does not fit in memory");
    look();
    header = new Uint8Array(buffer, start, HEADER_BYTES);
  }
  return encoder.encodeInto(signature, header).written;
}

function tooLarge(limit) {
  const remedy = "raise maxBodyBytes if you expect that";
  return new WebhookError("body_too_large", `the body has more than ${limit} bytes: ${remedy}`);
}
