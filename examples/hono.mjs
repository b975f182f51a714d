// Hono, here in Node; the routes are the same on Workers, Deno and Bun.
import { serve } from "@hono/node-server";
import { Webhook, WebhookError } from "heron-webhooks";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";

const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET);
const app = new Hono();

app.post("/", bodyLimit({ maxSize: 1024 * 1024 }), async (context) => {
  const event = webhook.unwrap(await context.req.arrayBuffer(), context.req.header("heron-signature"));
  console.log(event.topic);
  return context.body(null, 204);
});

app.onError((error, context) => {
  if (error instanceof WebhookError) return context.text(error.code, error.status);
  console.error(error);
  return context.text("", 500);
});

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 8080) });
