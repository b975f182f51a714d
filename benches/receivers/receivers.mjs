// Whole receivers, each a server in a process of its own, driven by `wrk` in turns: the processor time of a delivery,
// and deliveries a second. Linux only.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { BUN, DENO, serving } from "../../tests/lib/runtimes.mjs";
import { freePort, listening } from "../../tests/lib/servers.mjs";
import { serve as serveWorker } from "../../tests/lib/workerd.mjs";
import { answer } from "../../tools/lib.mjs";
import { randomNumbers } from "../inputs.mjs";
import { RUNTIMES } from "../runtimes.mjs";
import { shuffled } from "../turns.mjs";
import { delivery, distinct, headersFor } from "./deliveries.mjs";
import { file, load, onCore, processorTime } from "./wrk.mjs";

const SERVER = fileURLToPath(new URL("server.mjs", import.meta.url));
const STORE_SIZE = 1;

/** By runtime: the kind of server, its name in its file, and its scheme; the first is what the others are set against. */
const ON_NODE = {
  "node:http": ["http", "bare"],
  "node:http, recipe": ["http", "recipe", "recipe"],
  "heron-webhooks, node:http": ["http", "heron"],
  "heron-webhooks, node:http, message and topic": ["ours", "message"],
  "standardwebhooks, node:http": ["http", "standardwebhooks", "standardwebhooks"],
  "@octokit/webhooks, node:http": ["octokit", "", "octokit"],
  Express: ["express", "bare"],
  "Express, recipe": ["express", "recipe", "recipe"],
  "heron-webhooks, Express": ["express", "heron"],
  "svix, Express": ["express", "svix", "svix"],
  "stripe, Express": ["express", "stripe", "stripe"],
  "heron-webhooks, Fastify": ["fastify", "heron"],
  "heron-webhooks, Hono": ["hono", "heron"],
  "Request, bare": ["fetch", "bare"],
  "Request, recipe": ["fetch", "recipe", "recipe"],
  "heron-webhooks, Request": ["fetch", "heron"],
};
const ELSEWHERE = {
  bare: ["fetch", "bare"],
  recipe: ["fetch", "recipe", "recipe"],
  "heron-webhooks": ["fetch", "heron"],
};
const WITH_STORES = {
  "heron-webhooks, node:http": ["http", "heron"],
  "heron-webhooks, memory store": ["ours", "memory"],
  "heron-webhooks, Redis": ["ours", "redis"],
};
const UNSIGNED = { "node:http, unread": ["http", "unread"], "heron-webhooks, node:http": ["http", "heron"] };

const STARTS = {
  bun: (args) => serving(...command(0, [BUN, SERVER, ...args])),
  deno: (args) =>
    serving(...command(0, [DENO, "run", "--allow-all", "--no-lock", "--node-modules-dir=manual", SERVER, ...args])),
  async workerd([, name]) {
    const port = await freePort();
    const program = `import { fetches } from "./fetch.mjs"; export default { fetch: (request) => fetches.${name}(request) };`;
    const options = { resolveDir: fileURLToPath(new URL(".", import.meta.url)), port, flags: ["nodejs_compat"] };
    const child = await serveWorker(`receivers-${name}`, program, options);
    await listening(child, port);
    return { port, pid: child.pid, close: () => ended(child) };
  },
};
const starter = (key) => STARTS[key] ?? ((args) => serving(...command(0, [RUNTIMES[key].command, SERVER, ...args])));

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
  const missing = ["wrk", "redis-server"].filter((name) => answer("sh", ["-c", `command -v ${name}`]) === undefined);
  if (process.platform !== "linux") missing.push("Linux");
  if (missing.length > 0) console.log(`Receivers are left out: there is no ${missing.join(", no ")} on this machine.`);
  return missing.length === 0;
}

/** The rounds of one runtime: `{ [workload]: { [contender]: { time: [µs a delivery], rate: [deliveries a second] } } }`. */
export async function receivers(key, { sizes, forms, rounds, seconds }) {
  const results = {};
  const contenders = key.startsWith("node") ? ON_NODE : ELSEWHERE;
  const servers = await started(key, contenders);
  for (const size of sizes) {
    for (const form of forms) {
      for (const verdict of form === "python" ? ["genuine", "forged"] : ["genuine"]) {
        const workload = `${form} ${verdict} ${size}`;
        results[workload] = await inTurns(servers, { size, form, verdict, rounds, seconds });
        console.error(`  ${workload}`);
      }
    }
  }
  await closed(servers);
  if (!key.startsWith("node")) return results;

  const unsigned = await started(key, UNSIGNED);
  results["python unsigned 1"] = await inTurns(unsigned, {
    size: 1,
    form: "python",
    verdict: "unsigned",
    rounds,
    seconds,
  });
  await closed(unsigned);

  const redis = await startRedis();
  const stores = await started(key, WITH_STORES, redis.port);
  results[`stores ${STORE_SIZE}`] = await inTurns(stores, { size: STORE_SIZE, verdict: "genuine", rounds, seconds });
  await closed(stores);
  await redis.close();
  return results;
}

export async function started(key, contenders, ...args) {
  const servers = {};
  for (const [name, [kind, variant, scheme = "heron"]] of Object.entries(contenders)) {
    servers[name] = { ...(await starter(key)([kind, variant, ...args.map(String)])), scheme, skip: 0 };
  }
  return servers;
}

export async function closed(servers) {
  for (const { close } of Object.values(servers)) await close();
}

export async function startRedis() {
  const port = await freePort();
  const args = ["redis-server", "--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn(...command(1, args), { stdio: "ignore" });
  await listening(child, port);
  return { port, close: () => ended(child) };
}

/** Each round gives each server one turn, in a random order. The first turn warms up, and is thrown away. */
export async function inTurns(servers, { size, form, verdict, rounds, seconds }) {
  const random = randomNumbers(1);
  const one = form === undefined ? undefined : delivery(size, form);
  const files = one ? { BODY: file("body", one.body) } : distinctFiles(size, 40_000 * seconds * (rounds + 1));
  const connections = size > 100 ? 8 : 32;
  const results = Object.fromEntries(Object.keys(servers).map((name) => [name, { time: [], rate: [] }]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, server] of shuffled(Object.entries(servers), random)) {
      const headers = one ? headersFor(server.scheme, one, verdict) : { "content-type": "application/json" };
      const before = processorTime(server.pid);
      const answers = await load(server.port, { headers, files, seconds, connections, skip: server.skip });
      const spent = processorTime(server.pid) - before;
      const count = checked(name, verdict, answers);
      server.skip += count + connections;
      if (round === 0) continue;
      results[name].time.push(spent / count);
      results[name].rate.push(count / answers.duration);
    }
  }
  return results;
}

function distinctFiles(size, count) {
  const { before, after, lines } = distinct(size, count);
  return { BEFORE: file("before", before), AFTER: file("after", after), DISTINCT: file("distinct", lines) };
}

/** How many deliveries had the answer that they deserve; a bare server accepts all. */
function checked(name, verdict, { accepted, refused, other, errors }) {
  const isBare = /^(?:node:http|Express|Request, bare|bare)$/.test(name);
  const [right, wrong] = verdict === "genuine" || isBare ? [accepted, refused] : [refused, accepted];
  if (right > 0 && wrong + other + errors === 0) return right;
  throw new Error(`${name}, ${verdict}: ${accepted} accepted, ${refused} refused, ${other} else, ${errors} errors`);
}
