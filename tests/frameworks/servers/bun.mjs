import { Webhook } from "heron-webhooks";
import { createFetch } from "./app.mjs";

const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: createFetch(Webhook) });
console.log(`port ${server.port}`);
