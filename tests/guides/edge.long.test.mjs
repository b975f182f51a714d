// The guides whose platforms' own programs take longer to start, or to install: Next, Firebase, Cloudflare's wrangler.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { modules, root } from "../lib/servers.mjs";
import { forged, fromJavaScript, fromPython, unsigned, waited } from "./deliveries.mjs";
import { created, ran, served } from "./guide.mjs";
import { assertQuoted, part, testPart } from "./parts.mjs";

// Next looks for packages in one folder, and here they are linked from another.
const more = { "next.config.mjs": `export default { turbopack: { root: ${JSON.stringify(root)} } };\n` };
const NEXT = { NEXT_TELEMETRY_DISABLED: "1" };

for (const [router, files, path] of [
  ["app", /^app/, "/heron"],
  ["pages", /^pages/, "/api/heron"],
]) {
  testPart(`vercel, ${router} router`, part("vercel", { files, more, path, start: /next dev/ }), { env: NEXT });
}

const BUILT =
  "HERON_WEBHOOK_SECRET=sec_test npx next build && HERON_WEBHOOK_SECRET=sec_test npx next start --port $PORT";
const both = part("vercel", { files: /^(app|pages)/, more, path: "/heron", start: BUILT });
testPart("vercel, next build and next start", both, { env: NEXT });

test("vercel: next build without the secret", async () => {
  const project = created(both, { as: "vercel-unset" });
  const printed = await ran("! npx next build", project, NEXT);
  await assertQuoted("vercel", "Failed to collect page data for /heron", () => printed);
  await assertQuoted("vercel", "TypeError: secret must be …", () => printed);
});

test("vercel: the pages router with its body parser", async (t) => {
  const page = part("vercel", { files: /^pages/, more, path: "/api/heron", start: /next dev/ });
  const edit = (text) => text.replace(/^export const config = .*\n/m, "");
  const { deliver, printed } = await served(t, page, { as: "vercel-parsed", env: NEXT, edit });
  const { status, body } = await deliver(...fromPython("python"));
  assert.deepEqual([status, body], [401, "signature_mismatch"]);
  await assertQuoted("vercel", "HERON_WEBHOOKS_PARSED_BODY", printed);
});

// Firebase's packages and wrangler run on Node 22 and newer.
const env = { node: join(modules, "node-24/bin/node"), WRANGLER_SEND_METRICS: "false" };

// `firebase init functions` installs the two packages of Firebase.
const installs = "heron-webhooks @google-cloud/functions-framework firebase-functions firebase-admin";
const firebase = part("google-cloud", { files: /^functions/, installs, start: /--source=functions/ });
testPart("google-cloud, Firebase", firebase, { env });

test("google-cloud, Firebase: the file loads without the secret, as while Firebase deploys", async () => {
  const project = created(firebase, { as: "google-cloud-deployed" });
  await ran(`node -e 'require("./functions/index.js")'`, project, env);
});

testPart("cloudflare", part("cloudflare", { files: /^(worker|wrangler|\.dev)/, start: /dev --port/ }), {
  store: true,
  env,
});

test("cloudflare, with a queue", async (t) => {
  const page = part("cloudflare", { files: /^queue/, start: /dev --config/ });
  const { deliver, printed, send } = await served(t, page, { as: "cloudflare-queue", env });
  const answer = async (delivery) => (await deliver(...delivery)).status;
  const consumed = async (id) => {
    await waited(() => printed().includes(` ${id}\n`));
    assert.match(printed(), new RegExp(`end_user\\.processed ${id}$`, "m"));
  };
  await t.test("the page's own delivery is accepted", async () => assert.match(await send(), /^204 after \d+ ms$/m));
  await t.test("a genuine delivery reaches the consumer", async () => {
    assert.equal(await answer(fromJavaScript("javascript")), 204);
    assert.equal(await answer(fromPython("python")), 204);
    await consumed("javascript");
    await consumed("python");
  });
  await t.test("a forged and an unsigned one do not", async () => {
    assert.equal(await answer(forged("forged")), 401);
    assert.equal(await answer(unsigned("unsigned")), 400);
    assert.equal(await answer(fromJavaScript("last")), 204);
    await consumed("last");
    assert.doesNotMatch(printed(), /(forged|unsigned)$/m);
  });
  await t.test("one of 150 KB is more than the queue takes: it is answered 500", async () => {
    const { status, body } = await deliver(...fromJavaScript("large", "x".repeat(150_000)));
    assert.deepEqual([status, body], [500, "handler_failed"]);
    await assertQuoted("cloudflare", "message length of … bytes exceeds limit of 128000", printed);
  });
});

test("cloudflare without the secret", async () => {
  const page = part("cloudflare", { files: /^(worker|wrangler)/, start: "" });
  const printed = await ran("npx wrangler dev || true", created(page, { as: "cloudflare-unset" }), env);
  await assertQuoted("cloudflare", "TypeError: secret must be …", () => printed);
});
