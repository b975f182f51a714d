// Node: the module is read and compiled once, synchronously, so that `require()` works as `import` does.
import { readFileSync } from "node:fs";
import { start } from "../instance.js";

start(new WebAssembly.Module(readFileSync(new URL("../wasm/core.wasm", import.meta.url))));

export { Webhook, WebhookError, sign, stringify, unwrap, verify } from "../webhooks.js";
