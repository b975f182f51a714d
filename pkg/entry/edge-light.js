// Vercel Edge and Next's edge runtime: modules are compiled at build time, never from bytes.
import module from "../wasm/core.wasm?module";
import { load } from "../lib/load.js";

// It may come from another realm, whose `WebAssembly.Module` the glue would not recognise.
load(
  () => Object.setPrototypeOf(module, WebAssembly.Module.prototype),
  "let your bundler compile .wasm?module imports, as Next does",
);

export * from "../index.js";
