// Fastify: inside the plugin no body is parsed; the rest of the application keeps its parsers.
import Fastify from "fastify";
import { Webhook } from "heron-webhooks";
import { createFastifyPlugin } from "heron-webhooks/node";

const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET);
const app = Fastify();

app.register(
  createFastifyPlugin(webhook, (event) => console.log(event.topic)),
  { prefix: "/heron" },
);

await app.listen({ port: Number(process.env.PORT ?? 3000) });
