// Where there is no WebAssembly: the same library around the same Rust, as JavaScript.
import { instantiate } from "../wasm/core-js.js";
import { provide } from "../lib/instance.js";

provide(() => instantiate);

export * from "../index.js";
