// A receiver with the default limits, on whatever runs this file: `flooded.mjs http | express | koa | fastify | hono`.
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { createFastifyPlugin, createKoaMiddleware, createNodeHandler } from "heron-webhooks/node";

// The time limit is another test's matter: on a slow machine it would end the flood before its memory is seen.
const receiver = [new Webhook("sec_test"), () => {}, { onError() {}, readTimeout: 600 }];
const LOCAL = { port: 0, host: "127.0.0.1" };

const servers = {
  async http() {
    const { createServer } = await import("node:http");
    return createServer(createNodeHandler(...receiver)).listen(LOCAL);
  },
  async express() {
    const { default: express } = await import("express");
    return express()
      .all("/heron", createNodeHandler(...receiver))
      .listen(LOCAL.port, LOCAL.host);
  },
  async koa() {
    const { default: Koa } = await import("koa");
    return new Koa().use(createKoaMiddleware(...receiver)).listen(LOCAL.port, LOCAL.host);
  },
  async fastify() {
    const { default: fastify } = await import("fastify");
    const app = fastify().register(createFastifyPlugin(...receiver), { prefix: "/heron" });
    await app.listen(LOCAL);
    return app.server;
  },
  async hono() {
    const { serve } = await import("@hono/node-server");
    return serve({ fetch: createFetchHandler(...receiver), port: LOCAL.port, hostname: LOCAL.host });
  },
};

if (globalThis.Deno) {
  const onListen = ({ port }) => console.log(`port ${port}`);
  Deno.serve({ port: 0, hostname: LOCAL.host, onListen }, createFetchHandler(...receiver));
} else if (globalThis.Bun) {
  console.log(`port ${Bun.serve({ port: 0, hostname: LOCAL.host, fetch: createFetchHandler(...receiver) }).port}`);
} else {
  const server = await servers[process.argv[2]]();
  const tell = () => console.log(`port ${server.address().port}`);
  if (server.listening) tell();
  else server.once("listening", tell);
}
