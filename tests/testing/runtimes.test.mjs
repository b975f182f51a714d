// The subpath in each format and runtime: the same program, with the same verdicts.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { EdgeRuntime } from "edge-runtime";
import { BUN, DENO, DENO_RUN } from "../lib/runtimes.mjs";
import { folder, freePort, listening, modules, root } from "../lib/servers.mjs";
import { serve } from "../lib/workerd.mjs";
import { wasmModule } from "../runtimes/edge.mjs";
import { bundled, output } from "../runtimes/lib.mjs";

const NAMES = "forgedDeliveries, signedDeliveries";

/** How many deliveries of all, signed and forged, are accepted. */
const VERDICT = `
async function verdict() {
  const POST = createFetchHandler(new Webhook("sec_test"), () => {}, { onError() {} });
  const statuses = async (deliveries) => {
    const answers = await Promise.all(deliveries.map((delivery) => POST(delivery.request())));
    return answers.map(({ status }) => status).join(" ");
  };
  const topic = "end_user.processed";
  return (await statuses(signedDeliveries(topic))) + ", " + (await statuses(forgedDeliveries(topic)));
}`;
const EXPECTED = `${Array(9).fill(204).join(" ")}, 401 401 400 400`;

const MODULE = `
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { ${NAMES} } from "heron-webhooks/testing";
${VERDICT}
`;
const SCRIPT = `
const { Webhook } = require("heron-webhooks");
const { createFetchHandler } = require("heron-webhooks/fetch");
const { ${NAMES} } = require("heron-webhooks/testing");
${VERDICT}
verdict().then(console.log);
`;

const project = folder("testing-runtimes");
const files = { "program.mjs": `${MODULE}console.log(await verdict());\n`, "program.cjs": SCRIPT };
for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);

for (const release of [18, 20, 22, 24, 26]) {
  const node = join(modules, `node-${release}/bin/node`);
  for (const file of Object.keys(files)) {
    test(`Node ${release}, ${file}`, async () => assert.equal(await output(node, [join(project, file)]), EXPECTED));
  }
}

test("Bun", async () => assert.equal(await output(BUN, [join(project, "program.mjs")]), EXPECTED));

test("Deno", async () => assert.equal(await output(DENO, [...DENO_RUN, join(project, "program.mjs")]), EXPECTED));

test("workerd", async (context) => {
  const port = await freePort();
  const worker = `${MODULE}export default { fetch: async () => new Response(await verdict()) };`;
  const child = await serve("testing-workerd", worker, { resolveDir: root, port });
  context.after(() => child.kill());
  await listening(child, port);
  assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), EXPECTED);
});

test("Vercel's edge-runtime", async () => {
  const code = await bundled(`${MODULE}export { verdict };`, {
    conditions: ["edge-light", "worker", "browser"],
    plugins: [wasmModule],
    format: "iife",
    globalName: "program",
  });
  const coreModule = new WebAssembly.Module(readFileSync(join(root, "pkg/dist/core.wasm")));
  const runtime = new EdgeRuntime({ extend: (context) => Object.assign(context, { coreModule }) });
  assert.equal(await runtime.evaluate(`${code}; program.verdict()`), EXPECTED);
});
