// Measures whole receivers: the processor time of a delivery, and deliveries a second. Each is a server in a process of
// its own, and `wrk` loads them in turns. Linux only.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { BUN, DENO, serving as listeningProcess } from "../../tests/lib/runtimes.mjs";
import { freePort, listening } from "../../tests/lib/servers.mjs";
import { serve as serveWorker } from "../../tests/lib/workerd.mjs";
import { leftOut } from "../../tools/programs.mjs";
import { randomNumbers } from "../inputs.mjs";
import { RUNTIMES } from "../runtimes.mjs";
import { shuffled } from "../turns.mjs";
import { ELSEWHERE, ON_NODE, UNSIGNED, WITH_STORES, isBare, isIn } from "./contenders.mjs";
import { delivery, distinct, headersFor } from "./deliveries.mjs";
import { file, loaded, onCore, processorTime, residentMemory } from "./wrk.mjs";

const SERVER = fileURLToPath(new URL("server.mjs", import.meta.url));
/** The body of those workloads that have one size. */
const ONE = { size: 1 };
const CONNECTIONS = (size) => (size > 100 ? 8 : 32);

const STARTS = {
  bun: (args) => listeningProcess(...command(0, [BUN, SERVER, ...args])),
  deno: (args) =>
    listeningProcess(
      ...command(0, [DENO, "run", "--allow-all", "--no-lock", "--node-modules-dir=manual", SERVER, ...args]),
    ),
  async workerd([, name]) {
    const port = await freePort();
    // Of an answer without headers, which workerd makes, `wrk` does not tell the status.
    const program = `import { fetches } from "./fetch.mjs";
      export default {
        async fetch(request) {
          const response = await fetches.${name}(request);
          response.headers.set("server", "workerd");
          return response;
        },
      };`;
    const options = { resolveDir: fileURLToPath(new URL(".", import.meta.url)), port, flags: ["nodejs_compat"] };
    const child = await serveWorker(`receivers-${name}`, program, options);
    await listening(child, port);
    return { port, pid: child.pid, close: () => ended(child) };
  },
};
const starter = (key) =>
  STARTS[key] ?? ((args) => listeningProcess(...command(0, [RUNTIMES[key].command, SERVER, ...args])));

function command(core, words) {
  const [program, ...args] = onCore(core, words);
  return [program, args];
}

async function ended(child) {
  child.kill();
  await once(child, "exit");
}

/** Whether this machine has what it takes; if not, that is said. */
export function isPossible() {
  const missing = ["wrk", "redis"].map(leftOut).filter(Boolean);
  if (process.platform !== "linux") missing.push("this is not Linux");
  if (missing.length > 0) console.log(`Receivers are left out: ${missing.join("; ")}.`);
  return missing.length === 0;
}

/**
 * The rounds of one runtime: `{ [workload]: { [contender]: { time: [µs a delivery], rate: [deliveries a second] } } }`, and
 * on Node the memory over `deliveries` of them.
 */
export async function receivers(key, { sizes, forms, rounds, seconds, warmup, deliveries }) {
  const turns = { rounds, seconds };
  const isNode = key.startsWith("node");
  const results = { workloads: {} };
  await serving(key, { contenders: isNode ? ON_NODE : ELSEWHERE, warmup }, async (servers) => {
    for (const form of forms) {
      for (const verdict of form === "python" ? ["genuine", "forged"] : ["genuine"]) {
        const chosen = Object.fromEntries(Object.entries(servers).filter(([name]) => isIn(form, verdict, name)));
        for (const size of sizes) {
          results.workloads[`${form} ${verdict} ${size}`] = await inTurns(chosen, { size, form, verdict, ...turns });
          console.error(`  ${form} ${verdict} ${size}`);
        }
      }
    }
  });
  if (!isNode) return results;
  const verdict = "unsigned";
  await serving(key, { contenders: UNSIGNED, warmup, verdict }, async (servers) => {
    results.workloads["unsigned 1"] = await inTurns(servers, { ...ONE, form: "python", verdict, ...turns });
  });
  const redis = await startRedis();
  const files = distinctFiles(ONE.size, 40_000 * (rounds * seconds + 1) + 2 * warmup);
  await serving(key, { contenders: WITH_STORES, warmup, args: [redis.port], files }, async (servers) => {
    results.workloads["stores 1"] = await inTurns(servers, { ...ONE, verdict: "genuine", files, ...turns });
  });
  await redis.close();
  await serving(key, { contenders: { ours: ["http", "heron"] }, warmup }, async ({ ours }) => {
    results.memory = await memory(ours, deliveries);
  });
  return results;
}

/**
 * Starts servers, warms each up, and ends them after `use`. The warm-up is a number of deliveries, not of seconds: on a
 * busy machine the compiler would see too few.
 */
async function serving(key, { contenders, warmup, args = [], ...workload }, use) {
  const servers = await started(key, contenders, args);
  try {
    for (const [name, server] of Object.entries(servers)) {
      const genuine = { ...ONE, form: "python", verdict: "genuine", seconds: 1, ...workload };
      for (let total = 0; total < warmup; ) total += (await turn(name, server, genuine)).count;
    }
    await use(servers);
  } finally {
    for (const { close } of Object.values(servers)) await close();
  }
}

async function started(key, contenders, args) {
  const servers = {};
  for (const [name, [kind, variant, scheme = "heron"]] of Object.entries(contenders)) {
    servers[name] = { ...(await starter(key)([kind, variant, ...args.map(String)])), scheme, skip: 0 };
  }
  return servers;
}

async function startRedis() {
  const port = await freePort();
  const args = ["redis-server", "--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn(...command(1, args), { stdio: "ignore" });
  await listening(child, port);
  return { port, close: () => ended(child) };
}

/** Each round gives each server one turn, in a random order. */
async function inTurns(servers, workload) {
  const random = randomNumbers(1);
  const results = Object.fromEntries(Object.keys(servers).map((name) => [name, { time: [], rate: [] }]));
  for (let round = 0; round < workload.rounds; round++) {
    for (const [name, server] of shuffled(Object.entries(servers), random)) {
      const { time, rate } = await turn(name, server, workload);
      results[name].time.push(time);
      results[name].rate.push(rate);
    }
  }
  return results;
}

/** A load of some seconds on one server: processor time in µs a delivery, and deliveries a second. */
async function turn(name, server, { size, form, verdict, seconds, files }) {
  const one = files ? undefined : delivery(size, form);
  const headers = one ? headersFor(server.scheme, one, verdict) : { "content-type": "application/json" };
  const load = { headers, files: files ?? { BODY: file("body", one.body) }, seconds, skip: server.skip };
  const before = processorTime(server.pid);
  const answers = await loaded(server.port, { ...load, connections: CONNECTIONS(size) });
  const spent = processorTime(server.pid) - before;
  const count = checked(name, verdict, answers);
  // Those that were under way at the end may have been received too.
  if (files) server.skip += count + CONNECTIONS(size);
  return { time: spent / count, rate: count / answers.duration, count };
}

/** The resident memory of a server in bytes, measured again and again until it has received `deliveries`. */
async function memory(server, deliveries) {
  const resident = [{ deliveries: 0, bytes: residentMemory(server.pid) }];
  for (let total = 0; total < deliveries; ) {
    const { count } = await turn("ours", server, { size: 0.3, form: "python", verdict: "genuine", seconds: 2 });
    total += count;
    resident.push({ deliveries: total, bytes: residentMemory(server.pid) });
  }
  return resident;
}

/** So many different deliveries: each server gets all of them. */
function distinctFiles(size, count) {
  const { before, after, lines } = distinct(size, count);
  return { BEFORE: file("before", before), AFTER: file("after", after), DISTINCT: file("distinct", lines) };
}

/** How many deliveries had the answer that they deserve. */
function checked(name, verdict, { accepted, refused, other, errors }) {
  const [right, wrong] = verdict === "genuine" || isBare(name) ? [accepted, refused] : [refused, accepted];
  if (right > 0 && wrong + other + errors === 0) return right;
  throw new Error(`${name}, ${verdict}: ${accepted} accepted, ${refused} refused, ${other} else, ${errors} errors`);
}
