// Receivers on `node:http`: listeners.
import { Buffer } from "node:buffer";
import { Webhook } from "heron-webhooks";
import { createNodeHandler } from "heron-webhooks/node";
import * as standard from "standardwebhooks";
import { SECRET } from "../large.mjs";
import { QUIET, isGenuine, onEvent } from "./recipe.mjs";

/** Reads a body by the events of its stream, which is the quickest way. */
function read(request, use) {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk)).on("end", () => use(Buffer.concat(chunks)));
}

export const listeners = {
  bare: (request, response) => read(request, () => response.writeHead(204).end()),
  // The least that an answer to an unsigned delivery takes.
  unread: (_request, response) =>
    response.writeHead(400, { "content-type": "text/plain; charset=utf-8" }).end("signature_missing"),
  recipe: (request, response) =>
    read(request, (body) => {
      const event = JSON.parse(body.toString());
      const genuine = isGenuine(event, request.headers["heron-signature"] ?? "");
      if (genuine) onEvent(event);
      response.writeHead(genuine ? 204 : 401).end();
    }),
  heron: createNodeHandler(new Webhook(SECRET), onEvent, QUIET),
  standardwebhooks: (request, response) =>
    read(request, (body) => {
      try {
        onEvent(new standard.Webhook(Buffer.from(SECRET).toString("base64")).verify(body, request.headers));
        response.writeHead(204).end();
      } catch {
        response.writeHead(400).end();
      }
    }),
};
