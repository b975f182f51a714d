// What a stranger's body may cost in memory, in each runtime, if it comes in chunks of one byte: each server is a
// process.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { flood, peakAbove } from "../lib/flood.mjs";
import { BUN, DENO, DENO_RUN, serving } from "../lib/runtimes.mjs";
import { floodedWorker } from "./servers/flooded-worker.mjs";

const MB = 1e6;
const FLOODED = fileURLToPath(new URL("servers/flooded.mjs", import.meta.url));

/** The peak above an idle server; each request has to be refused for its signature, once all of it was read. */
async function peakOf({ port, pid }, { bytes, requests = 1 }) {
  await flood(port, { bytes: 1000 });
  return peakAbove(pid, async () => {
    const statuses = await Promise.all(Array.from({ length: requests }, () => flood(port, { bytes })));
    assert.deepEqual([...new Set(statuses)], [401]);
  });
}

function testMemory(name, start, { bytes, bound }) {
  test(`${name}: ${bytes} bytes in chunks of one`, { timeout: 120_000 }, async (t) => {
    const server = await start();
    t.after(server.close);
    const peak = await peakOf(server, { bytes });
    t.diagnostic(`${(peak / MB).toFixed(1)} MB`);
    assert.ok(peak < bound, `${peak} bytes`);
  });
}

const LIMIT = 1024 * 1024;
for (const framework of ["http", "express", "koa", "fastify", "hono"]) {
  testMemory(framework, () => serving(process.execPath, [FLOODED, framework]), { bytes: LIMIT, bound: 64 * MB });
}
testMemory("Bun.serve", () => serving(BUN, [FLOODED]), { bytes: LIMIT, bound: 64 * MB });
testMemory("Deno.serve", () => serving(DENO, [...DENO_RUN, FLOODED]), { bytes: LIMIT, bound: 64 * MB });

testMemory("workerd", floodedWorker, { bytes: LIMIT, bound: 64 * MB });

test("sixteen at once: http, 64 KiB each in chunks of one byte", { timeout: 120_000 }, async (t) => {
  const server = await serving(process.execPath, [FLOODED, "http"]);
  t.after(server.close);
  const peak = await peakOf(server, { bytes: 65_536, requests: 16 });
  t.diagnostic(`${(peak / MB).toFixed(1)} MB`);
  assert.ok(peak < 256 * MB, `${peak} bytes`);
});
