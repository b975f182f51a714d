// A Cloudflare Worker. The secret: `wrangler secret put HERON_WEBHOOK_SECRET`.
import { env } from "cloudflare:workers";
import { Webhook, WebhookError } from "heron-webhooks";

const webhook = new Webhook(env.HERON_WEBHOOK_SECRET);

export default {
  async fetch(request) {
    try {
      const event = webhook.unwrap(await request.arrayBuffer(), request.headers.get("heron-signature"));
      console.log(event.topic);
      return new Response(null, { status: 204 });
    } catch (error) {
      if (!(error instanceof WebhookError)) throw error;
      return new Response(error.code, { status: error.status });
    }
  },
};
