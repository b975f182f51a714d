// A route handler of Next.js, on either runtime: at /heron.
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";

const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET);

export const POST = createFetchHandler(webhook, (event) => console.log(event.topic));
