// For hosts without WebAssembly: the same library, with the same Rust compiled to JavaScript.
import { instantiate } from "../wasm/core-js.js";
import { provide } from "../lib/instance.js";

provide(() => instantiate);

export * from "../index.js";
