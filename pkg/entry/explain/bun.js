import { readFileSync } from "node:fs";
import { provide } from "../../lib/explain-module.js";
import path from "../../wasm/explain.wasm" with { type: "file" };

// A path, because of `type`; bundled, it is one beside the bundle.
provide(
  () =>
    new WebAssembly.Module(
      readFileSync(new URL(/** @type {string} */ (/** @type {unknown} */ (path)), import.meta.url)),
    ),
  "leave the package out of your bundle",
);

export { explain } from "../../explain.js";
