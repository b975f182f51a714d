// The relay as a Cloudflare Worker.
import { env } from "cloudflare:workers";
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { HeronDelivery, durableObjectStore } from "heron-webhooks/stores/durable-object";
import { relay } from "./relay.mjs";

export { HeronDelivery };

const webhook = new Webhook(env.HERON_WEBHOOK_SECRET);

export default {
  fetch: createFetchHandler(webhook, relay(env), { store: durableObjectStore(env.HeronDelivery) }),
};
