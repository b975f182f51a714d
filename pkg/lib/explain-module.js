// The WebAssembly module of `explain`: compiled at the first call, and loaded by no other part of the package.
import * as door from "../wasm/explain.js";
import { property } from "./arguments.js";
import { WebhookError } from "./errors.js";

/**
 * How this host gets the compiled module, and what helps if it cannot.
 *
 * @type {{ compile: () => WebAssembly.Module, remedy: string }}
 */
let source;
/** @type {WebAssembly.Module | undefined} */
let module;

/**
 * Entries call it once.
 *
 * @param {() => WebAssembly.Module} compile
 * @param {string} remedy
 */
export function provide(compile, remedy) {
  source = { compile, remedy };
}

/**
 * The report as JSON. Every call gets an instance, whose memory is overwritten afterwards: it held secrets and the
 * body.
 *
 * @param {Uint8Array[]} secrets
 * @param {Uint8Array} bytes
 * @param {boolean} isText
 * @param {string} header
 */
export function reported(secrets, bytes, isText, header) {
  const { memory } = instantiated();
  try {
    return door.explain(secrets, bytes, isText, header);
  } catch (cause) {
    throw new WebhookError("internal", `the WebAssembly module failed: ${cause}`, { cause });
  } finally {
    new Uint8Array(memory.buffer).fill(0);
  }
}

function instantiated() {
  if (module !== undefined) {
    door.__wbg_reset_state();
    return door.initSync({ module });
  }
  try {
    const compiled = source.compile();
    const exports = door.initSync({ module: compiled });
    module = compiled;
    return exports;
  } catch (cause) {
    const why = `heron-webhooks/explain could not load its WebAssembly module: ${property(cause, "message")}`;
    throw new Error(`${why}: ${source.remedy}`, { cause });
  }
}
