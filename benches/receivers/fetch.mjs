// Receivers from `Request` to `Response`, for every runtime.
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { SECRET } from "../large.mjs";
import { QUIET, isGenuine, onEvent } from "./recipe.mjs";

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
  heron: createFetchHandler(new Webhook(SECRET), onEvent, QUIET),
};
