// The receiver as a `fetch` function, for the runtimes that are not Node: /heron receives, /handled tells what it got,
// /outcomes how each request ended.
import { createFetchHandler } from "heron-webhooks/fetch";
import { createApp } from "../app.mjs";

export function createFetch(Webhook) {
  const { webhook, onEvent, options, handled, outcomes } = createApp(Webhook);
  const handler = createFetchHandler(webhook, onEvent, options);
  const told = new Map(Object.entries({ "/handled": handled, "/outcomes": outcomes }));
  return (request) => {
    const list = told.get(new URL(request.url).pathname);
    return list ? Response.json(list) : handler(request);
  };
}
