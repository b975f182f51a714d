// The programs of docs/guides/queues.md, as they stand: a genuine delivery is in the queue once, however often it is
// repeated, and a forged one is not. BullMQ on a real Redis, Cloudflare Queues in miniflare, SQS by its wire protocol.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { copyFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, join } from "node:path";
import { test } from "node:test";
import { Queue } from "bullmq";
import * as esbuild from "esbuild";
import { Miniflare } from "miniflare";
import { programs, started } from "../lib/pages.mjs";
import { BODY, FORGED, SECRET, SIGNATURE, freePort, listening } from "../lib/servers.mjs";
import { skip, startRedis } from "../stores/redis.mjs";

const PAGE = "docs/guides/queues.md";
const SIGNED = String.raw`{"topic":"a.b","score":1.0,"name":"Zo\u00eb \ud83d\ude00"}`;
const KEY = createHash("sha256").update(SIGNED).digest("hex");

const deliver = async (body, send) => {
  const response = await send({ method: "POST", body, headers: { "heron-signature": SIGNATURE } });
  return `${response.status} ${await response.text()}`;
};

/** Two copies at once, a forged delivery, a later copy. A store answers 409 to one of two copies. */
async function deliverAll(send) {
  const copies = await Promise.all([deliver(BODY, send), deliver(BODY, send)]);
  assert.ok(copies.includes("204 "), copies.join());
  for (const answer of copies) assert.match(answer, /^(204 |409 delivery_in_progress)$/);
  assert.equal(await deliver(FORGED, send), "401 signature_mismatch");
  assert.equal(await deliver(BODY, send), "204 ");
}

async function until(condition) {
  for (let time = 0; time < 100; time++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`not within 10 seconds: ${condition}`);
}

test("BullMQ", { skip, timeout: 60_000 }, async (context) => {
  const redis = await startRedis(context);
  const env = { REDIS_URL: `redis://127.0.0.1:${redis}` };
  const path = programs(PAGE, "BullMQ");
  const { child, port, url } = await started(context, path, "receiver.mjs", env);
  await listening(child, port);
  await deliverAll((request) => fetch(url, request));

  const queue = new Queue("heron", { connection: { url: env.REDIS_URL } });
  const jobs = await queue.getJobs();
  assert.deepEqual(
    jobs.map(({ id, name, data }) => ({ id, name, data })),
    [{ id: KEY, name: "a.b", data: SIGNED }],
  );
  const worker = await started(context, path, "worker.mjs", env);
  await until(async () => (await queue.getCompletedCount()) === 1);
  assert.equal(await deliver(BODY, (request) => fetch(url, request)), "204 ");
  assert.deepEqual(await queue.getJobCounts("waiting", "active", "completed"), { waiting: 0, active: 0, completed: 1 });
  assert.match(worker.printed(), new RegExp(`^a\\.b ${KEY} `));
  await queue.close();
});

test("Cloudflare Queues", { timeout: 60_000 }, async (context) => {
  const path = programs(PAGE, "Cloudflare Queues");
  const wasm = new Set();
  const plugin = {
    name: "wasm modules",
    setup: ({ onResolve }) =>
      onResolve({ filter: /\.wasm$/ }, ({ path: file, resolveDir }) => {
        wasm.add(basename(file));
        copyFileSync(join(resolveDir, file), join(path, basename(file)));
        return { path: `./${basename(file)}`, external: true };
      }),
  };
  await esbuild.build({
    entryPoints: [join(path, "worker.mjs")],
    ...{ bundle: true, format: "esm", target: "es2022", outfile: join(path, "bundle.mjs"), plugins: [plugin] },
    ...{ external: ["cloudflare:*", "node:*"], conditions: ["workerd", "worker", "browser"], logLevel: "silent" },
  });
  let printed = "";
  const options = {
    modulesRoot: path,
    modules: [
      { type: "ESModule", path: join(path, "bundle.mjs") },
      ...[...wasm].map((file) => ({ type: "CompiledWasm", path: join(path, file) })),
    ],
    compatibilityDate: "2026-01-01",
    bindings: { HERON_WEBHOOK_SECRET: SECRET },
    queueProducers: { HERON_QUEUE: "heron" },
    queueConsumers: { heron: { maxBatchTimeout: 1 } },
    durableObjects: { HERON_DELIVERIES: { className: "HeronDelivery", useSQLite: true } },
    handleRuntimeStdio: (stdout, stderr) => {
      for (const stream of [stdout, stderr]) stream.setEncoding("utf8").on("data", (text) => (printed += text));
    },
  };
  const miniflare = new Miniflare(options);
  context.after(() => miniflare.dispose());
  await deliverAll((request) => miniflare.dispatchFetch("http://localhost/heron", request));
  const lines = () => printed.split("\n").filter((line) => line.startsWith("a.b"));
  await until(() => lines().length > 0);
  // Time for another batch, in which a second copy would be.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  assert.deepEqual(lines(), [`a.b ${KEY}`]);
});

/** A FIFO queue: `SendMessage` in the JSON protocol. */
async function startSqs(context) {
  const [messages, tokens] = [[], new Map()];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    assert.equal(request.headers["x-amz-target"], "AmazonSQS.SendMessage");
    assert.match(request.headers.authorization, /^AWS4-HMAC-SHA256 /);
    const { MessageBody: body, MessageDeduplicationId: token, QueueUrl, MessageGroupId } = JSON.parse(text);
    assert.ok(QueueUrl.endsWith(".fifo") && MessageGroupId.length <= 128 && /^[\w!-~]{1,128}$/.test(token));
    if (!tokens.has(token)) {
      tokens.set(token, `id ${messages.length}`);
      messages.push({ body, token });
    }
    const MD5OfMessageBody = createHash("md5").update(body).digest("hex");
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify({ MessageId: tokens.get(token), MD5OfMessageBody, SequenceNumber: "1" }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => server.close());
  return { endpoint: `http://127.0.0.1:${server.address().port}`, messages };
}

test("Amazon SQS", { timeout: 60_000 }, async (context) => {
  const { endpoint, messages } = await startSqs(context);
  const path = programs(PAGE, "Amazon SQS");
  const { child, port, url } = await started(context, path, "receiver.mjs", {
    ...{ AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key" },
    ...{ AWS_ENDPOINT_URL_SQS: endpoint, QUEUE_URL: `${endpoint}/1/heron.fifo` },
  });
  await listening(child, port);
  await deliverAll((request) => fetch(url, request));
  assert.deepEqual(messages, [{ body: SIGNED, token: KEY }]);

  const { handler } = await import(join(path, "consumer.mjs"));
  const log = context.mock.method(console, "log", () => {});
  await handler({
    Records: messages.map(({ body, token }) => ({ body, attributes: { MessageDeduplicationId: token } })),
  });
  assert.deepEqual(log.mock.calls[0].arguments, [`a.b ${KEY}`]);
});

test("Amazon SQS: while the queue cannot be reached, nothing is acknowledged", { timeout: 60_000 }, async (context) => {
  const endpoint = `http://127.0.0.1:${await freePort()}`;
  const { child, port, url } = await started(context, programs(PAGE, "Amazon SQS"), "receiver.mjs", {
    ...{ AWS_REGION: "eu-west-1", AWS_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "key", AWS_MAX_ATTEMPTS: "1" },
    ...{ AWS_ENDPOINT_URL_SQS: endpoint, QUEUE_URL: `${endpoint}/1/heron.fifo` },
  });
  await listening(child, port);
  assert.equal(await deliver(BODY, (request) => fetch(url, request)), "500 handler_failed");
});
