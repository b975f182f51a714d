// For hosts that have their own way to the module: nothing works until `init` was called.
import { tag, wrong } from "./lib/arguments.js";
import { provide, start } from "./lib/instance.js";

/** @type {typeof import("./init.js").init} */
export function init(module) {
  if (module === null || typeof module !== "object" || tag(module) !== "WebAssembly.Module") {
    throw wrong("module", "a WebAssembly.Module", module, "compile heron-webhooks/core.wasm first");
  }
  provide(() => module);
  start();
}

export * from "./index.js";
