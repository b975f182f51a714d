// Cloudflare Workers: modules are compiled when the Worker is deployed, never from bytes.
import module from "../wasm/core.wasm";
import { load } from "./load.js";
import { useNative } from "./native.js";

load(() => module, "let your bundler upload .wasm files as modules, as wrangler does");

// With `nodejs_compat`; without it there is none.
useNative(4096);

export * from "../webhooks.js";
