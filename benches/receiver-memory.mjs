// `node benches/receiver-memory.mjs`: how far a stranger's bodies at the default limit, in chunks of one byte, raise
// the resident memory of an idle server: one request, and sixteen at once. Each server is a process. Linux only.
import { fileURLToPath } from "node:url";
import { flood, peakAbove } from "../tests/lib/flood.mjs";
import { floodedWorker } from "../tests/frameworks/servers/flooded-worker.mjs";
import { BUN, DENO, DENO_RUN, serving } from "../tests/lib/runtimes.mjs";

const LIMIT = 1024 * 1024;
const FLOODED = fileURLToPath(new URL("../tests/frameworks/servers/flooded.mjs", import.meta.url));

const servers = {
  ...Object.fromEntries(
    ["http", "express", "koa", "fastify", "hono"].map((name) => [
      name,
      () => serving(process.execPath, [FLOODED, name]),
    ]),
  ),
  bun: () => serving(BUN, [FLOODED]),
  deno: () => serving(DENO, [...DENO_RUN, FLOODED]),
  workerd: floodedWorker,
};

for (const [name, start] of Object.entries(servers)) {
  const { port, pid, close } = await start();
  await flood(port, { bytes: 1000 });
  const cells = [];
  for (const requests of [1, 16]) {
    const began = performance.now();
    const peak = await peakAbove(pid, async () => {
      const statuses = await Promise.all(Array.from({ length: requests }, () => flood(port, { bytes: LIMIT })));
      if (statuses.some((status) => status !== 401)) throw new Error(`${name} answered ${statuses}`);
    });
    const seconds = (performance.now() - began) / 1000;
    cells.push(`${requests} at once: ${(peak / 1e6).toFixed(0)} MB in ${seconds.toFixed(0)} s`);
  }
  console.log(`${name.padEnd(8)} ${cells.join("; ")}`);
  await close();
}
