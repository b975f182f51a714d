// The library from its sources, for tests of what the published files do not show: the host's SHA-256, and the glue.
export * from "../../pkg/entry/inline.js";
export { offer } from "../../pkg/lib/native-sha256.js";
export { initSync } from "../../pkg/wasm/core.js";
