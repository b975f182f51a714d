// What a stranger, a framework or the user's own callbacks may do to an adapter: the answer is one of the documented
// ones, the handler's promise never rejects, and the process goes on.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import http2 from "node:http2";
import { connect } from "node:net";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import fastify from "fastify";
import Koa from "koa";
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { createKoaMiddleware, createNodeHandler } from "heron-webhooks/node";
import { memoryStore } from "heron-webhooks/stores/memory";
import { polluted } from "../hostile/pollution.mjs";
import { LIMIT, SECRET } from "./app.mjs";
import { fromPython, fromText, hmac, send } from "./deliveries.mjs";

const webhook = new Webhook(SECRET, { maxBodyBytes: LIMIT });
const genuine = fromPython("genuine");
const request = (init) => new Request("http://localhost/", { method: "POST", ...genuine, ...init });

/** Everything that a handler reports. */
function reports() {
  const errors = [];
  return { errors, onError: ({ code, message }) => void errors.push(`${code}: ${message}`) };
}

/** Serves with a handler whose every promise is watched: a rejection fails the test. */
async function serve(t, prepare, options = {}) {
  const { errors, onError } = reports();
  const handled = [];
  const handler = createNodeHandler(webhook, ({ data }) => void handled.push(data?.end_user_id), {
    onError,
    ...options,
  });
  const promises = [];
  const server = createServer((request, response) => {
    promises.push(Promise.resolve(prepare(request, response)).then(() => handler(request, response)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    assert.deepEqual(
      (await Promise.allSettled(promises)).filter(({ status }) => status === "rejected"),
      [],
    );
  });
  const { port } = server.address();
  return { url: `http://127.0.0.1:${port}/`, port, errors, handled };
}

const answer = ({ status, body }) => `${status} ${body}`.trim();
function head(signature, length) {
  const header = signature ? `Heron-Signature: ${signature}\r\n` : "";
  return `POST / HTTP/1.1\r\nHost: localhost\r\n${header}Content-Length: ${length}\r\n\r\n`;
}

test("a head without a usable signature is answered before a byte of the body", { timeout: 5000 }, async (t) => {
  const { port } = await serve(t, () => {});
  for (const [signature, code] of [
    ["", "signature_missing"],
    ["sha256=00", "signature_malformed"],
  ]) {
    const socket = connect(port, "127.0.0.1");
    socket.write(head(signature, 1000));
    assert.match(String((await once(socket, "data"))[0]), new RegExp(`^HTTP/1\\.1 400 [^]*${code}`));
    socket.destroy();
  }
  let pulled = false;
  const body = new ReadableStream({ pull: () => void (pulled = true) }, { highWaterMark: 0 });
  const { onError } = reports();
  const response = await createFetchHandler(webhook, () => {}, { onError })(
    new Request("http://localhost/", { method: "POST", body, duplex: "half" }),
  );
  assert.equal(await response.text(), "signature_missing");
  assert.equal(pulled, false);
});

test("a sender that closes its connection gets the answer, and can still send the rest", {
  timeout: 5000,
}, async (t) => {
  const { port } = await serve(t, () => {});
  const socket = connect(port, "127.0.0.1");
  const [answered, ended] = [once(socket, "data"), once(socket, "end")];
  const headers = ["POST / HTTP/1.1", "Host: x", "Connection: close", "Content-Length: 20000", "", ""];
  socket.write(headers.join("\r\n"));
  const [text] = await answered;
  assert.match(String(text), /^HTTP\/1\.1 400 .*\r\n\r\nsignature_missing$/s);
  for (let sent = 0; sent < 20_000; sent += 2000) {
    await sleep(10);
    assert.equal(socket.readableEnded, false, `${sent} bytes were sent`);
    socket.write("x".repeat(2000));
  }
  await ended;
  socket.destroy();
});

test("a body that drips ends with 408", { timeout: 10_000 }, async (t) => {
  const signature = genuine.headers["heron-signature"];
  await t.test("http", async (t) => {
    const { port, errors, handled } = await serve(t, () => {}, { readTimeout: 0.3 });
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.write(head(signature, 100));
    const drip = setInterval(() => socket.write(" "), 20);
    t.after(() => clearInterval(drip));
    assert.match(String((await once(socket, "data"))[0]), /^HTTP\/1\.1 408 [\s\S]*body_timeout/);
    await closed; // what is left is discarded for two seconds, then the connection ends
    assert.match(errors[0], /^body_timeout: the body did not arrive within 0\.3 seconds/);
    assert.deepEqual([errors.length, handled], [1, []]);
  });
  await t.test("fetch", async () => {
    let cancelled = false;
    const body = new ReadableStream({
      async pull(controller) {
        await sleep(20);
        if (!cancelled) controller.enqueue(new Uint8Array(1));
      },
      cancel: () => void (cancelled = true),
    });
    const { errors, onError } = reports();
    const handler = createFetchHandler(webhook, () => assert.fail("handled"), { readTimeout: 0.2, onError });
    const response = await handler(request({ body, duplex: "half" }));
    assert.equal(await response.text(), "body_timeout");
    assert.equal(response.status, 408);
    assert.equal(cancelled, true);
    assert.equal(errors.length, 1);
  });
  await t.test("a stream that cannot be cancelled", async () => {
    const body = new ReadableStream({
      pull: () => new Promise(() => {}),
      cancel: () => Promise.reject(new Error("no")),
    });
    const handler = createFetchHandler(webhook, () => assert.fail("handled"), { readTimeout: 0.05, onError() {} });
    assert.equal((await handler(request({ body, duplex: "half" }))).status, 408);
  });
});

test("an answer that was sent already", async (t) => {
  const { port, errors } = await serve(t, (_request, response) => {
    response.setTimeout(100, () => response.writeHead(503).end("busy"));
  });
  const socket = connect(port, "127.0.0.1");
  const { headers, body } = genuine;
  socket.write(head(headers["heron-signature"], body.length));
  assert.match(String((await once(socket, "data"))[0]), /^HTTP\/1\.1 503 /);
  socket.write(body);
  await sleep(100);
  socket.destroy();
  assert.deepEqual(errors, []);
});

test("getters of the framework that throw", async (t) => {
  const throwing =
    (...names) =>
    (request) => {
      const get = () => {
        throw new RangeError("Invalid JSON");
      };
      for (const name of names) Object.defineProperty(request, name, { get });
    };
  const { url, handled } = await serve(t, throwing("body", "rawBody"));
  assert.equal(answer(await send(url, { headers: {}, body: Buffer.from("{bad") })), "400 signature_missing");
  assert.equal(answer(await send(url, fromText('{"topic":"a.b","n":NaN}'))), "400 invalid_json");
  assert.equal(answer(await send(url, genuine)), "204");
  assert.deepEqual(handled, ["genuine"]);

  const consumed = await serve(t, async (request) => {
    await buffer(request);
    throwing("body")(request);
  });
  assert.equal(answer(await send(consumed.url, genuine)), "500 body_consumed");

  const headers = await serve(t, throwing("headers"));
  assert.equal(answer(await send(headers.url, genuine)), "500 internal");
});

test("a body that is replayed, as Vercel's Node functions do it", async (t) => {
  const replay = async (request) => {
    const copy = new PassThrough();
    const bytes = await buffer(request);
    const on = request.on.bind(request);
    request.read = copy.read.bind(copy);
    request.on = request.addListener = (name, listener) =>
      (["data", "end"].includes(name) ? copy : { on }).on(name, listener);
    copy.end(bytes);
    request.body = JSON.parse(bytes);
  };
  const { url, handled, errors } = await serve(t, replay);
  assert.equal(answer(await send(url, genuine)), "204");
  assert.equal(answer(await send(url, { ...genuine, body: Buffer.from("{}") })), "401 signature_mismatch");
  assert.deepEqual(handled, ["genuine"]);
  assert.equal(errors.length, 1);
});

test("callbacks that throw at once", async (t) => {
  class Context {
    #promises = [];
    waitUntil(promise) {
      this.#promises.push(promise);
    }
  }
  const { waitUntil } = new Context();
  await t.test("waitUntil without its object", async () => {
    const { errors, onError } = reports();
    const handler = createFetchHandler(webhook, () => {}, { waitUntil, onError, acknowledge: "before" });
    assert.equal((await handler(request())).status, 204);
    assert.match(errors[0], /^internal: waitUntil failed: pass `\(promise\) => ctx\.waitUntil\(promise\)`/);
  });
  await t.test("waitUntil in the callback of the time limit", async () => {
    const { errors, onError } = reports();
    let signal;
    const onEvent = (_event, delivery) => ((signal = delivery.signal), new Promise(() => {}));
    const handler = createFetchHandler(webhook, onEvent, { waitUntil, onError, timeout: 0.02 });
    assert.equal((await handler(request())).status, 504);
    await sleep(20);
    assert.equal(signal.aborted, true);
    assert.deepEqual(errors.map((error) => error.split(":")[0]).sort(), ["handler_timeout", "internal", "internal"]);
  });
  await t.test("onError", async (t) => {
    t.mock.method(console, "error", () => {});
    const onError = () => assert.fail("at once");
    const handler = createFetchHandler(webhook, () => {}, { onError });
    assert.equal((await handler(request({ body: "{}" }))).status, 401);
  });
  await t.test("a cause that cannot be printed", async (t) => {
    const lines = [];
    t.mock.method(console, "error", (line, cause) => {
      if (cause) throw new Error("cannot be printed");
      lines.push(line);
    });
    const handler = createFetchHandler(webhook, () => Promise.reject(new Error("own")));
    assert.equal((await handler(request())).status, 500);
    assert.deepEqual(lines, ["heron-webhooks: handler_failed: onEvent failed (its cause cannot be printed)"]);
  });
});

test("errors that are not this package's", async () => {
  const hostile = new Proxy({}, { get: () => assert.fail("looked at") });
  const half = Object.assign(new Error("half"), { name: "WebhookError", code: "signature_mismatch" });
  for (const thrown of [undefined, null, "text", {}, hostile, half, { ...half, name: "WebhookError", status: "401" }]) {
    const receive = () => {
      throw thrown;
    };
    const handler = createFetchHandler({ receive, maxBodyBytes: LIMIT }, () => {}, { onError() {} });
    const response = await handler(request());
    assert.deepEqual([response.status, await response.text()], [500, "internal"]);
  }
});

test("a body whose bytes cannot be had", async (t) => {
  await t.test("setEncoding", async (t) => {
    const { url, errors } = await serve(t, (request) => request.setEncoding("utf8"));
    assert.equal(answer(await send(url, genuine)), "500 body_consumed");
    assert.match(errors[0], /remove the call of setEncoding\(\)/);
  });
  await t.test("a stream of strings", async () => {
    const body = new ReadableStream({ start: (controller) => (controller.enqueue("text"), controller.close()) });
    const handler = createFetchHandler(webhook, () => {}, { onError() {} });
    const foreign = { method: "POST", headers: new Headers(genuine.headers), body, bodyUsed: false };
    assert.equal(await (await handler(foreign)).text(), "body_consumed");
  });
  await t.test("a locked body", async () => {
    const locked = request();
    locked.body.getReader();
    const handler = createFetchHandler(webhook, () => {}, { onError() {} });
    assert.equal(await (await handler(locked)).text(), "body_consumed");
  });
  await t.test("Fastify's ordinary route", async (t) => {
    const { errors, onError } = reports();
    const handler = createNodeHandler(webhook, () => {}, { onError });
    const app = fastify({ forceCloseConnections: true });
    app.post("/heron", (request, reply) => (reply.hijack(), handler(request.raw, reply.raw)));
    await app.listen({ port: 0, host: "127.0.0.1" });
    t.after(() => app.close());
    const response = await send(`http://127.0.0.1:${app.server.address().port}/heron`, genuine);
    assert.equal(answer(response), "500 body_consumed");
    assert.match(errors[0], /in Fastify: register createFastifyPlugin/);
  });
});

test("koa-body, which can keep the text", async (t) => {
  const { errors, onError } = reports();
  const app = new Koa();
  app.use(async (context, next) => {
    const bytes = await buffer(context.req);
    context.request.body = Object.assign(JSON.parse(bytes), { [Symbol.for("unparsedBody")]: String(bytes) });
    await next();
  });
  const server = app.use(createKoaMiddleware(webhook, () => {}, { onError })).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => (server.closeAllConnections(), server.close()));
  assert.equal(answer(await send(`http://127.0.0.1:${server.address().port}/`, genuine)), "204");
  assert.deepEqual(errors, []);
});

test("a Response from onEvent", async (t) => {
  const warnings = [];
  t.mock.method(console, "warn", (line) => void warnings.push(line));
  const { errors, onError } = reports();
  const answers = [204, 418, 200];
  const handler = createFetchHandler(webhook, () => new Response(null, { status: answers.shift() }), { onError });
  const statuses = [];
  for (let count = 0; count < 3; count++) statuses.push((await handler(request())).status);
  assert.deepEqual(statuses, [204, 500, 204]);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0], /onEvent returned a Response, which is not sent/);
  assert.deepEqual(errors, ["handler_failed: onEvent failed"]);
});

test("every refusal is reported", async () => {
  const { errors, onError } = reports();
  const store = { claim: async () => ({ state: "busy" }), complete() {}, release() {} };
  const handler = createFetchHandler(webhook, () => {}, { onError, store });
  const gzip = { headers: { ...genuine.headers, "content-encoding": "gzip" }, body: "compressed" };
  const statuses = [];
  for (const init of [
    { method: "PUT" },
    { headers: {} },
    { body: "{}" },
    { body: "" },
    gzip,
    {},
    { body: " ".repeat(LIMIT + 1) },
  ]) {
    statuses.push((await handler(request(init))).status);
  }
  assert.deepEqual(statuses, [405, 400, 401, 400, 415, 409, 413]);
  const codes = [
    "method_not_allowed",
    "signature_missing",
    "signature_mismatch",
    "body_missing",
    "unsupported_encoding",
  ];
  assert.deepEqual(
    errors.map((error) => error.split(":")[0]),
    [...codes, "delivery_in_progress", "body_too_large"],
  );
  assert.match(errors[4], /Content-Encoding: gzip/);
  assert.match(errors[6], /more than 65536 bytes: raise maxBodyBytes/);
});

test("a receiver without a limit is refused when it is made", () => {
  for (const maxBodyBytes of [undefined, Infinity, NaN, 0, "1"]) {
    assert.throws(
      () => createFetchHandler({ receive() {}, maxBodyBytes }, () => {}),
      /^TypeError: webhook\.maxBodyBytes must be/,
    );
  }
});

test('acknowledge: "before" needs waitUntil in a Worker', (t) => {
  const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  t.after(() => (before ? Object.defineProperty(globalThis, "navigator", before) : delete globalThis.navigator));
  Object.defineProperty(globalThis, "navigator", { value: { userAgent: "Cloudflare-Workers" }, configurable: true });
  const made = (options) => () => createFetchHandler(webhook, () => {}, { acknowledge: "before", ...options });
  assert.throws(made(), /^TypeError: options\.waitUntil is required .* `waitUntil` of "cloudflare:workers"/);
  assert.doesNotThrow(made({ waitUntil() {} }));
});

/** A frame of RFC 9113, 4.1: 0 is DATA, 1 HEADERS, 3 RST_STREAM, 4 SETTINGS. */
function frame(type, flags, stream, payload) {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.set([type, flags, 0, 0, 0, stream], 3);
  return Buffer.concat([head, payload]);
}

/** Fields of a POST as literals (RFC 7541, 6.2.2). */
function hpack(headers) {
  const text = (string) => [string.length, ...Buffer.from(string)];
  const fields = { ":method": "POST", ":scheme": "http", ":path": "/", ":authority": "localhost", ...headers };
  return Buffer.from(Object.entries(fields).flatMap(([name, value]) => [0, ...text(name), ...text(value)]));
}

test("HTTP/2", { timeout: 10_000 }, async (t) => {
  const { errors, onError } = reports();
  const handled = [];
  const handler = createNodeHandler(webhook, ({ data }) => void handled.push(data.end_user_id), {
    onError,
    readTimeout: 0.3,
  });
  const server = http2.createServer(handler).listen(0, "127.0.0.1");
  await once(server, "listening");
  const session = http2.connect(`http://127.0.0.1:${server.address().port}`);
  session.on("error", () => {});
  t.after(() => (session.destroy(), server.close()));

  const start = () => {
    const stream = session.request({ ":method": "POST", ...genuine.headers });
    stream.on("error", () => {});
    return stream;
  };
  const answered = async (stream) => (await once(stream, "response"))[0][":status"];

  await t.test("a genuine delivery", async () => {
    const stream = start();
    stream.end(genuine.body);
    assert.equal(await answered(stream), 204);
    assert.deepEqual(handled.splice(0), ["genuine"]);
    stream.resume();
  });
  for (const [what, first, status] of [
    ["too large", Buffer.alloc(LIMIT + 1), 413],
    ["dripping", Buffer.alloc(1), 408],
  ]) {
    await t.test(`a body that is ${what}: the stream is closed`, async () => {
      const stream = start();
      const closed = once(stream, "close");
      stream.write(first);
      assert.equal(await answered(stream), status);
      stream.resume();
      await closed;
      assert.equal(stream.rstCode, http2.constants.NGHTTP2_NO_ERROR);
    });
  }
  await t.test("a reset in the middle is no complete body", async () => {
    errors.length = 0;
    for (const code of [http2.constants.NGHTTP2_NO_ERROR, http2.constants.NGHTTP2_CANCEL]) {
      const socket = connect(server.address().port, "127.0.0.1");
      socket.on("error", () => {}).resume();
      // All of the body, so that only the reset says that this is not its end. Node's own client would say that it is.
      socket.write(Buffer.concat([Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), frame(4, 0, 0, Buffer.alloc(0))]));
      socket.write(Buffer.concat([frame(1, 4, 1, hpack(genuine.headers)), frame(0, 0, 1, genuine.body)]));
      await sleep(50);
      socket.write(frame(3, 0, 1, Buffer.of(0, 0, 0, code)));
      await sleep(50);
      socket.destroy();
    }
    assert.deepEqual(handled, []);
    assert.deepEqual(errors, Array(2).fill("body_incomplete: the connection closed before the body was complete"));
  });
});

test("an empty body that is signed", async (t) => {
  const { url, handled } = await serve(t, () => {});
  assert.equal(answer(await send(url, { headers: { "heron-signature": hmac("") } })), "400 invalid_json");
  assert.deepEqual(handled, []);
});

test("what is on Object.prototype is no option of a handler, nor of a store", async () => {
  const { handler, store } = polluted(() => ({
    handler: createFetchHandler(webhook, () => {}),
    store: memoryStore(),
  }));
  assert.equal((await handler(request())).status, 204);
  assert.equal((await store.claim("key", 1)).state, "claimed");
});
