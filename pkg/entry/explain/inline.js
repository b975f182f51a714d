// Browsers, Deno and whatever else there is.
import { provide } from "../../lib/explain-module.js";
import base64 from "../../wasm/explain-inline.js";
import { REMEDY, compileBase64 } from "../../lib/compile.js";

provide(() => compileBase64(base64), REMEDY);

export { explain } from "../../explain.js";
