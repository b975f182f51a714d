// The receiver as a `fetch` function, for the runtimes that are not Node: /heron receives, /handled tells what it got.
import { createFetchHandler } from "heron-webhooks/fetch";
import { createApp } from "../app.mjs";

export function createFetch(Webhook) {
  const { webhook, onEvent, options, handled } = createApp(Webhook);
  const handler = createFetchHandler(webhook, onEvent, options);
  return (request) => (new URL(request.url).pathname === "/handled" ? Response.json(handled) : handler(request));
}
