// The WebAssembly module of `explain`: compiled at the first call, and loaded by no other part of the package.
import * as door from "../wasm/explain.js";
import { WebhookError } from "./errors.js";
import { notStarted } from "./start-error.js";

/**
 * How this host gets the compiled module, and what its bundler has to do for that, if anything.
 *
 * @type {{ getModule: () => WebAssembly.Module, imported?: string | undefined }}
 */
let source;
/** @type {WebAssembly.Module | undefined} */
let module;

/**
 * Entries call it once.
 *
 * @param {() => WebAssembly.Module} getModule
 * @param {string} [imported]
 */
export function provide(getModule, imported) {
  source = { getModule, imported };
}

/**
 * The report as JSON. Every call gets an instance, whose memory is overwritten afterwards: it held secrets and the
 * body.
 *
 * @param {Uint8Array[]} secrets
 * @param {Uint8Array} bytes
 * @param {boolean} isText
 * @param {string} header
 * @param {string} [computed]
 */
export function reported(secrets, bytes, isText, header, computed) {
  const { memory } = instantiated();
  try {
    return door.explain(secrets, bytes, isText, header, computed);
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
  const { getModule, imported } = source;
  try {
    const compiled = getModule();
    const exports = door.initSync({ module: compiled });
    module = compiled;
    return exports;
  } catch (cause) {
    const otherwise = "run `npx heron-webhooks explain` where there is WebAssembly";
    throw notStarted(cause, { name: "heron-webhooks/explain", imported, otherwise });
  }
}
