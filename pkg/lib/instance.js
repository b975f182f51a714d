// The one instance of the WebAssembly module: started, called, its memory looked at, and replaced if it ever fails.
import * as door from "../wasm/core.js";
import { Field } from "../wasm/core.js";
import { WebhookError } from "./errors.js";
import { attach, host } from "./native-sha256.js";
import { notStarted } from "./start-error.js";

/** The module's room for a signature: no server takes a longer header, and what is cut off cannot make it right. */
export const HEADER_BYTES = 16 * 1024;

/** More room for bodies than this is given back after the call, in bytes. */
const KEPT_ROOM = 1024 * 1024;

/** An instance that needed more memory than this is replaced, in bytes. */
const KEPT_MEMORY = 64 * 1024 * 1024;

const NOTHING = new Uint8Array(0);

/**
 * The module's buffers: the function that makes room in each, its first room, which most bodies and secrets fit, and a
 * view of it.
 */
const buffers = {
  input: { make: door.input, first: 64 * 1024, view: NOTHING },
  header: { make: door.header, first: HEADER_BYTES, view: NOTHING },
  secret: { make: door.secret, first: 256, view: NOTHING },
};

const instance = {
  /** @type {WebAssembly.Module | undefined} */
  module: undefined,
  /** There since `start`, before which no call gets through. */
  memory: /** @type {WebAssembly.Memory} */ (/** @type {unknown} */ (undefined)),
  /** False from a failure until a new instance is there. */
  sound: false,
  /** How many instances there were: a new one has none of the keys that the last one was given. */
  generation: 0,
  /** `memory.buffer` as of the last look: all views are stale once it is another one, as the memory grew or is new. */
  buffer: new ArrayBuffer(0),
  /** Where the report is, and a view of it. */
  reportAt: 0,
  report: new Uint32Array(0),
  /** How much room for a body the module has. */
  room: 0,
};

/**
 * How this host gets the compiled module, and what its bundler has to do for that, if anything.
 *
 * @type {{ getModule: () => WebAssembly.Module, imported?: string | undefined } | undefined}
 */
let source;

/**
 * Entries call it once. The module is started when it is first needed: where that is not possible, as on a page whose
 * policy forbids it, importing the package breaks nothing else.
 *
 * @param {() => WebAssembly.Module} getModule
 * @param {string} [imported]
 */
export function provide(getModule, imported) {
  source = { getModule, imported };
}

/** Starts what was provided; it can be tried again. */
export function start() {
  if (source === undefined) {
    throw new Error('heron-webhooks was not started: call `init`, or import "heron-webhooks"');
  }
  const { getModule, imported } = source;
  try {
    instantiate(getModule());
  } catch (cause) {
    const otherwise = 'import "heron-webhooks/js", which needs no WebAssembly';
    throw notStarted(cause, { name: "heron-webhooks", imported, otherwise });
  }
}

/** @param {WebAssembly.Module} module */
function instantiate(module) {
  const { memory } = door.initSync({ module });
  attach(memory);
  instance.module = module;
  instance.memory = memory;
  instance.reportAt = door.attach(host);
  instance.room = 0;
  look();
  instance.generation++;
  instance.sound = true;
}

/** Has a sound instance before a call: the first, or another one. */
function prepare() {
  if (instance.module === undefined) start();
  else restart(instance.module);
}

/**
 * Puts a new instance in place. The old one's memory is overwritten: it holds keys, which a failed call did not wipe.
 *
 * @param {WebAssembly.Module} module
 */
function restart(module) {
  instance.sound = false;
  new Uint8Array(instance.memory.buffer).fill(0);
  door.__wbg_reset_state();
  instantiate(module);
}

/**
 * Calls a function of the module. They never throw: if one does (a trap, the end of the host's stack), the instance
 * cannot be trusted any more, and is replaced: now, or if that fails too, before the next call.
 *
 * @template {unknown[]} A
 * @template R
 * @param {(...args: A) => R} exported
 * @param {A} args
 */
export function call(exported, ...args) {
  if (!instance.sound) prepare();
  try {
    return exported(...args);
  } catch (cause) {
    // First of all: at the end of the stack even `restart` may not be entered.
    instance.sound = false;
    prepare();
    throw new WebhookError("internal", `the WebAssembly module failed and was started again: ${cause}`, { cause });
  }
}

/** The number of the instance that the next call goes to. */
export function generation() {
  if (!instance.sound) prepare();
  return instance.generation;
}

/** Takes new views if memory has grown. (Not every runtime empties the old buffer.) */
function look() {
  const { buffer } = instance.memory;
  if (buffer === instance.buffer) return;
  instance.buffer = buffer;
  for (const target of Object.values(buffers)) target.view = NOTHING;
  instance.report = new Uint32Array(buffer, instance.reportAt);
}

/** The numbers that the last call reported, by `Field`. */
export function report() {
  look();
  return instance.report;
}

/** The bytes that the last call made. A view: good until the next call. */
export function output() {
  const numbers = report();
  return new Uint8Array(instance.buffer, numbers[Field.Output], numbers[Field.OutputLength]);
}

/**
 * The module's buffer for a body, a header or a secret, with room for `length` bytes. A view: good until the next call.
 *
 * @param {"input" | "header" | "secret"} name
 * @param {number} length
 * @param {string} refusal
 * @param {import("../index.js").WebhookErrorCode} [code]
 */
export function room(name, length, refusal, code = "internal") {
  const target = buffers[name];
  const isGood = instance.sound && instance.memory.buffer === instance.buffer;
  if (isGood && length <= target.view.length) return target.view;
  const wanted = Math.max(length, target.first);
  const start = call(target.make, wanted);
  if (start === 0) throw new WebhookError(code, refusal);
  look();
  if (name === "input") instance.room = Math.max(instance.room, wanted);
  return (target.view = new Uint8Array(instance.buffer, start, wanted));
}

/** How many bytes of a body the module has room for, however much of that is written. */
export const bodyRoom = () => instance.room;

/** Gives back the memory of a large body. Memory never shrinks: it goes with its instance. */
export function reduce() {
  if (instance.room <= KEPT_ROOM) return;
  call(door.shrink);
  instance.room = 0;
  buffers.input.view = NOTHING;
  if (instance.memory.buffer.byteLength <= KEPT_MEMORY) return;
  instance.sound = false;
  try {
    prepare();
  } catch {
    // The next call tries again, and says so if it fails.
  }
}
