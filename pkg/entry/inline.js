// Browsers and whatever else there is: the module is in the code, so that there is nothing to find or to fetch.
import base64 from "../wasm/inline.js";
import { load } from "./load.js";

load(() => {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index);
  return new WebAssembly.Module(bytes);
}, "allow 'wasm-unsafe-eval' in the Content Security Policy, or import \"heron-webhooks/js\"");

export * from "../webhooks.js";
