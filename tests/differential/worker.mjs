// One of the threads of the differential test: compares the stretches that it is given, with engines of its own.

import { parentPort, workerData } from "node:worker_threads";
import { Documents, Doubles } from "./compare.mjs";
import { ENGINES } from "./engines.mjs";

/** Batches under way at once: enough that neither the engines nor this thread wait for the other. */
const IN_FLIGHT = 3;

const { against, target, doubles, ...options } = workerData;
const { stringify } = await import(target);
const started = await Promise.all(against.map(async (name) => [name, await ENGINES[name]()]));
const engines = Object.fromEntries(started);
const Kind = doubles ? Doubles : Documents;
const kind = new Kind({ ...options, stringify });

async function compare(from, to) {
  const totals = {};
  const differences = [];
  let next = from;
  const lane = async () => {
    while (next < to) {
      const start = next;
      next = Math.min(start + Kind.batch, to);
      const batch = await kind.compare(start, next, engines);
      for (const [name, count] of Object.entries(batch.totals)) totals[name] = (totals[name] ?? 0) + count;
      differences.push(...batch.differences);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return { from, to, totals, differences };
}

/** No browser is left behind. */
async function close() {
  kind.close();
  await Promise.allSettled(Object.values(engines).map((engine) => engine.close()));
}

parentPort.on("message", async (stretch) => {
  if (!stretch) {
    await close();
    parentPort.close();
    return;
  }
  try {
    parentPort.postMessage(await compare(...stretch));
  } catch (error) {
    await close();
    throw error;
  }
});
parentPort.postMessage({ versions: Object.values(engines).map(({ version }) => version) });
