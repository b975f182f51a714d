// Browsers, Deno and whatever else there is.
import { provide } from "../../explain.js";
import base64 from "../../wasm/explain-inline.js";
import { REMEDY, compileBase64 } from "../compile.js";

provide(() => compileBase64(base64), REMEDY);

export { explain } from "../../explain.js";
