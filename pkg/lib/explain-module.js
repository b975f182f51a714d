// The second WebAssembly module: loaded when it is first used, and by nobody else.
import * as door from "../wasm/explain.js";
import { WebhookError } from "./errors.js";

/** How this host gets the compiled module, and what helps if it cannot. */
let source;
let started = false;

/** Entries call it once. */
export function provide(compile, remedy) {
  source = { compile, remedy };
}

/** The report as JSON. Every call gets an instance, whose memory is overwritten afterwards: it held secrets and the body. */
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
  if (started) {
    door.__wbg_reset_state();
    return door.initSync();
  }
  try {
    const exports = door.initSync({ module: source.compile() });
    started = true;
    return exports;
  } catch (cause) {
    const message = `heron-webhooks/explain could not load its WebAssembly module: ${cause.message}: ${source.remedy}`;
    throw new Error(message, { cause });
  }
}
