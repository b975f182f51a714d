// Cloudflare Workers: modules are compiled when the Worker is deployed, never from bytes.
import module from "../wasm/core.wasm";
import { load } from "./load.js";

load(() => module, "let your bundler upload .wasm files as modules, as wrangler does");

export * from "../webhooks.js";
