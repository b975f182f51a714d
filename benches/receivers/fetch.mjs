// Receivers from `Request` to `Response`, for every runtime.
import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { SECRET } from "../large.mjs";

let last;
export const onEvent = (event) => void (last = event.topic);
export const seen = () => last;

function isGenuine(event, signature) {
  const expected = createHmac("sha256", SECRET).update(JSON.stringify(event)).digest("base64");
  return expected.length === signature.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
}

export const fetches = {
  bare: async (request) => {
    await request.arrayBuffer();
    return new Response(null, { status: 204 });
  },
  recipe: async (request) => {
    const event = await request.json();
    const genuine = isGenuine(event, request.headers.get("heron-signature") ?? "");
    if (genuine) onEvent(event);
    return new Response(null, { status: genuine ? 204 : 401 });
  },
  heron: createFetchHandler(new Webhook(SECRET), onEvent, { onError() {} }),
};
