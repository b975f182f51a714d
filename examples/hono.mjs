// Hono, here in Node; the route is the same on Workers, Deno and Bun.
import { serve } from "@hono/node-server";
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { Hono } from "hono";

const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET);
const handler = createFetchHandler(webhook, (event) => console.log(event.topic));

const app = new Hono();
app.all("/heron", (context) => handler(context.req.raw));

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) });
