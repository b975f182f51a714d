// The relay in Node. A delivery is acknowledged once Slack has the message; if Slack fails, Heron delivers again.
import { createServer } from "node:http";
import { Webhook } from "heron-webhooks";
import { createNodeHandler } from "heron-webhooks/node";
import { memoryStore } from "heron-webhooks/stores/memory";
import { relay } from "./relay.mjs";

const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET);
const handler = createNodeHandler(webhook, relay(process.env), { store: memoryStore() });

createServer(handler).listen(process.env.PORT ?? 3000);
