// Deno: needs --allow-net to listen and --allow-env for the secret, nothing for the library.
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";

const webhook = new Webhook(Deno.env.get("HERON_WEBHOOK_SECRET"));
const handler = createFetchHandler(webhook, (event) => console.log(event.topic));

Deno.serve({ port: Number(Deno.env.get("PORT") ?? 3000) }, (request) => {
  return new URL(request.url).pathname === "/heron" ? handler(request) : new Response("not found", { status: 404 });
});
