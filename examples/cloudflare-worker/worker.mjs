// A Cloudflare Worker. The secret: `wrangler secret put HERON_WEBHOOK_SECRET`; for `wrangler dev`, a line in .dev.vars.
import { env, waitUntil } from "cloudflare:workers";
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";

const webhook = new Webhook(env.HERON_WEBHOOK_SECRET);
const handler = createFetchHandler(webhook, (event) => console.log(event.topic), { waitUntil });

export default {
  fetch(request) {
    return new URL(request.url).pathname === "/heron" ? handler(request) : new Response("not found", { status: 404 });
  },
};
