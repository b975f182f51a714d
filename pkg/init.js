// For hosts that have their own way to the module: nothing works until `init` was called.
import { tag, wrong } from "./lib/arguments.js";
import { start } from "./lib/instance.js";

/** @type {typeof import("./init.js").init} */
export function init(module) {
  if (module === null || typeof module !== "object" || tag(module) !== "WebAssembly.Module") {
    throw wrong("module", "a WebAssembly.Module", module, "compile heron-webhooks/core.wasm first");
  }
  // It may come from another realm, whose `WebAssembly.Module` the glue would not recognise.
  if (!(module instanceof WebAssembly.Module)) Object.setPrototypeOf(module, WebAssembly.Module.prototype);
  start(module);
}

export * from "./index.js";
