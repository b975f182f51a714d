// Deno: needs --allow-net to listen and --allow-env for the secret, nothing for the library.
import { Webhook, WebhookError } from "heron-webhooks";

const webhook = new Webhook(Deno.env.get("HERON_WEBHOOK_SECRET"));

Deno.serve({ port: Number(Deno.env.get("PORT") ?? 8080) }, async (request) => {
  try {
    const event = webhook.unwrap(await request.arrayBuffer(), request.headers.get("heron-signature"));
    console.log(event.topic);
    return new Response(null, { status: 204 });
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    return new Response(error.code, { status: error.status });
  }
});
