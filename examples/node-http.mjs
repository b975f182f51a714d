// Node's own http server.
import { createServer } from "node:http";
import { Webhook } from "heron-webhooks";
import { createNodeHandler } from "heron-webhooks/node";

const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET);
const onEvent = (event) => console.log(event.topic);

createServer(createNodeHandler(webhook, onEvent)).listen(process.env.PORT ?? 3000);
