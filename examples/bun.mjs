// Bun.
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";

const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET);
const handler = createFetchHandler(webhook, (event) => console.log(event.topic));

Bun.serve({ port: Number(process.env.PORT ?? 3000), routes: { "/heron": handler } });
