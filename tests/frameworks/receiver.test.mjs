// What an adapter does around `onEvent`: the store, the time limit, early acknowledgement, and what it reports.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Agent, createServer } from "node:http";
import { connect } from "node:net";
import { once } from "node:events";
import { test } from "node:test";
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { createNodeHandler } from "heron-webhooks/node";
import { LIMIT, SECRET } from "./app.mjs";
import { ANSWERS, fromPython, send } from "./deliveries.mjs";

const webhook = new Webhook(SECRET, { maxBodyBytes: LIMIT });
const { headers, body } = fromPython("genuine");
const KEY = webhook.receive(body, headers["heron-signature"]).key;
const request = (init) => new Request("http://localhost/", { method: "POST", headers, body, ...init });

/** The codes of the answers that are shown here and not by the servers. */
const shown = new Set();

async function answered(response) {
  const { status } = await response;
  const code = await (await response).text();
  const answer = `${status} ${code}`.trim();
  shown.add(answer);
  return answer;
}

/** A promise to settle by hand. */
function deferred() {
  const result = {};
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  return result;
}

/** A store that lists what it is asked, and gives what it is told. */
function storeOf(results = {}) {
  const calls = [];
  const step =
    (name, result) =>
    async (...args) => {
      calls.push([name, ...args].join(" "));
      if (result instanceof Error) throw result;
      return result;
    };
  const { claim = { state: "claimed", toString: () => "THE-CLAIM" }, complete, release } = results;
  return {
    calls,
    claim: step("claim", claim),
    complete: step("complete", complete),
    release: step("release", release),
  };
}

/** A handler with everything that it does written down. */
function receiver(onEvent, options = {}) {
  const store = storeOf(options.results);
  const errors = [];
  const kept = [];
  const onError = ({ code, cause }, delivery) =>
    void errors.push([code, cause?.message, delivery?.event.data.end_user_id]);
  const waitUntil = (promise) => void kept.push(promise);
  const handler = createFetchHandler(webhook, onEvent, { store, onError, waitUntil, ...options });
  return { handler, calls: store.calls, errors, kept };
}

test("nothing is acknowledged before onEvent has settled, and that is on record", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const event = deferred();
  const started = deferred();
  const { handler, calls, errors } = receiver((_, delivery) => {
    started.resolve(delivery);
    return event.promise;
  });
  let status;
  const response = handler(request()).then((answer) => ((status = answer.status), answer));
  const delivery = await started.promise;
  const { signal } = delivery;
  const members = ({ event, message, topic, form, secretIndex, key }) => [
    event,
    message,
    topic,
    form,
    secretIndex,
    key,
  ];
  assert.deepEqual(members(delivery), members(webhook.receive(body, headers["heron-signature"])));
  await new Promise(setImmediate);
  assert.equal(status, undefined);
  assert.deepEqual(calls, [`claim ${KEY} 50`]);
  event.resolve();
  assert.equal(await answered(response), "204");
  assert.deepEqual(calls, [`claim ${KEY} 50`, "complete THE-CLAIM"]);
  t.mock.timers.tick(10_000);
  assert.equal(signal.aborted, false, "the time limit is off");
  assert.deepEqual(errors, []);
});

test("what enqueues needs no event, and a signal that is asked for late has aborted", async () => {
  const parsed = [];
  const enqueued = [];
  const parse = (message) => (parsed.push(message), message);
  const onEvent = async (message, delivery) => {
    enqueued.push([message, delivery.topic, delivery.event === message]);
    await new Promise((resolve) => setTimeout(resolve, 30));
    enqueued.push(delivery.signal.aborted, delivery.signal.reason.code);
  };
  const kept = [];
  const options = { timeout: 0.01, onError() {}, waitUntil: (promise) => void kept.push(promise) };
  const handler = createFetchHandler(new Webhook(SECRET, { parse }), onEvent, options);
  assert.equal(await answered(handler(request())), "504 handler_timeout");
  await Promise.all(kept);
  const { message } = webhook.receive(body, headers["heron-signature"]);
  assert.deepEqual(enqueued, [[message, "end_user.processed", true], true, "handler_timeout"]);
  assert.deepEqual(parsed, [message], "once");
});

test("a refusal has no stack, and what the handler throws has one", async () => {
  const errors = [];
  const handler = createFetchHandler(webhook, () => assert.fail("its own"), { onError: (error) => errors.push(error) });
  await handler(request({ headers: {} }));
  await handler(request({ body: "{}" }));
  await handler(request());
  for (const { stack } of errors.slice(0, 2)) assert.doesNotMatch(String(stack), /\n +at /);
  assert.match(errors[2].cause.stack, /\n +at /);
  assert.match(new Error("afterwards").stack, /\n +at /);
});

test("a failure is released, and reported with its cause", async () => {
  for (const onEvent of [() => assert.fail("thrown"), () => Promise.reject(new Error("rejected"))]) {
    const { handler, calls, errors } = receiver(onEvent);
    assert.equal(await answered(handler(request())), "500 handler_failed");
    assert.deepEqual(calls, [`claim ${KEY} 50`, "release THE-CLAIM"]);
    assert.deepEqual(errors.flat().toSpliced(1, 1), ["handler_failed", "genuine"]);
    assert.match(errors[0][1], /^(thrown|rejected)$/);
  }
});

test("what is completed is acknowledged, what is busy is not, and neither is handled", async () => {
  const untouched = () => assert.fail("handled");
  const completed = receiver(untouched, { results: { claim: { state: "completed" } } });
  assert.equal(await answered(completed.handler(request())), "204");
  const busy = receiver(untouched, { results: { claim: { state: "busy" } }, claimTtl: 20.5 });
  const response = await busy.handler(request());
  assert.equal(response.headers.get("retry-after"), "21");
  assert.equal(await answered(response), "409 delivery_in_progress");
  assert.deepEqual(completed.errors, []);
  assert.deepEqual(busy.errors, [["delivery_in_progress", undefined, "genuine"]]);
});

test("a store that fails", async (t) => {
  const down = new Error("down");
  const cases = [
    ["claim", { claim: down }, "500 store_failed", [`claim ${KEY} 50`], [["store_failed", "down", "genuine"]]],
    [
      "claim, with what is no state",
      { claim: true },
      "500 store_failed",
      [`claim ${KEY} 50`],
      [["store_failed", undefined, "genuine"]],
    ],
    [
      ...["complete", { complete: down }, "500 store_failed", ["handled", `claim ${KEY} 50`, "complete THE-CLAIM"]],
      [["store_failed", "down", "genuine"]],
    ],
    [
      ...["release", { release: down }, "500 handler_failed", ["thrown", `claim ${KEY} 50`, "release THE-CLAIM"]],
      [
        ["store_failed", "down", "genuine"],
        ["handler_failed", "on purpose", "genuine"],
      ],
    ],
  ];
  for (const [name, results, answer, steps, expected] of cases) {
    await t.test(name, async () => {
      const handled = [];
      const { handler, calls, errors } = receiver(
        () => {
          handled.push(name === "release" ? "thrown" : "handled");
          if (name === "release") throw new Error("on purpose");
        },
        { results },
      );
      assert.equal(await answered(handler(request())), answer);
      assert.deepEqual([...handled, ...calls], steps);
      assert.deepEqual(errors, expected);
    });
  }
});

test("a handler that outlasts the time limit goes on, and its end is honoured", async (t) => {
  const ends = [
    ["complete", (event) => event.resolve(), [["handler_timeout", undefined, "genuine"]]],
    [
      "release",
      (event) => event.reject(new Error("late")),
      [
        ["handler_timeout", undefined, "genuine"],
        ["handler_failed", "late", "genuine"],
      ],
    ],
  ];
  for (const [step, end, expected] of ends) {
    await t.test(step, async () => {
      const event = deferred();
      let signal;
      const { handler, calls, errors, kept } = receiver(
        (_, delivery) => {
          ({ signal } = delivery);
          return event.promise;
        },
        { timeout: 0.01 },
      );
      assert.equal(await answered(handler(request())), "504 handler_timeout");
      assert.deepEqual(calls, [`claim ${KEY} 50`], "still claimed");
      assert.equal(signal.aborted, true);
      assert.equal(signal.reason.code, "handler_timeout");
      assert.match(signal.reason.message, /^onEvent took more than \S+ seconds: put the event into a queue and return/);
      end(event);
      await Promise.all(kept);
      assert.deepEqual(calls, [`claim ${KEY} 50`, `${step} THE-CLAIM`]);
      assert.deepEqual(errors, expected);
    });
  }
});

test("a store that hangs is a matter of the time limit too", async () => {
  const store = { ...storeOf(), claim: () => new Promise(() => {}) };
  const { handler } = receiver(() => assert.fail("handled"), { store, timeout: 0.01 });
  assert.equal(await answered(handler(request())), "504 handler_timeout");
});

test('acknowledge: "before"', async () => {
  const event = deferred();
  const { handler, calls, errors, kept } = receiver(() => event.promise, { acknowledge: "before" });
  assert.equal(await answered(handler(request())), "204");
  assert.deepEqual(calls, [`claim ${KEY} 50`]);
  event.reject(new Error("late"));
  await Promise.all(kept);
  assert.deepEqual(calls, [`claim ${KEY} 50`, "release THE-CLAIM"]);
  assert.deepEqual(errors, [["handler_failed", "late", "genuine"]]);

  const forged = receiver(() => assert.fail("handled"), { acknowledge: "before" });
  assert.equal(await answered(forged.handler(request({ body: "{}" }))), "401 signature_mismatch");
  const busy = receiver(() => assert.fail("handled"), { acknowledge: "before", results: { claim: { state: "busy" } } });
  assert.equal(await answered(busy.handler(request())), "409 delivery_in_progress");
});

test("what goes wrong before there is an event", async (t) => {
  const untouched = () => assert.fail("handled");
  await t.test("a sender that goes away", async () => {
    const { handler, errors } = receiver(untouched);
    const start = (controller) => (controller.enqueue(body), controller.error(new Error("gone")));
    const cut = request({ body: new ReadableStream({ start }), duplex: "half" });
    assert.equal(await answered(handler(cut)), "400 body_incomplete");
    assert.deepEqual(errors, [["body_incomplete", "gone", undefined]]);
  });
  await t.test("a body that does not arrive", async () => {
    const { handler } = receiver(untouched, { readTimeout: 0.01 });
    const body = new ReadableStream({ pull: () => new Promise(() => {}) });
    assert.equal(await answered(handler(request({ body, duplex: "half" }))), "408 body_timeout");
  });
  await t.test("a body that somebody has read", async () => {
    const { handler, errors } = receiver(untouched);
    const read = request();
    await read.text();
    assert.equal(await answered(handler(read)), "500 body_consumed");
    assert.deepEqual(errors, [["body_consumed", undefined, undefined]]);
  });
  await t.test("a short body of known length: read, locked, broken off, longer than that", async () => {
    const known = (init) => request({ headers: { ...headers, "content-length": `${body.length}` }, ...init });
    const streamed = (start) => known({ body: new ReadableStream({ start }), duplex: "half" });
    const { handler, errors } = receiver(untouched);
    const [read, locked] = [known(), known()];
    await read.text();
    locked.body.getReader();
    assert.equal(await answered(handler(read)), "500 body_consumed");
    assert.equal(await answered(handler(locked)), "500 body_consumed");
    const cut = streamed((controller) => (controller.enqueue(body), controller.error(new Error("gone"))));
    assert.equal(await answered(handler(cut)), "400 body_incomplete");
    const long = streamed((controller) => (controller.enqueue(new Uint8Array(LIMIT + 1)), controller.close()));
    assert.equal(await answered(handler(long)), "413 body_too_large");
    assert.deepEqual(errors.at(-2), ["body_incomplete", "gone", undefined]);
    const slow = createFetchHandler(webhook, untouched, { readTimeout: 0.01, onError() {} });
    assert.equal(await answered(slow(streamed(() => {}))), "408 body_timeout");
    const quick = createFetchHandler(webhook, () => {});
    assert.equal(await answered(quick(known())), "204");
  });
  await t.test("no body at all", async () => {
    const { handler } = receiver(untouched);
    assert.equal(await answered(handler(request({ body: null }))), "400 body_missing");
  });
  await t.test("an error of a Webhook from another copy of the package", async () => {
    const error = Object.assign(new Error("late"), {
      name: "WebhookError",
      code: "timestamp_out_of_tolerance",
      status: 400,
    });
    const late = { maxBodyBytes: LIMIT, receive: () => assert.fail(error) };
    const handler = createFetchHandler(late, untouched, { onError() {} });
    assert.equal(await answered(handler(request())), "400 timestamp_out_of_tolerance");
  });
  await t.test("a parser of the user's own that throws", async () => {
    const parse = () => assert.fail("unreadable");
    const errors = [];
    const onError = ({ code, cause }, delivery) => errors.push([code, cause.message, delivery]);
    const handler = createFetchHandler(new Webhook(SECRET, { parse }), untouched, { onError });
    assert.equal(await answered(handler(request())), "500 internal");
    assert.deepEqual(errors, [["internal", "unreadable", undefined]]);
  });
});

test("errors are written to the console by default, without secret or payload", async (t) => {
  const lines = [];
  t.mock.method(console, "error", (...line) => void lines.push(line));
  const cause = new Error("the user's own");
  const failing = createFetchHandler(webhook, () => Promise.reject(cause));
  assert.equal(await answered(failing(request())), "500 handler_failed");
  assert.deepEqual(lines[0], ["heron-webhooks: handler_failed: onEvent failed", cause]);
  assert.equal(await answered(failing(request({ body: '{"topic":"forged"}' }))), "401 signature_mismatch");
  assert.equal(lines[1].length, 1);
  assert.match(lines[1][0], /^heron-webhooks: signature_mismatch: /);
  assert.equal(lines[1][0].includes("forged") || lines[1][0].includes(SECRET), false);

  const reporting = createFetchHandler(webhook, () => {}, { onError: () => Promise.reject(cause) });
  assert.equal(await answered(reporting(request({ body: "" }))), "400 body_missing");
  await new Promise(setImmediate);
  assert.deepEqual(lines[2], ["heron-webhooks: internal: onError failed", cause]);
  assert.equal(lines.length, 3);
});

test("a body without end is read up to the limit, and no further", async () => {
  let pulled = 0;
  let cancelled = false;
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array((pulled += 1024) && 1024)),
    cancel: () => void (cancelled = true),
  });
  const { handler } = receiver(() => assert.fail("handled"));
  assert.equal(await answered(handler(request({ body: endless, duplex: "half" }))), "413 body_too_large");
  assert.equal(cancelled, true);
  assert.ok(pulled < LIMIT + 10 * 1024, `${pulled} bytes`);
});

test("in Node, the rest of a body that is too large is discarded", { timeout: 10_000 }, async (t) => {
  const handler = createNodeHandler(webhook, () => {}, { onError() {} });
  const serve = async (t) => {
    // No limit of the server's own ends a connection here.
    const server = createServer({ keepAliveTimeout: 0 }, handler).listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => {
      server.close();
      server.closeAllConnections();
    });
    return server.address().port;
  };
  await t.test("so that the connection serves the next delivery", async (t) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    t.after(() => agent.destroy());
    const url = `http://127.0.0.1:${await serve(t)}/`;
    const large = { headers, body: Buffer.alloc(LIMIT + 1024 * 1024), agent };
    assert.equal((await send(url, { ...large, headers: { ...headers, "transfer-encoding": "chunked" } })).status, 413);
    assert.equal((await send(url, large)).status, 413);
    const last = await send(url, { ...fromPython("last"), agent });
    assert.deepEqual([last.status, last.reusedSocket], [204, true]);
  });
  await t.test("but not for ever", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const sender = connect(await serve(t), "127.0.0.1");
    sender.on("error", () => {});
    const closed = new Promise((resolve) => sender.on("close", resolve));
    sender.write(
      `POST / HTTP/1.1\r\nHost: localhost\r\nHeron-Signature: ${headers["heron-signature"]}\r\n` +
        "Content-Length: 999999999\r\n\r\n",
    );
    assert.match(String((await once(sender, "data"))[0]), /^HTTP\/1\.1 413 /);
    t.mock.timers.tick(1999);
    await new Promise((resolve) => sender.write("x", resolve));
    assert.equal(sender.destroyed, false);
    t.mock.timers.tick(1);
    await closed;
  });
});

test("arguments are checked when the handler is made", () => {
  const made =
    (...args) =>
    () =>
      createFetchHandler(...args);
  const onEvent = () => {};
  const store = storeOf();
  const message = (text) => ({ name: "TypeError", message: text });
  assert.throws(made("sec_test", onEvent), message("webhook must be a Webhook, not string"));
  assert.throws(made(webhook, undefined), message("onEvent must be a function, not undefined"));
  assert.throws(made(webhook, onEvent, null), message("options must be an object, not null"));
  assert.throws(
    made(webhook, onEvent, { store: null }),
    message("options.store.claim must be a function, not undefined"),
  );
  assert.throws(
    made(webhook, onEvent, { acknowledge: true }),
    message('options.acknowledge must be "after" or "before"'),
  );
  assert.throws(made(webhook, onEvent, { waitUntil: 1 }), message("options.waitUntil must be a function, not number"));
  assert.throws(made(webhook, onEvent, { onError: {} }), message("options.onError must be a function, not an Object"));
  for (const timeout of [0, -1, NaN, Infinity, 2_147_484, "soon"]) {
    assert.throws(made(webhook, onEvent, { timeout }), /^TypeError: options\.timeout must be a number of seconds/);
  }
  for (const claimTtl of [10, 0, NaN, Infinity, "soon"]) {
    assert.throws(
      made(webhook, onEvent, { store, claimTtl }),
      /^TypeError: options\.claimTtl must be a number of seconds/,
    );
  }
  assert.doesNotThrow(made(webhook, onEvent, { timeout: 600 }), "without a store there are no claims");
});

test("docs/receiving.md has the table of answers", () => {
  const docs = readFileSync(new URL("../../docs/receiving.md", import.meta.url), "utf8");
  const rows = docs.matchAll(/^\| (?:(\d{3}) \| (?:`(\w+)`)?) *\|/gm);
  const documented = [...rows].map(([, status, code = ""]) => `${status} ${code}`.trim());
  assert.deepEqual(documented.sort(), [...new Set([...ANSWERS, ...shown])].sort());
});
