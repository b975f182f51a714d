import { provide } from "../../lib/explain-module.js";
import module from "../../wasm/explain.wasm";

provide(() => module, "let your bundler upload .wasm files as modules, as wrangler does");

export { explain, parseRequest } from "../../explain.js";
