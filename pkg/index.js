// The public API, once for every runtime. Entries start the module, and export this.
export { WebhookError } from "./lib/errors.js";
export { stringify } from "./lib/stringify.js";
export { Webhook, sign, unwrap, verify } from "./lib/webhook.js";
export * from "./slack.js";
