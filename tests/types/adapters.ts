// Adapters in a strict project: onEvent is typed by topic, and the handlers fit the frameworks' own types.
import { createServer } from "node:http";
import { createSecureServer } from "node:http2";
import express from "express";
import type { FastifyInstance } from "fastify";
import { Hono } from "hono";
import { Webhook } from "heron-webhooks";
import { createFetchHandler, type DeliverOptions, type Outcome, type Store } from "heron-webhooks/fetch";
import { createFastifyPlugin, createKoaMiddleware, createNodeHandler, type DeliveryError } from "heron-webhooks/node";

const webhook = new Webhook("sec_test");
const store: Store = {
  claim: async (key, ttlSeconds) =>
    key.length > ttlSeconds ? { state: "claimed", key, token: crypto.randomUUID() } : { state: "busy" },
  complete: async ({ key, token }) => key + token,
  release: async () => {},
};
const options: DeliverOptions = {
  store,
  claimTtl: 40,
  timeout: 5,
  readTimeout: 5,
  acknowledge: "before",
  waitUntil: (promise) => void promise.finally(() => {}),
  onError: (error, delivery) => console.error(error.code, error.status, error.cause, delivery?.event.topic),
  onOutcome: async ({ status, code, form, secretIndex, bytes, milliseconds, repeated }: Outcome) => {
    const isUnsigned: boolean = status === 400 && code === "signature_missing";
    // @ts-expect-error: only a genuine delivery has it
    secretIndex.toFixed();
    return [isUnsigned, form === "python", (secretIndex ?? 0) + (bytes ?? 0) + milliseconds, !repeated];
  },
};

const handler = createNodeHandler(
  webhook,
  async (event, { message, form, secretIndex, signal }) => {
    if (event.topic === "end_user.processed") await fetch(event.data.end_user_id, { signal });
    // @ts-expect-error: only some topics have it
    event.data.end_user_id.length;
    return [message.length, form === "python", secretIndex + 1];
  },
  options,
);
createServer(handler).on("request", handler);
createSecureServer({}, handler);
express().all("/heron", handler);

declare const fastify: FastifyInstance;
fastify.register(
  createFastifyPlugin(webhook, () => {}, options),
  { prefix: "/heron" },
);

const receive = createFetchHandler(webhook, (event) => event.meta, options);
export const POST: (request: Request) => Promise<Response> = receive;
new Hono().all("/heron", (context) => receive(context.req.raw));

interface AzureRequest {
  method: string;
  headers: Headers;
  body: ReadableStream | null;
  bodyUsed: boolean;
}
export const azure = (request: AzureRequest): Promise<{ status: number; headers: Headers }> => receive(request);

createKoaMiddleware(new Webhook("sec", { parse: (message) => BigInt(message) }), (event: bigint) => event + 1n);

// @ts-expect-error: a webhook is needed
createFetchHandler("sec_test", () => {});
// @ts-expect-error: not an option
createFetchHandler(webhook, () => {}, { maxBodyBytes: 1 });

export function shown({ code }: DeliveryError): string {
  return code === "handler_timeout" ? "slow" : code;
}
