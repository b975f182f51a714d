// Every example is started as a user would, and called with a genuine, a forged and an unsigned delivery.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { EdgeRuntime } from "edge-runtime";
import * as esbuild from "esbuild";
import { launch } from "puppeteer-core";
import {
  BODY,
  FORGED,
  SECRET,
  SIGNATURE,
  answers,
  folder,
  freePort,
  listening,
  modules,
  root,
} from "../lib/servers.mjs";
import { leftOut } from "../../tools/programs.mjs";
import { CHROMIUM } from "../lib/browsers.mjs";
import { wasmModule } from "../runtimes/edge.mjs";
import { BUN, DENO } from "../lib/runtimes.mjs";
import { serve } from "../lib/workerd.mjs";

const ANSWERS = ["204 ", "401 signature_mismatch", "400 signature_missing"];
const examples = folder("examples");
cpSync(join(root, "examples"), examples, { recursive: true });
symlinkSync(modules, join(examples, "node_modules"));

/** Starts a server that listens on `PORT`, and compares its answers. */
async function called(context, command, args, { cwd = examples, path = "/heron", env = {}, prints = true } = {}) {
  const port = await freePort();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, HERON_WEBHOOK_SECRET: SECRET, PORT: `${port}`, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  context.after(() => child.kill());
  let printed = "";
  child.stdout.on("data", (text) => (printed += text));
  await listening(child, port);
  assert.deepEqual(await answers(`http://127.0.0.1:${port}${path}`), ANSWERS);
  if (prints) assert.match(printed, /^a\.b$/m);
  assert.doesNotMatch(printed, new RegExp(SECRET));
}

for (const name of ["node-http", "express", "fastify", "hono"]) {
  test(name, (context) => called(context, process.execPath, [`${name}.mjs`]));
}

test("bun", (context) => called(context, BUN, ["bun.mjs"]));

test("deno", (context) => called(context, DENO, ["run", "--no-prompt", "--allow-net", "--allow-env", "deno.mjs"]));

test("next", async (context) => {
  const app = folder("next-example");
  cpSync(join(root, "examples/next"), app, { recursive: true });
  writeFileSync(join(app, "package.json"), '{ "private": true }');
  writeFileSync(join(app, "next.config.mjs"), `export default { turbopack: { root: ${JSON.stringify(root)} } };\n`);
  symlinkSync(modules, join(app, "node_modules"));
  const env = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  const next = join(modules, "next/dist/bin/next");
  // The secret has to be there when the pages are collected, as on any host that builds.
  const building = { ...process.env, ...env, HERON_WEBHOOK_SECRET: SECRET };
  const built = spawnSync(process.execPath, [next, "build"], { cwd: app, env: building, encoding: "utf8" });
  assert.equal(built.status, 0, built.stdout + built.stderr);
  await called(context, process.execPath, [next, "start", "--hostname", "127.0.0.1"], {
    cwd: app,
    path: "/heron",
    env,
  });
});

test("cloudflare-worker", async (context) => {
  const port = await freePort();
  const contents = readFileSync(join(examples, "cloudflare-worker/worker.mjs"), "utf8");
  const child = await serve("worker-example", contents, {
    resolveDir: examples,
    bindings: { HERON_WEBHOOK_SECRET: SECRET },
    port,
  });
  context.after(() => child.kill());
  await listening(child, port);
  assert.deepEqual(await answers(`http://127.0.0.1:${port}/heron`), ANSWERS);
});

test("vercel-edge", async () => {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `import handler from "./vercel-edge/api/heron.mjs";
        addEventListener("fetch", (event) => event.respondWith(handler(event.request)));`,
      resolveDir: examples,
    },
    ...{ bundle: true, format: "iife", write: false, plugins: [wasmModule] },
    conditions: ["edge-light", "worker", "browser"],
  });
  const coreModule = new WebAssembly.Module(readFileSync(join(root, "pkg/dist/core.wasm")));
  const runtime = new EdgeRuntime({
    initialCode: outputFiles[0].text,
    extend: (context) => Object.assign(context, { coreModule, process: { env: { HERON_WEBHOOK_SECRET: SECRET } } }),
  });
  assert.deepEqual(
    await answers("https://example.test/api/heron", (url, init) => runtime.dispatchFetch(url, init)),
    ANSWERS,
  );
});

/** A server in Slack's place: what it is given, and the settings of a relay that posts to it. */
async function slack(context) {
  const posted = [];
  const server = createServer(async (request, response) => {
    posted.push(JSON.parse(Buffer.concat(await request.toArray()).toString()).text);
    response.end("ok");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${server.address().port}`;
  return { posted, settings: { SLACK_WEBHOOK_URL: `http://${host}/services/T0/B0/x`, SLACK_PROXY: host } };
}

for (const [TOPICS, messages] of [
  ["other,a.b", 1],
  ["end_user.review_required", 0],
]) {
  test(`slack-relay in Node, for ${TOPICS}`, async (context) => {
    const { posted, settings } = await slack(context);
    await called(context, process.execPath, ["slack-relay/node.mjs"], { env: { ...settings, TOPICS }, prints: false });
    assert.equal(posted.length, messages);
  });

  test(`slack-relay as a Worker, for ${TOPICS}`, async (context) => {
    const { posted, settings } = await slack(context);
    const port = await freePort();
    const contents = readFileSync(join(examples, "slack-relay/worker.mjs"), "utf8");
    const bindings = { HERON_WEBHOOK_SECRET: SECRET, TOPICS, ...settings };
    const options = { resolveDir: join(examples, "slack-relay"), bindings, objects: ["HeronDelivery"], port };
    const child = await serve("relay-example", contents, options);
    context.after(() => child.kill());
    await listening(child, port);
    assert.deepEqual(await answers(`http://127.0.0.1:${port}/`), ANSWERS);
    assert.equal(posted.length, messages);
  });
}

const skip = leftOut("chromium");

test("browser", { skip }, async (context) => {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(examples, "browser/page.mjs")],
    ...{ bundle: true, format: "esm", write: false },
  });
  const page = readFileSync(join(examples, "browser/index.html"));
  const server = createServer((request, response) => {
    const script = request.url === "/page.js";
    const type = script ? "text/javascript" : "text/html";
    response.writeHead(200, { "content-type": type }).end(script ? outputFiles[0].contents : page);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await launch(CHROMIUM);
  context.after(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  const check = async (body, signature) => {
    await tab.$eval("form", (form) => form.reset());
    await tab.type("[name=secret]", SECRET);
    await tab.type("[name=body]", body);
    if (signature !== "") await tab.type("[name=signature]", signature);
    await tab.click("button");
    return tab.$eval("output", (output) => output.value);
  };
  assert.equal(await check(BODY, SIGNATURE), "genuine: a.b");
  assert.match(await check(FORGED, SIGNATURE), /^signature_mismatch: /);
  assert.match(await check(BODY, ""), /^signature_missing: /);
});
