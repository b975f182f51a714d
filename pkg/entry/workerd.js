// Cloudflare Workers: modules are compiled when the Worker is deployed, never from bytes.
import module from "../wasm/core.wasm";
import { provide } from "../lib/instance.js";
import { useNodeCrypto } from "../lib/native-sha256.js";

provide(() => module, "let your bundler upload .wasm files as modules, as wrangler does");

// With `nodejs_compat`; without it there is none.
useNodeCrypto(4096);

export * from "../index.js";
