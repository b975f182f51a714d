// A day of deliveries in simulated time, and the real costs of a record and a step in each store: the figures of
// docs/idempotency.md.
//   node tests/stores/day.mjs [--rate 1000] [--scale 100] [--rows 1000000] [--steps 5000]
// `--scale 100` simulates a hundredth of the rate: counts grow with it in proportion.

import { createHash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { parseArgs } from "node:util";
import { runInNewContext } from "node:vm";
import { createTableSql, postgresStore } from "heron-webhooks/stores/postgres";
import { memoryStore } from "heron-webhooks/stores/memory";
import { redisStore } from "heron-webhooks/stores/redis";
import { Redis } from "ioredis";
import pg from "pg";
import postgres from "postgres";
import { createClient } from "redis";
import { simulatedDay } from "./simulated-day.mjs";
import { startPostgres } from "./postgres.mjs";
import { startRedis } from "./redis.mjs";

const { values } = parseArgs({
  options: {
    rate: { type: "string", default: "1000" },
    scale: { type: "string", default: "100" },
    rows: { type: "string", default: "1000000" },
    steps: { type: "string", default: "5000" },
  },
});
const [rate, scale, rows, steps] = ["rate", "scale", "rows", "steps"].map((name) => Number(values[name]));
const key = (text) => createHash("sha256").update(text).digest("hex");

const closing = [];
const context = { after: (close) => closing.unshift(close) };
console.log("bytes a record, from", rows, "completed deliveries");
const memory = await inMemory();
const redis = await inRedis();
const table = await inPostgres();
for (const close of closing) await close();

console.log(`\na day at ${rate} deliveries a second, simulated at ${rate / scale}`);
for (const ttl of [86_400, 3600]) {
  const day = await simulatedDay({ rate: rate / scale, completedTtl: ttl });
  const perSecond = Math.round(((day.claims + day.completes + day.releases) * scale) / 86_400);
  const sizes = Object.entries({ memory, redis, postgres: table }).map(
    ([name, bytes]) => `${name} ${((day.largest * scale * bytes) / 1e9).toFixed(2)} GB`,
  );
  console.log(
    `completedTtl ${ttl}: ${perSecond} steps a second; at most ${day.largest * scale} records: ${sizes.join(", ")}`,
  );
  console.log(JSON.stringify(day));
}
const each = await simulatedDay({ rate: rate / scale, completedTtl: 3600, stores: 8 });
console.log(`8 receivers, a memory store each: ${each.completedTwice} of ${each.events} events completed twice`);

/** `complete` of a delivery that nobody has claimed leaves the same record as after a claim. */
function completed(store, index) {
  return store.complete({ state: "claimed", key: key(`${index}`), token: crypto.randomUUID() });
}

async function fill(store, concurrency) {
  let next = 0;
  const worker = async () => {
    while (next < rows) await completed(store, next++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

/** Microseconds a step, one after the other, and steps a second with 32 under way. */
async function cost(name, store) {
  const run = async (what, work) => {
    const times = [];
    for (let index = 0; index < steps; index++) {
      const start = performance.now();
      await work(index);
      times.push(performance.now() - start);
    }
    times.sort((one, other) => one - other);
    return `${what} ${Math.round(times[steps >> 1] * 1000)}`;
  };
  const claims = [];
  const parts = [
    await run("claim", async (index) => (claims[index] = await store.claim(key(`${name} ${index}`), 50))),
    await run("complete", (index) => store.complete(claims[index])),
    await run("claim of a completed one", (index) => store.claim(claims[index].key, 50)),
    await run("release", async (index) => store.release(claims[index])),
  ];
  const start = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < steps) await store.complete(await store.claim(key(`${name} at once ${next++}`), 50));
  };
  await Promise.all(Array.from({ length: 32 }, worker));
  const perSecond = Math.round((2 * steps * 1000) / (performance.now() - start));
  console.log(`${name}: µs, median: ${parts.join(", ")}; ${perSecond} steps a second, 32 at once`);
}

async function inMemory() {
  setFlagsFromString("--expose_gc");
  const gc = runInNewContext("gc");
  const store = memoryStore({ capacity: rows + 3 * steps });
  gc();
  const before = process.memoryUsage().heapUsed;
  await fill(store, 1);
  gc();
  const bytes = (process.memoryUsage().heapUsed - before) / rows;
  console.log(`memory: ${Math.round(bytes)} bytes`);
  await cost("memory", store);
  return bytes;
}

async function inRedis() {
  const port = await startRedis(context);
  const client = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
  const io = new Redis(port);
  const used = async () => Number(/used_memory:(\d+)/.exec(await client.info("memory"))[1]);
  const before = await used();
  await fill(redisStore(client), 500);
  const bytes = ((await used()) - before) / rows;
  console.log(`Redis: ${Math.round(bytes)} bytes`);
  await cost("redis", redisStore(client));
  await cost("ioredis", redisStore(io));
  await client.close();
  await io.quit();
  return bytes;
}

/** As its defaults are, with every commit on disk. Claimed and completed in turns, as by the store. */
async function inPostgres() {
  const { url } = await startPostgres(context, {});
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const sql = postgres(url, { max: 10, onnotice() {} });
  await pool.query(createTableSql());
  const batch = Math.min(10_000, rows);
  for (let from = 0; from < rows; from += batch) {
    const keys = `SELECT encode(sha256(i::text::bytea), 'hex') FROM generate_series(${from + 1}, ${from + batch}) i`;
    await pool.query(`INSERT INTO heron_deliveries
      SELECT key, gen_random_uuid(), false, now() + interval '50 s' FROM (${keys}) AS keys (key)`);
    await pool.query(`UPDATE heron_deliveries SET completed = true, expires = now() + interval '1 day'
      WHERE key IN (${keys})`);
    // Autovacuum comes when a fifth of the rows are dead.
    if ((from / batch) % 10 === 0) await pool.query("VACUUM heron_deliveries");
  }
  await pool.query("VACUUM ANALYZE heron_deliveries");
  const {
    rows: [size],
  } = await pool.query(`SELECT pg_total_relation_size('heron_deliveries')::float8 AS all,
    pg_relation_size('heron_deliveries')::float8 AS rows, pg_relation_size('heron_deliveries_pkey')::float8 AS keys,
    pg_relation_size('heron_deliveries_expires')::float8 AS expires`);
  const each = (bytes) => Math.round(bytes / rows);
  console.log(
    `PostgreSQL: ${each(size.all)} bytes: row ${each(size.rows)}, keys ${each(size.keys)}, expires ${each(size.expires)}`,
  );
  await cost("pg", postgresStore(pool));
  await cost("postgres", postgresStore(sql));
  await pool.query(
    "UPDATE heron_deliveries SET expires = now() WHERE key IN (SELECT key FROM heron_deliveries LIMIT 10000)",
  );
  const start = performance.now();
  const deleted = await postgresStore(pool).deleteExpired();
  console.log(`deleteExpired: ${deleted} rows in ${Math.round(performance.now() - start)} ms`);
  await Promise.all([pool.end(), sql.end()]);
  return size.all / rows;
}
