// Bun.
import { Webhook, WebhookError } from "heron-webhooks";

const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET);

Bun.serve({
  port: Number(process.env.PORT ?? 8080),
  maxRequestBodySize: 1024 * 1024,
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
});
