// Every host that compiles bytes.
import { compile } from "../../lib/compile.js";
import { provide } from "../../lib/explain-module.js";
import text from "../../wasm/explain-inline.js";

provide(() => compile(text));

export { explain, parseRequest } from "../../explain.js";
