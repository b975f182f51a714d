// Vercel Edge and Next's edge runtime: modules are compiled at build time, never from bytes.
import module from "../wasm/core.wasm?module";
import { provide } from "../lib/instance.js";

provide(() => module, "let your bundler compile .wasm?module imports, as Next does");

export * from "../index.js";
