import { provide } from "../../lib/explain-module.js";
import module from "../../wasm/explain.wasm?module";

provide(() => module, "let your bundler compile .wasm?module imports, as Next does");

export { explain, parseRequest } from "../../explain.js";
