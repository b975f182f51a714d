// The servers that run in Node: each gives the answers of the one table.
import { createServer } from "node:http";
import { once } from "node:events";
import { serve } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import Koa from "koa";
import { NextRequest } from "next/server.js";
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { createFastifyPlugin, createKoaMiddleware, createNodeHandler } from "heron-webhooks/node";
import { createApp } from "./app.mjs";
import { testServer } from "./deliveries.mjs";

/** Starts what `listen` makes of the receiver; it gets a port, and returns a server of `node:http`. */
const local = (listen) => async () => {
  const app = createApp(Webhook);
  const server = await listen(app, { port: 0, host: "127.0.0.1" });
  if (!server.listening) await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  const url = `http://127.0.0.1:${server.address().port}/heron`;
  return { url, handled: () => app.handled, outcomes: () => app.outcomes, close };
};

testServer(
  "http",
  local(({ webhook, onEvent, options }, address) =>
    createServer(createNodeHandler(webhook, onEvent, options)).listen(address),
  ),
);

testServer(
  "Express",
  local(({ webhook, onEvent, options }, { port, host }) => {
    const app = express();
    app.all("/heron", createNodeHandler(webhook, onEvent, options));
    app.use(express.json());
    return app.listen(port, host);
  }),
);

testServer(
  "Koa",
  local(({ webhook, onEvent, options }, { port, host }) => {
    const app = new Koa();
    app.use(createKoaMiddleware(webhook, onEvent, options));
    return app.listen(port, host);
  }),
);

testServer(
  "Fastify",
  local(async ({ webhook, onEvent, options }, address) => {
    const app = fastify({ forceCloseConnections: true });
    app.register(createFastifyPlugin(webhook, onEvent, options), { prefix: "/heron" });
    await app.listen(address);
    return app.server;
  }),
);

testServer(
  "Hono on Node",
  local(({ webhook, onEvent, options }, { port, host }) => {
    const app = new Hono();
    const handler = createFetchHandler(webhook, onEvent, options);
    app.all("/heron", (context) => handler(context.req.raw));
    return serve({ fetch: app.fetch, port, hostname: host });
  }),
);

testServer(
  "a Next route handler",
  local(({ webhook, onEvent, options }, { port, host }) => {
    const handler = createFetchHandler(webhook, onEvent, options);
    const route = ({ url, method, headers, body }) =>
      handler(new NextRequest(url, { method, headers, body, duplex: "half" }));
    return serve({ fetch: route, port, hostname: host });
  }),
);
