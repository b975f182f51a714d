// Hostile use of the package, in Node and in workerd. `HERON_HOSTILE=full`: with 100 MB, a million keys in an object
// and a million forged requests in a row, which takes many minutes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as esbuild from "esbuild";
import * as lib from "heron-webhooks";
import { explain } from "heron-webhooks/explain";
import { WORKERD } from "../lib/runtimes.mjs";
import { configured, serve } from "../lib/workerd.mjs";
import { freePort, listening, root } from "../lib/servers.mjs";
import { collidingKeys, hash } from "./collisions.mjs";
import { polluted } from "./pollution.mjs";
import { PREPARATIONS } from "./preparations.mjs";
import { forgedRequests } from "./requests.mjs";
import { hostile } from "./suite.mjs";

const isFull = process.env.HERON_HOSTILE === "full";
const SIZES = isFull ? { large: 100e6, keys: 1e6 } : { large: 20e6, keys: 50_000 };
const REQUESTS = isFull ? 1e6 : 100_000;
const PARTS = 10;

test("the keys that collide are those that collide in the reader: see tests/collisions.rs", () => {
  const { keys: vectors } = JSON.parse(readFileSync(`${root}/tests/vectors/colliding-keys.json`, "utf8"));
  assert.deepEqual([...collidingKeys(12), ...collidingKeys(40_000).slice(-4)], vectors);
  const keys = collidingKeys(1000);
  assert.equal(new Set(keys).size, 1000);
  assert.equal(new Set(keys.map(hash)).size, 1);
});

for (const [name, body] of hostile({ ...lib, explain }, SIZES)) test(name, body);

const inWorkerd = { resolveDir: `${root}/tests/hostile`, flags: ["nodejs_compat"] };

/** What program.mjs answers in a process of its own, for each runtime. */
const RUNTIMES = {
  node: (...all) => {
    const program = `
      import program from "./tests/hostile/program.mjs";
      console.log("%j", await program(...${JSON.stringify(all)}));`;
    return answered(process.execPath, ["--input-type=module", "-e", program]);
  },
  async workerd(...all) {
    const contents = `
      import program from "./program.mjs";
      export default { test: async () => console.log(JSON.stringify(await program(...${JSON.stringify(all)}))) };`;
    const config = await configured("hostile", contents, inWorkerd);
    return answered(WORKERD, ["test", config]);
  },
};

/** The JSON that a process ends its output with. */
function answered(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", cwd: root, maxBuffer: 1e8 });
  assert.equal(status, 0, stdout + stderr);
  return JSON.parse(stdout.trim().split("\n").at(-1));
}

async function all(context, results, least) {
  assert.ok(results.length >= least, `${results.length} cases`);
  for (const [name, failure] of results) await context.test(name, () => assert.equal(failure, undefined, failure));
}

test("in workerd", { timeout: 20 * 60_000 }, async (context) => all(context, await RUNTIMES.workerd(null, SIZES), 80));

for (const preparation of Object.keys(PREPARATIONS)) {
  for (const [runtime, results] of Object.entries(RUNTIMES)) {
    // Node's own loader would trip over some of it: see below.
    if (runtime === "node" && preparation === "Object.prototype is polluted") continue;
    const timeout = 5 * 60_000;
    test(`in ${runtime}, if before the import ${preparation}`, { timeout }, async (context) => {
      await all(context, await results(preparation), 70);
    });
  }
}

/**
 * Forged requests, a tenth at a time. Memory has to stay flat from the first tenth on, and the last tenth must not take
 * three times as long. `observe`: the time that the process had a processor, in seconds, so that other ones do not
 * count, and its memory in bytes.
 */
async function inParts(request, observe) {
  // Code that is not compiled yet would make the first tenth slow.
  await request(REQUESTS / PARTS);
  const parts = [];
  for (let part = 0; part < PARTS; part++) {
    const { time: start } = observe();
    const module = await request(REQUESTS / PARTS);
    const { time, memory } = observe();
    parts.push({ time: time - start, memory, module });
  }
  const [first, last] = [parts[0], parts.at(-1)];
  const shown = JSON.stringify(parts);
  assert.equal(last.module, first.module, shown);
  assert.ok(last.memory - first.memory < 64e6, shown);
  assert.ok(first.time > 0 && last.time <= 3 * first.time, shown);
}

test(`${REQUESTS} forged requests in a row`, () =>
  inParts(forgedRequests, () => ({ time: process.cpuUsage().user / 1e6, memory: process.memoryUsage().rss })));

test(`${REQUESTS} forged requests in a row, in workerd`, { timeout: 20 * 60_000 }, async () => {
  const contents = `
    import { forgedRequests } from "./requests.mjs";
    export default { fetch: async (request) => Response.json(forgedRequests(await request.json())) };`;
  const port = await freePort();
  const child = await serve("hostile-requests", contents, { ...inWorkerd, port });
  // From outside: a Worker cannot see its memory, and no clock runs while it works. proc(5): utime, in hundredths;
  // VmRSS, in kB.
  const observe = () => {
    const [stat, status] = ["stat", "status"].map((name) => readFileSync(`/proc/${child.pid}/${name}`, "utf8"));
    return { time: stat.split(") ")[1].split(" ")[11] / 100, memory: /VmRSS:\s*(\d+)/.exec(status)[1] * 1024 };
  };
  try {
    await listening(child, port);
    const request = async (count) => {
      const response = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: count });
      assert.equal(response.status, 200);
      return response.json();
    };
    await inParts(request, observe);
  } finally {
    child.kill();
  }
});

test("what is on Object.prototype before the import has no effect either", async () => {
  // In one piece, because Node's own loader would trip over some of it.
  const names = "{ WebhookError, sign, unwrap }";
  const contents = `import ${names} from "heron-webhooks"; globalThis.other = ${names};`;
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir: root },
    ...{ bundle: true, write: false, format: "iife" },
  });
  polluted(() => new Function(outputFiles[0].text)());
  const { other } = globalThis;
  const body = '{"topic": "a.b", "x": 1.50}';
  const signature = other.sign("sec_test", body, { form: "python" });
  assert.equal(signature, lib.sign("sec_test", body, { form: "python" }));
  assert.equal(other.unwrap("sec_test", body, signature).topic, "a.b");
  assert.equal(Object.keys(new other.WebhookError("internal", "x")).includes("name"), false);
});
