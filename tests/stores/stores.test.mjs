// The same cases for every store: in memory, in a real Redis through both clients, in Durable Objects of the real
// workerd. Those of a store run side by side, as most of them wait for a claim to expire.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { memoryStore } from "heron-webhooks/stores/memory";
import { redisStore } from "heron-webhooks/stores/redis";
import { Redis } from "ioredis";
import { RESP_TYPES, createClient } from "redis";
import { WORKERD } from "../lib/runtimes.mjs";
import { configured } from "../lib/workerd.mjs";
import { lastLine, output } from "../runtimes/lib.mjs";
import { skip, startRedis } from "./redis.mjs";
import { argumentCases, cases } from "./suite.mjs";

const pass = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const TOKEN = /[\da-f]{8}-[\da-f]{4}-/;

test("memory", async (context) => {
  let time = 0;
  const now = () => time;
  const shared = memoryStore({ now });
  const open = (options) => (options === undefined ? shared : memoryStore({ now, ...options }));
  const run = cases(open, (seconds) => void (time += seconds * 1000));
  for (const [name, body] of [...run, ...argumentCases(open)]) await context.test(name, body);
});

test("a full memory store forgets the oldest completed delivery, and never a claim", async () => {
  const store = memoryStore({ capacity: 3 });
  const [a, b] = await Promise.all(["a", "b", "c"].map((key) => store.claim(key, 50)));
  await assert.rejects(store.claim("d", 50), /could not be claimed: the memory store is full: all 3 deliveries/);
  await store.complete(b);
  await store.complete(a);
  assert.equal((await store.claim("d", 50)).state, "claimed");
  assert.equal((await store.claim("c", 50)).state, "busy");
  assert.equal((await store.claim("a", 50)).state, "completed");
  for (const capacity of [0, 1.5, "3"]) assert.throws(() => memoryStore({ capacity }), /options\.capacity/);
});

test("a clock that is none", async () => {
  for (const time of [undefined, NaN, "0", new Date(), 0n]) {
    await assert.rejects(memoryStore({ now: () => time }).claim("key", 50), /could not be claimed: options\.now must/);
  }
});

test("Redis", { skip, concurrency: true }, async (context) => {
  const port = await startRedis(context);
  const node = await createClient({ url: `redis://127.0.0.1:${port}`, RESP: 2 }).connect();
  const node3 = await createClient({ url: `redis://127.0.0.1:${port}`, RESP: 3 }).connect();
  const io = new Redis(port);
  const clients = {
    redis: node,
    "redis, RESP3": node3,
    "redis, bytes": node.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer }),
    "redis, RESP3, bytes": node3.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer }),
    ioredis: io,
    "ioredis, bytes": { defineCommand() {}, eval: (...args) => io.evalBuffer(...args) },
    // As after a connection that broke before the reply.
    "ioredis, each command twice": {
      defineCommand() {},
      eval: async (...args) => (await io.eval(...args), io.eval(...args)),
    },
  };
  const tests = [];
  for (const [name, client] of Object.entries(clients)) {
    const prefix = `${name}:`;
    const open = (options) => redisStore(client, { prefix, ...options });
    const wrongType = async () => {
      const store = open();
      const claim = await store.claim("wrong type", 50);
      await io.del(`${prefix}wrong type`);
      await io.lpush(`${prefix}wrong type`, "value");
      await failing(store.claim("wrong type", 50), "claimed", /WRONGTYPE/);
      await failing(store.complete(claim), "completed", /WRONGTYPE/);
      await failing(store.release(claim), "released", /WRONGTYPE/);
    };
    const all = [...cases(open, pass), ...argumentCases(open), ["an error of Redis names its step", wrongType]];
    tests.push(...all.map(([what, body]) => context.test(`${name}: ${what}`, body)));
  }
  await Promise.all(tests);
  // Before the server ends, which the clients would try to reach again.
  await Promise.all([node.close(), node3.close(), io.quit()]);
});

test("Redis: a wrong client", () => {
  for (const client of [undefined, null, {}, "redis://localhost"]) {
    assert.throws(() => redisStore(client), /^TypeError: client must be a client of `redis` or `ioredis`/);
  }
});

test("a broken backend: the error names the step, whatever is thrown or answered, and shows no token", async () => {
  const breaking = (reply) => ({ EVAL() {}, eval: async (_script, { arguments: args }) => reply(args) });
  const claim = await redisStore(breaking(() => "claimed")).claim("key", 50);
  const hostile = {
    get message() {
      throw new Error("hostile");
    },
  };
  const unreachable = Object.assign(new AggregateError([]), { code: "ECONNREFUSED" });
  const refused = (args) => Object.assign(new Error(`refused: ${args}`), { command: { args } });
  const raised = [undefined, null, "down", 1, Symbol("down"), Object.create(null), hostile, unreachable];
  for (const reason of [...raised.map((value) => () => value), refused]) {
    const store = redisStore(breaking((args) => Promise.reject(reason(args))));
    await failing(store.claim("key", 50), "claimed", reason() === unreachable ? /: ECONNREFUSED$/ : undefined);
    await failing(store.complete(claim), "completed");
    await failing(store.release(claim), "released");
  }
  for (const reply of [undefined, null, "", "QUEUED", "CLAIMED", 1, {}, [], Buffer.from("claim"), Symbol("claimed")]) {
    const store = redisStore(breaking(() => reply));
    await failing(store.claim("key", 50), "claimed");
    await failing(store.complete(claim), "completed");
  }
});

async function failing(promise, done, why = /./) {
  const error = await promise.then(
    () => assert.fail("no error"),
    (cause) => cause,
  );
  assert.ok(error instanceof Error);
  assert.match(error.message, new RegExp(`^the delivery could not be ${done}: `));
  assert.match(error.message, why);
  assert.doesNotMatch(inspect(error, { depth: Infinity, showHidden: true }), TOKEN);
}

test("Durable Objects", async (context) => {
  const path = fileURLToPath(new URL("worker.mjs", import.meta.url));
  const resolveDir = fileURLToPath(new URL(".", import.meta.url));
  const config = await configured("durable-objects", readFileSync(path, "utf8"), {
    resolveDir,
    objects: ["HeronDelivery"],
  });
  const results = lastLine(await output(WORKERD, ["test", config]));
  assert.ok(results.length > 10);
  for (const [name, result] of results) await context.test(name, () => assert.equal(result, "passed"));
});
