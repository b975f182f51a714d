// The one instance of the WebAssembly module: fed, called, read, and replaced if it ever fails.
import * as core from "./wasm/core.js";
import { Field, Status } from "./wasm/core.js";
import { gone, lengthOf } from "./bytes.js";
import { WebhookError } from "./errors.js";
import { attach, host } from "./host.js";

/** The codes of the library for what the module refuses. */
const CODES = {
  __proto__: null,
  [Status.Mismatch]: "signature_mismatch",
  [Status.Missing]: "signature_missing",
  [Status.Malformed]: "signature_malformed",
  [Status.InvalidJson]: "invalid_json",
  [Status.NotAnEvent]: "invalid_event",
};

/** The module's room for a signature: no server takes a longer header, and what is cut off cannot make it right. */
const HEADER_BYTES = 16 * 1024;

/** The first room for bodies and for secrets: most fit, and never need to grow it. */
const FIRST_ROOM = { __proto__: null, input: 64 * 1024, header: HEADER_BYTES, secret: 256 };

/** More room for bodies than this is given back after the call, in bytes. */
const KEPT_ROOM = 1024 * 1024;

/** An instance that needed more memory than this is replaced, in bytes. */
const KEPT_MEMORY = 64 * 1024 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const NOTHING = new Uint8Array(0);

const instance = {
  memory: undefined,
  /** False from a failure until a new instance is there. */
  sound: false,
  /** How many instances there were: what one was given, the next does not have. */
  generation: 0,
  /** Where the report is. */
  reportAt: 0,
  /** How much room for a body the module has. */
  room: 0,
  /** `memory.buffer`, and views of the module's buffers in it: stale once the memory grows. */
  buffer: undefined,
  input: NOTHING,
  header: NOTHING,
  secret: NOTHING,
  report: undefined,
};

/** Starts the module. Entries call it once, with a compiled `WebAssembly.Module`. */
export function start(module) {
  const { memory } = core.initSync({ module });
  attach(memory);
  instance.memory = memory;
  instance.reportAt = core.attach(host);
  instance.room = 0;
  look();
  instance.generation++;
  instance.sound = true;
}

/** Takes new views if memory has grown. (Not every runtime empties the old buffer.) */
function look() {
  const { buffer } = instance.memory;
  if (buffer === instance.buffer) return;
  instance.buffer = buffer;
  instance.input = instance.header = instance.secret = NOTHING;
  instance.report = new Uint32Array(buffer, instance.reportAt);
}

/** Puts a new instance in place. The old one's memory is overwritten: it has keys, and what failed wiped nothing. */
function restart() {
  if (instance.memory === undefined) {
    throw new Error('heron-webhooks was not started: call `init`, or import "heron-webhooks"');
  }
  instance.sound = false;
  new Uint8Array(instance.memory.buffer).fill(0);
  core.__wbg_reset_state();
  start();
}

/**
 * Calls a function of the module. They never throw: if one does (a trap, the end of the host's stack), the instance
 * cannot be trusted any more, and is replaced: now, or if that fails too, before the next call.
 */
function call(exported, a, b, c, d, e) {
  if (!instance.sound) restart();
  try {
    return exported(a, b, c, d, e);
  } catch (cause) {
    // First of all: at the end of the stack even `restart` may not be entered.
    instance.sound = false;
    restart();
    throw new WebhookError("internal", `the WebAssembly module failed and was started again: ${cause}`, { cause });
  }
}

/** The number of the instance that the next call goes to. */
export function generation() {
  if (!instance.sound) restart();
  return instance.generation;
}

/**
 * Adds the key of a secret, which is not empty, to a slot; the first one, with index 0, replaces what the slot had. The
 * block that HMAC hashes before a message.
 */
export function addKey(slot, index, secret) {
  if (!fits(instance.secret, secret.length)) {
    grow("secret", core.secret, secret.length, "the secrets do not fit in memory");
  }
  instance.secret.set(secret);
  call(core.prepare, slot, index, secret.length);
  return output();
}

/** Overwrites and drops the keys of a slot. */
export const dropKeys = (slot) => call(core.forget, slot);

/** Signs the body that was written; the output is the signature. */
export function sign(slot, body, form) {
  done(call(core.sign, slot, body.length, body.isText, form));
}

/** Whether the body that was written has this signature; the body is released. */
export function check(slot, signature, body, forms) {
  const status = verdict(core.check, slot, signature, body, forms);
  reduce();
  return status === Status.Done;
}

/** The form and the key that give a signature of the body that was written; the output is what was signed. */
export function verify(slot, signature, body, forms) {
  done(verdict(core.verify, slot, signature, body, forms));
  return { form: reported(Field.Form), secretIndex: reported(Field.Key) };
}

function verdict(exported, slot, signature, body, forms) {
  return call(exported, slot, writeHeader(signature), body.length, body.isText, forms);
}

/** In UTF-8: whatever is not ASCII stays what base64 does not have. */
function writeHeader(signature) {
  if (!fits(instance.header, HEADER_BYTES)) {
    grow("header", core.header, HEADER_BYTES, "the signature does not fit in memory");
  }
  return encoder.encodeInto(signature, instance.header).written;
}

/** Rewrites the body that was written: whether that left it as it was. */
export function rewrite(body, form) {
  done(call(core.rewrite, body.length, body.isText, form));
  return reported(Field.IsBody) === 1;
}

/** Makes a Slack message of the event that was written: whether it is one. */
export function slackMessage(body) {
  const status = call(core.slack_message, body.length, body.isText);
  if (status === Status.NotAnEvent) return false;
  done(status);
  return true;
}

/** Throws what the module refused. */
function done(status) {
  if (status === Status.Done) return;
  const offset = status === Status.InvalidJson ? reported(Field.Offset) : undefined;
  call(core.message);
  throw new WebhookError(CODES[status], text(), { offset });
}

function reported(field) {
  look();
  return instance.report[field];
}

/** The bytes that the last call made. A view: good until the next call. */
export function output() {
  look();
  const { buffer, report } = instance;
  return new Uint8Array(buffer, report[Field.Output], report[Field.OutputLength]);
}

/** The same as a string, if they are UTF-8. */
export const text = () => decoder.decode(output());

/** Throws a `WebhookError` if a header cannot be a signature. */
export const checkSignature = (signature) => done(call(core.check_signature, writeHeader(signature)));

/** The SHA-256 of the body that was written, in 32 bytes. A view: good until the next call. */
export function digest(body) {
  call(core.digest, body.length);
  return output();
}

/** Wipes the body and what was made of it. */
export function release(body) {
  call(core.release, body.length);
  reduce();
}

/** Memory never shrinks: that of a large body goes with its instance. */
function reduce() {
  if (instance.room <= KEPT_ROOM) return;
  call(core.shrink);
  instance.room = 0;
  instance.input = NOTHING;
  if (instance.memory.buffer.byteLength <= KEPT_MEMORY) return;
  try {
    restart();
  } catch {
    // The next call tries again, and says so if it fails.
  }
}

/** Writes a body of at most `limit` bytes into the module: how long it is there, and whether it was a string. */
export function write(body, limit) {
  const length = typeof body === "string" ? body.length : lengthOf(body);
  if (length > limit) throw tooLarge(limit);
  makeRoom(length);
  return guarded({ length: instance.room }, () =>
    typeof body === "string" ? writeText(body, limit) : writeBytes(body, length),
  );
}

/** Releases a body if an action fails that would have released it, or handed it on. */
export function guarded(body, action) {
  try {
    return action();
  } catch (error) {
    release(body);
    throw error;
  }
}

/** The bytes may be shared with a thread that makes them grow, or their memory may have been given away. */
function writeBytes(body, length) {
  let whole = false;
  try {
    instance.input.set(body);
    whole = lengthOf(body) === length;
  } catch {
    // Too long by now, or gone.
  }
  if (!whole) throw gone("body");
  return { length, isText: false };
}

function writeText(body, limit) {
  let { read, written } = encoder.encodeInto(body, instance.input);
  if (read < body.length) {
    // Not all of it is ASCII: a character takes up to three bytes.
    makeRoom(Math.min(written + 3 * (body.length - read), limit));
    const rest = encoder.encodeInto(body.slice(read), instance.input.subarray(written));
    read += rest.read;
    written += rest.written;
  }
  if (read < body.length || written > limit) throw tooLarge(limit);
  return { length: written, isText: true };
}

function makeRoom(length) {
  if (!fits(instance.input, length)) {
    const room = grow("input", core.input, length, "the body does not fit in memory", "body_too_large");
    instance.room = Math.max(instance.room, room);
  }
}

/**
 * Whether a view of one of the module's buffers can be written to: not if its memory has grown or its instance failed.
 */
function fits(view, length) {
  return length <= view.length && instance.sound && instance.memory.buffer === instance.buffer;
}

/** Makes room in one of the module's buffers: how much it has. */
function grow(name, exported, length, refusal, code = "internal") {
  const wanted = Math.max(length, FIRST_ROOM[name]);
  const start = call(exported, wanted);
  if (start === 0) throw new WebhookError(code, refusal);
  look();
  instance[name] = new Uint8Array(instance.buffer, start, wanted);
  return wanted;
}

function tooLarge(limit) {
  const remedy = "raise maxBodyBytes if you expect that";
  return new WebhookError("body_too_large", `the body has more than ${limit} bytes: ${remedy}`);
}
