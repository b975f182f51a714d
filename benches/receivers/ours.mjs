// This package's receivers beside the plain one: for those who only enqueue, with stores, and in Fastify.
import { Webhook } from "heron-webhooks";
import { createFastifyPlugin, createNodeHandler } from "heron-webhooks/node";
import { memoryStore } from "heron-webhooks/stores/memory";
import { redisStore } from "heron-webhooks/stores/redis";
import { SECRET } from "../large.mjs";
import { QUIET, handled, onEvent } from "./recipe.mjs";

/** The message is the event: it is parsed by whoever takes it from the queue. */
const enqueue = (message, { topic }) => void (handled.last = topic + message.length);

export const listeners = {
  message: () => createNodeHandler(new Webhook(SECRET, { parse: (message) => message }), enqueue, QUIET),
  memory: () => createNodeHandler(new Webhook(SECRET), onEvent, { ...QUIET, store: memoryStore() }),
  async redis(port) {
    const { createClient } = await import("redis");
    const client = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
    return createNodeHandler(new Webhook(SECRET), onEvent, { ...QUIET, store: redisStore(client) });
  },
};

export const fastifyPlugin = createFastifyPlugin(new Webhook(SECRET), onEvent, QUIET);
