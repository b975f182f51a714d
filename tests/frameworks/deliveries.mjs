// The deliveries that every server gets, over real sockets, and what each must answer: the table of docs/receiving.md.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { setTimeout as sleep } from "node:timers/promises";
import { CLAIM_TTL, LIMIT, SECRET } from "./app.mjs";

const JSON_TYPE = { "content-type": "application/json" };
const OVER_LIMIT = Buffer.alloc(LIMIT + 1024 * 1024, " ");

export const hmac = (message, secret = SECRET) => createHmac("sha256", secret).update(message).digest("base64");

/** What CPython's `json.dumps` prints of an event, by default and with `separators=(",", ":")`, which is signed. */
const pythonPrints = (id) => ({
  spaced: [
    `{"topic": "end_user.processed", "created": "2021-05-20T09:23:53+00:00", "data": {"heron_id": "eus_1", `,
    `"end_user_id": "${id}", "status": "processed"}, `,
    String.raw`"meta": {"10": "Zo\u00eb \ud83d\ude80", "2": 100.0, "rate": 1e+16, "tiny": 1e-07, `,
    `"big": 12345678901234567890}}`,
  ].join(""),
  compact: [
    `{"topic":"end_user.processed","created":"2021-05-20T09:23:53+00:00","data":{"heron_id":"eus_1",`,
    `"end_user_id":"${id}","status":"processed"},`,
    String.raw`"meta":{"10":"Zo\u00eb \ud83d\ude80","2":100.0,"rate":1e+16,"tiny":1e-07,"big":12345678901234567890}}`,
  ].join(""),
});
const META = { 2: 100, 10: "Zoë 🚀", rate: 1e16, tiny: 1e-7, big: Number("12345678901234567890") };

/** A delivery as a Python sender makes it: compact JSON is signed, spaced JSON is sent. */
export function fromPython(id, headers = JSON_TYPE) {
  const { spaced, compact } = pythonPrints(id);
  return { headers: { ...headers, "heron-signature": hmac(compact) }, body: Buffer.from(spaced) };
}

/** A delivery whose body is what was signed. */
export function fromText(body, headers = JSON_TYPE) {
  return { headers: { ...headers, "heron-signature": hmac(body) }, body: Buffer.from(body) };
}

/** A delivery as a JavaScript sender makes it, which survives parsing. */
export const fromJavaScript = (id) =>
  fromText(
    JSON.stringify({
      topic: "end_user.processed",
      created: "2021-05-20T09:23:53",
      data: { end_user_id: id },
      meta: null,
    }),
  );

async function* slowly(body) {
  for (let start = 0; start < body.length; start += 100) {
    yield body.subarray(start, start + 100);
    await sleep(5);
  }
}

async function* unmeasured(body) {
  yield body;
}

const genuine = fromPython("genuine");
const tooSlow = fromPython("too slow");
const throwing = fromPython("throws");
const event = (id) => ({ id, meta: META, form: "python", secretIndex: 1 });

/** `[what is delivered, delivery, status and body of the answer, what onEvent gets, other headers of the answer]`. */
const DELIVERIES = [
  ["a genuine delivery", genuine, "204", [event("genuine")]],
  ["the same again", genuine, "204", []],
  ["a slow body in chunks", { ...fromPython("slow body"), pieces: slowly }, "204", [event("slow body")]],
  ["no content type", fromPython("untyped", {}), "204", [event("untyped")]],
  [
    "another JSON type",
    fromPython("typed", { "content-type": "Application/Vnd.Heron+JSON; charset=utf-8" }),
    "204",
    [event("typed")],
  ],
  [
    "a forged delivery",
    { ...genuine, body: Buffer.from(`${genuine.body} `.replace("100.0", "100.1")) },
    "401 signature_mismatch",
  ],
  ["no signature", { ...genuine, headers: JSON_TYPE }, "400 signature_missing"],
  [
    "a malformed signature",
    { ...genuine, headers: { ...JSON_TYPE, "heron-signature": "sha256=00" } },
    "400 signature_malformed",
  ],
  [
    "two signatures",
    { ...genuine, headers: { ...JSON_TYPE, "heron-signature": [hmac("a"), genuine.headers["heron-signature"]] } },
    "400 signature_malformed",
  ],
  ["a signed text that is no JSON", fromText("{NaN}"), "400 invalid_json"],
  ["signed JSON that is no event", fromText("{}"), "400 invalid_event"],
  ["a GET", { method: "GET", headers: {} }, "405 method_not_allowed", [], { allow: "POST" }],
  ["a PUT", { ...genuine, method: "PUT" }, "405 method_not_allowed", [], { allow: "POST" }],
  ["text", fromPython("text", { "content-type": "text/plain;charset=UTF-8" }), "204", [event("text")]],
  [
    "two content types",
    fromPython("two types", { "content-type": ["application/json", "text/plain"] }),
    "204",
    [event("two types")],
  ],
  ["a body marked as UTF-8", fromPython("utf-8", { "content-encoding": "utf-8" }), "204", [event("utf-8")]],
  ...Object.entries({ gzip: gzipSync, br: brotliCompressSync, deflate: deflateSync }).map(([encoding, compress]) => {
    const headers = { ...genuine.headers, "content-encoding": encoding };
    return [`a body in ${encoding}`, { headers, body: compress(genuine.body) }, "415 unsupported_encoding"];
  }),
  ["an empty body", { headers: genuine.headers }, "400 body_missing"],
  ["1 MB over the limit", { headers: genuine.headers, body: OVER_LIMIT }, "413 body_too_large"],
  [
    "1 MB over the limit, in chunks",
    { headers: genuine.headers, body: OVER_LIMIT, pieces: unmeasured },
    "413 body_too_large",
  ],
  ["a handler that throws", throwing, "500 handler_failed", [event("throws")]],
  ["its retry", throwing, "500 handler_failed", [event("throws")]],
  ["a handler that is too slow", tooSlow, "504 handler_timeout", [event("too slow")]],
  ["its retry while it runs", tooSlow, "409 delivery_in_progress", [], { "retry-after": String(CLAIM_TTL) }],
  ["a genuine delivery after all that", fromPython("last"), "204", [event("last")]],
];

export const ANSWERS = [...new Set(DELIVERIES.map(([, , answer]) => answer))];

/** Delivers over a socket; resolves to the answer. */
export async function send(url, { method = "POST", headers, body = Buffer.alloc(0), pieces, agent = false }) {
  const outgoing = request(url, { method, headers, agent });
  const answered = new Promise((resolve, reject) => {
    outgoing.on("response", resolve).on("error", reject);
  });
  if (pieces === undefined) {
    if (body.length > 0 && !outgoing.hasHeader("transfer-encoding")) outgoing.setHeader("content-length", body.length);
    outgoing.end(body);
  } else {
    for await (const piece of pieces(body)) outgoing.write(piece);
    outgoing.end();
  }
  const response = await answered;
  return {
    status: response.statusCode,
    headers: response.headers,
    body: await text(response),
    reusedSocket: outgoing.reusedSocket,
  };
}

/** Sends every delivery to a server. `start` resolves to its `url`, `close()`, `outcomes()`, and `handled()`. */
export function testServer(name, start) {
  test(name, async (t) => {
    const { url, handled, outcomes, close } = await start();
    t.after(close);
    let known = 0;
    for (const [what, delivery, answer, events = [], headers = {}] of DELIVERIES) {
      await t.test(what, async () => {
        const actual = await send(url, delivery);
        const all = await handled();
        const code = answer.slice(4);
        assert.equal(`${actual.status} ${actual.body}`.trim(), answer);
        if (code !== "") assert.equal(actual.headers["content-type"].toLowerCase(), "text/plain; charset=utf-8");
        for (const [header, value] of Object.entries(headers)) assert.equal(actual.headers[header], value);
        assert.deepEqual(all.slice(known), events);
        known = all.length;
      });
    }
    await t.test("each outcome is told once", async () => {
      const told = await outcomes();
      assert.deepEqual(
        told.map(({ status, code = "" }) => `${status} ${code}`.trim()),
        DELIVERIES.map(([, , answer]) => answer),
      );
      for (const { milliseconds } of told) assert.ok(milliseconds >= 0 && milliseconds < 10_000, milliseconds);
      const late = told.find(({ status }) => status === 504);
      assert.ok(late.milliseconds >= 190, `${late.milliseconds} ms`);
    });
  });
}
