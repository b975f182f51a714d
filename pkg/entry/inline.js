// Browsers and whatever else there is: the module is in the code, so that there is nothing to find or to fetch.
import base64 from "../wasm/core-inline.js";
import { REMEDY, compileBase64 } from "../lib/compile.js";
import { load } from "../lib/load.js";

load(() => compileBase64(base64), `${REMEDY}, or import "heron-webhooks/js"`);

export * from "../index.js";
