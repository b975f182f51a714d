import { provide } from "../../lib/explain-module.js";
import module from "../../wasm/explain.wasm?module";

// It may come from another realm, whose `WebAssembly.Module` the glue would not recognise.
provide(
  () => Object.setPrototypeOf(module, WebAssembly.Module.prototype),
  "let your bundler compile .wasm?module imports, as Next does",
);

export { explain } from "../../explain.js";
