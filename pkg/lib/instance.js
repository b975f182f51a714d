// The one instance of the WebAssembly module: started, called, its memory looked at, and replaced if it ever fails.
import * as door from "../wasm/core.js";
import { Field } from "../wasm/core.js";
import { WebhookError } from "./errors.js";
import { attach, host } from "./native-sha256.js";

/** The module's room for a signature: no server takes a longer header, and what is cut off cannot make it right. */
export const HEADER_BYTES = 16 * 1024;

/** The module's buffers: the function that makes room in each, and its first room, which most bodies and secrets fit. */
const BUFFERS = {
  __proto__: null,
  input: { make: door.input, first: 64 * 1024 },
  header: { make: door.header, first: HEADER_BYTES },
  secret: { make: door.secret, first: 256 },
};

/** More room for bodies than this is given back after the call, in bytes. */
const KEPT_ROOM = 1024 * 1024;

/** An instance that needed more memory than this is replaced, in bytes. */
const KEPT_MEMORY = 64 * 1024 * 1024;

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
  const { memory } = door.initSync({ module });
  attach(memory);
  instance.memory = memory;
  instance.reportAt = door.attach(host);
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
  door.__wbg_reset_state();
  start();
}

/**
 * Calls a function of the module. They never throw: if one does (a trap, the end of the host's stack), the instance
 * cannot be trusted any more, and is replaced: now, or if that fails too, before the next call.
 */
export function call(exported, a, b, c, d, e) {
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

/** A number that the last call reported. */
export function reported(field) {
  look();
  return instance.report[field];
}

/** The bytes that the last call made. A view: good until the next call. */
export function output() {
  look();
  const { buffer, report } = instance;
  return new Uint8Array(buffer, report[Field.Output], report[Field.OutputLength]);
}

/** The module's buffer for a body, a header or a secret, with room for so many bytes: a view, good until the next call. */
export function room(name, length, refusal, code = "internal") {
  // Not if its memory has grown or its instance failed.
  const isGood = instance.sound && instance.memory.buffer === instance.buffer;
  if (isGood && length <= instance[name].length) return instance[name];
  const { make, first } = BUFFERS[name];
  const wanted = Math.max(length, first);
  const start = call(make, wanted);
  if (start === 0) throw new WebhookError(code, refusal);
  look();
  if (name === "input") instance.room = Math.max(instance.room, wanted);
  return (instance[name] = new Uint8Array(instance.buffer, start, wanted));
}

/** How many bytes of a body the module has room for, however much of that is written. */
export const bodyRoom = () => instance.room;

/** Gives back the memory of a large body. Memory never shrinks: it goes with its instance. */
export function reduce() {
  if (instance.room <= KEPT_ROOM) return;
  call(door.shrink);
  instance.room = 0;
  instance.input = NOTHING;
  if (instance.memory.buffer.byteLength <= KEPT_MEMORY) return;
  try {
    restart();
  } catch {
    // The next call tries again, and says so if it fails.
  }
}
