// heron-webhooks/js: the same library around the same Rust, as JavaScript.
import instantiate from "../../target/wasm2js/core.js";
import { load } from "../../pkg/lib/load.js";

load(() => new WebAssembly.Module(instantiate), "please report it");

export * from "../../pkg/index.js";
