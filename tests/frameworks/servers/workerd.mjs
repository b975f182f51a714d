import { Hono } from "hono";
import { Webhook } from "heron-webhooks";
import { createFetch } from "./app.mjs";

const app = new Hono();
const fetch = createFetch(Webhook);
app.all("*", (context) => fetch(context.req.raw));

export default app;
