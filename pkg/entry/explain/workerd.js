import { provide } from "../../explain.js";
import module from "../../wasm/explain.wasm";

provide(() => module, "let your bundler upload .wasm files as modules, as wrangler does");

export { explain } from "../../explain.js";
