// One receiver as a process: `server.mjs KIND NAME [REDIS_PORT]`. It prints the port at which it listens.
import { createServer } from "node:http";

const [kind, name, redisPort] = process.argv.slice(2);
const LOCAL = { port: 0, hostname: "127.0.0.1" };
const tell = (port) => console.log(`port ${port}`);
const listen = (server) => server.listen(0, LOCAL.hostname, () => tell(server.address().port));

const KINDS = {
  http: async () => listen(createServer((await import("./node.mjs")).listeners[name])),
  express: async () => listen(createServer((await import("./express.mjs")).applications[name]())),
  ours: async () => listen(createServer(await (await import("./ours.mjs")).listeners[name](redisPort))),
  async octokit() {
    const { Webhooks, createNodeMiddleware } = await import("@octokit/webhooks");
    const { SECRET } = await import("../large.mjs");
    const { onEvent } = await import("./recipe.mjs");
    const webhooks = new Webhooks({ secret: SECRET, log: { error() {}, warn() {}, info() {}, debug() {} } });
    webhooks.onAny(({ payload }) => onEvent(payload));
    listen(createServer(createNodeMiddleware(webhooks, { path: "/heron" })));
  },
  async fastify() {
    const { default: fastify } = await import("fastify");
    const app = fastify().register((await import("./ours.mjs")).fastifyPlugin, { prefix: "/heron" });
    await app.listen({ port: 0, host: LOCAL.hostname });
    tell(app.server.address().port);
  },
  async hono() {
    const [{ serve }, { Hono }] = [await import("@hono/node-server"), await import("hono")];
    const { fetches } = await import("./fetch.mjs");
    const app = new Hono().all("/heron", (context) => fetches[name](context.req.raw));
    serve({ fetch: app.fetch, ...LOCAL }, ({ port }) => tell(port));
  },
  async fetch() {
    const { fetches } = await import("./fetch.mjs");
    if (globalThis.Deno) return Deno.serve({ ...LOCAL, onListen: ({ port }) => tell(port) }, fetches[name]);
    if (globalThis.Bun) return tell(Bun.serve({ ...LOCAL, fetch: fetches[name] }).port);
    const { serve } = await import("@hono/node-server");
    serve({ fetch: fetches[name], ...LOCAL }, ({ port }) => tell(port));
  },
};

await KINDS[kind]();
