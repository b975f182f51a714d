// Browsers and whatever else there is: the module is in the code, so that there is nothing to find or to fetch.
import base64 from "../wasm/core-inline.js";
import { REMEDY, compileBase64 } from "./compile.js";
import { load } from "./load.js";

load(() => compileBase64(base64), `${REMEDY}, or import "heron-webhooks/js"`);

export * from "../webhooks.js";
