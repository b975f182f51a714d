// The same cases for every store: in memory, in a real Redis through both clients, in Durable Objects of the real workerd.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { memoryStore } from "heron-webhooks/stores/memory";
import { redisStore } from "heron-webhooks/stores/redis";
import { Redis } from "ioredis";
import { createClient } from "redis";
import { configured, workerd } from "../lib/workerd.mjs";
import { lastLine, output } from "../runtimes/lib.mjs";
import { skip, startRedis } from "./redis.mjs";
import { cases, sharedCases } from "./suite.mjs";

const pass = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

test("memory", async (context) => {
  let time = 0;
  const now = () => time;
  const run = cases((options) => memoryStore({ now, ...options }), (seconds) => void (time += seconds * 1000));
  for (const [name, body] of run) await context.test(name, body);
});

test("a full memory store forgets the oldest completed delivery, and never a claim", async () => {
  const store = memoryStore({ capacity: 3 });
  for (const key of ["a", "b", "c"]) await store.claim(key, 50);
  await assert.rejects(store.claim("d", 50), /is full: all 3 deliveries/);
  await store.complete("b");
  await store.complete("a");
  assert.equal(await store.claim("d", 50), "claimed");
  assert.equal(await store.claim("c", 50), "busy");
  assert.equal(await store.claim("a", 50), "completed");
  for (const capacity of [0, 1.5, "3"]) assert.throws(() => memoryStore({ capacity }), /options\.capacity/);
});

test("Redis", { skip }, async (context) => {
  const port = await startRedis(context);
  const node = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
  const io = new Redis(port);
  for (const [name, client] of Object.entries({ redis: node, ioredis: io })) {
    const open = (options) => redisStore(client, { prefix: `${name}:`, ...options });
    for (const [what, body] of [...cases(open, pass), ...sharedCases(open, pass)]) {
      await context.test(`${name}: ${what}`, body);
    }
  }
  assert.throws(() => redisStore({}), /^TypeError: client must be a client of `redis` or `ioredis`/);
  // Before the server ends, which the clients would try to reach again.
  await Promise.all([node.close(), io.quit()]);
});

test("Durable Objects", async (context) => {
  const path = fileURLToPath(new URL("worker.mjs", import.meta.url));
  const resolveDir = fileURLToPath(new URL(".", import.meta.url));
  const config = await configured("durable-objects", readFileSync(path, "utf8"), { resolveDir, objects: ["HeronDelivery"] });
  const results = lastLine(await output(workerd, ["test", config]));
  assert.ok(results.length > 10);
  for (const [name, result] of results) await context.test(name, () => assert.equal(result, "passed"));
});
