import { readFileSync } from "node:fs";
import { provide } from "../../lib/explain-module.js";

provide(
  () => new WebAssembly.Module(readFileSync(new URL("../../wasm/explain.wasm", import.meta.url))),
  "leave the package out of your bundle",
);

export { explain } from "../../explain.js";
