// A Vercel function on the edge runtime: at /api/heron.
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";

const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET);

export const config = { runtime: "edge" };

export default createFetchHandler(webhook, (event) => console.log(event.topic));
