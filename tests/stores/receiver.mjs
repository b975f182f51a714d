// One of several receiver processes that share a Redis: counts there how often each event was started and finished.
import { createServer } from "node:http";
import { Webhook } from "heron-webhooks";
import { createNodeHandler } from "heron-webhooks/node";
import { redisStore } from "heron-webhooks/stores/redis";
import { createClient } from "redis";

const [port, hangsAt] = process.argv.slice(2);
const client = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();

async function onEvent({ data: { id } }) {
  await client.hIncrBy("started", id, 1);
  if (id === hangsAt) {
    process.send("hangs");
    await new Promise(() => {});
  }
  await client.hIncrBy("finished", id, 1);
}

const options = { store: redisStore(client), timeout: 1, claimTtl: 2, onError() {} };
const server = createServer(createNodeHandler(new Webhook("sec_test"), onEvent, options));
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
