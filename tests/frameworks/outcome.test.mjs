// What `onOutcome` is told of each request: every answer of the table, in every adapter, and no payload or secret.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { test } from "node:test";
import { serve } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import Koa from "koa";
import { createFetchHandler } from "heron-webhooks/fetch";
import { createFastifyPlugin, createKoaMiddleware, createNodeHandler } from "heron-webhooks/node";
import { fromJavaScript, fromText, send } from "./deliveries.mjs";
import {
  CASES,
  GENUINE,
  NEW,
  OLD,
  READ,
  genuine,
  mismatch,
  outcomeOf,
  refusing,
  request,
  webhook,
} from "./outcomes.mjs";

const { headers, body } = genuine;

/** An outcome without its time, which differs. */
function timed({ milliseconds, ...outcome }) {
  assert.ok(milliseconds >= 0 && milliseconds < 10_000, `${milliseconds} ms`);
  return outcome;
}

/** Delivers one request: the answer, and all outcomes that were told. */
async function delivered(init, { onEvent = () => {}, webhook: receiving = webhook, ...options } = {}) {
  const outcomes = [];
  const onOutcome = (outcome) => void outcomes.push(outcome);
  const handler = createFetchHandler(receiving, onEvent, { onError() {}, ...options, onOutcome });
  const response = await handler(init instanceof Request ? init : request(init));
  return { answer: `${response.status} ${await response.text()}`.trim(), outcomes };
}

test("every answer of docs/receiving.md, told once", async (t) => {
  const told = [];
  for (const [what, init, options, expected] of CASES) {
    await t.test(what, async () => {
      const { answer, outcomes } = await delivered(init, options);
      told.push(...outcomes);
      assert.equal(answer, `${expected.status} ${expected.code ?? ""}`.trim());
      assert.deepEqual(outcomes.map(timed), [expected]);
    });
  }
  await t.test("without a payload, a secret or a signature", () => {
    const text = JSON.stringify(told);
    const signature = headers["heron-signature"];
    for (const hidden of ["PAYLOAD", OLD, NEW, signature, signature.slice(0, 8), "on purpose", "end_user"]) {
      assert.equal(text.includes(hidden), false, hidden);
    }
    const forms = [undefined, "raw", "python", "javascript"];
    for (const { code, form, ...numbers } of told) {
      assert.match(String(code), /^[a-z_]+$/);
      assert.ok(forms.includes(form));
      for (const value of Object.values(numbers)) assert.match(typeof value, /^(number|boolean|undefined)$/);
    }
  });
  await t.test("the table has no other answers", () => {
    const docs = readFileSync(new URL("../../docs/receiving.md", import.meta.url), "utf8");
    const rows = docs.matchAll(/^\| (?:(\d{3}) \| (?:`(\w+)`)?) *\|/gm);
    const documented = [...rows].map(([, status, code = ""]) => `${status} ${code}`.trim());
    const shown = told.map(({ status, code = "" }) => `${status} ${code}`.trim());
    assert.ok(documented.length > 15);
    assert.deepEqual([...new Set(shown)].sort(), documented.sort());
  });
});

/** Starts what `listen` makes of an adapter's arguments: its URL. */
async function started(t, listen, ...args) {
  const server = await listen(args, { port: 0, host: "127.0.0.1" });
  if (!server.listening) await once(server, "listening");
  t.after(() => (server.closeAllConnections(), server.close()));
  return `http://127.0.0.1:${server.address().port}/heron`;
}

const ADAPTERS = {
  "createNodeHandler in http": (args, address) => createServer(createNodeHandler(...args)).listen(address),
  "createNodeHandler in Express": (args, { port, host }) =>
    express()
      .all("/heron", createNodeHandler(...args))
      .listen(port, host),
  createKoaMiddleware: (args, { port, host }) => new Koa().use(createKoaMiddleware(...args)).listen(port, host),
  createFastifyPlugin: async (args, address) => {
    const app = fastify({ forceCloseConnections: true });
    app.register(createFastifyPlugin(...args), { prefix: "/heron" });
    await app.listen(address);
    return app.server;
  },
  createFetchHandler: (args, { port, host }) => serve({ fetch: createFetchHandler(...args), port, hostname: host }),
};

for (const [name, listen] of Object.entries(ADAPTERS)) {
  test(name, async (t) => {
    const outcomes = [];
    const options = { onError() {}, onOutcome: (outcome) => void outcomes.push(outcome) };
    const url = await started(t, listen, webhook, ({ data }) => data.end_user_id === "fails" && refusing(), options);
    const fails = fromJavaScript("fails");
    for (const delivery of [genuine, { ...genuine, body: Buffer.from(mismatch) }, { headers: {}, body }, fails]) {
      await send(url, delivery);
    }
    await send(url, { method: "GET", headers: {} });
    assert.deepEqual(outcomes.map(timed), [
      outcomeOf(204, undefined, GENUINE),
      outcomeOf(401, "signature_mismatch", READ),
      outcomeOf(400, "signature_missing"),
      outcomeOf(500, "handler_failed", { bytes: fails.body.length, form: "raw", secretIndex: 1 }),
      outcomeOf(405, "method_not_allowed"),
    ]);
  });
}

test("a body that a parser has read before", async (t) => {
  const text = fromText('{"topic":"a.b","data":"Zoë"}');
  const cases = [
    ["as bytes", express.raw({ type: () => true }), 29],
    ["as text, counted in UTF-8", express.text({ type: () => true }), 29],
    ["as a value, of which no bytes are left", express.json(), undefined],
  ];
  t.mock.method(process, "emitWarning", () => {});
  for (const [what, parser, bytes] of cases) {
    await t.test(what, async (t) => {
      const outcomes = [];
      const listen = (args, { port, host }) =>
        express()
          .use(parser)
          .all("/heron", createNodeHandler(...args))
          .listen(port, host);
      const options = { onOutcome: (outcome) => void outcomes.push(outcome) };
      assert.equal((await send(await started(t, listen, webhook, () => {}, options), text)).status, 204);
      assert.deepEqual(outcomes.map(timed), [outcomeOf(204, undefined, { bytes, form: "raw", secretIndex: 1 })]);
    });
  }
});

test('acknowledge: "before" tells the answer, not the end of the handler', async () => {
  let fail;
  const kept = [];
  const errors = [];
  const { answer, outcomes } = await delivered(
    {},
    {
      acknowledge: "before",
      onEvent: () => new Promise((_, reject) => (fail = reject)),
      onError: ({ code }) => errors.push(code),
      waitUntil: (promise) => kept.push(promise),
    },
  );
  assert.equal(answer, "204");
  assert.deepEqual(outcomes.map(timed), [outcomeOf(204, undefined, GENUINE)]);
  fail(new Error("late"));
  await Promise.all(kept);
  assert.deepEqual(errors, ["handler_failed"]);
  assert.equal(outcomes.length, 1);
});

test("the end of a handler beyond its time limit is not told again", async () => {
  let end;
  const kept = [];
  const onEvent = () => new Promise((resolve) => (end = resolve));
  const options = { onEvent, timeout: 0.01, waitUntil: (promise) => kept.push(promise) };
  const { answer, outcomes } = await delivered({}, options);
  assert.equal(answer, "504 handler_timeout");
  end();
  await Promise.all(kept);
  assert.deepEqual(outcomes.map(timed), [outcomeOf(504, "handler_timeout", GENUINE)]);
});

test("milliseconds are those until the answer", async () => {
  const onEvent = () => new Promise((resolve) => setTimeout(resolve, 50));
  const { outcomes } = await delivered({}, { onEvent });
  assert.ok(outcomes[0].milliseconds >= 45 && outcomes[0].milliseconds < 5000, `${outcomes[0].milliseconds} ms`);
});

test("a hook that fails changes no answer, and is written to the console", async (t) => {
  const lines = [];
  t.mock.method(console, "error", (...line) => void lines.push(line));
  const cause = new Error("the user's own");
  const throwing = () => {
    throw cause;
  };
  for (const onOutcome of [throwing, () => Promise.reject(cause)]) {
    for (const [init, status] of [
      [{}, 204],
      [{ headers: {} }, 400],
    ]) {
      const kept = [];
      const waitUntil = (promise) => kept.push(promise);
      const handler = createFetchHandler(webhook, () => {}, { onOutcome, onError() {}, waitUntil });
      assert.equal((await handler(request(init))).status, status);
      await Promise.all(kept);
      assert.deepEqual(lines.splice(0), [["heron-webhooks: internal: onOutcome failed", cause]]);
    }
  }
});

test("the answer does not wait for the hook; waitUntil does", async () => {
  const kept = [];
  let end;
  let isDone = false;
  const onOutcome = () => new Promise((resolve) => (end = resolve));
  const options = { onOutcome, waitUntil: (promise) => kept.push(promise.then(() => (isDone = true))) };
  assert.equal((await createFetchHandler(webhook, () => {}, options)(request())).status, 204);
  assert.equal(isDone, false);
  end();
  await Promise.all(kept);
  assert.equal(isDone, true);
});

test("a waitUntil that throws is reported, and the hook told all the same", async () => {
  const errors = [];
  const waitUntil = () => assert.fail("at once");
  const { answer, outcomes } = await delivered({}, { waitUntil, onError: ({ code }) => errors.push(code) });
  assert.equal(answer, "204");
  assert.deepEqual([outcomes.length, errors], [1, ["internal"]]);
});

test("without the hook nothing is measured", async (t) => {
  const { mock } = t.mock.method(performance, "now");
  await createFetchHandler(webhook, () => {})(request());
  assert.equal(mock.callCount(), 0);
  await createFetchHandler(webhook, () => {}, { onOutcome() {} })(request());
  assert.equal(mock.callCount(), 2);
});

test("the hook is checked when the handler is made", () => {
  for (const [onOutcome, kind] of [
    [null, "null"],
    ["log", "string"],
    [{}, "an Object"],
  ]) {
    const message = `options.onOutcome must be a function, not ${kind}`;
    assert.throws(() => createFetchHandler(webhook, () => {}, { onOutcome }), { name: "TypeError", message });
  }
});
