// The requests to a receiver with `onOutcome`, and the outcome of each: every answer of docs/receiving.md.
import assert from "node:assert/strict";
import { Webhook } from "heron-webhooks";
import { LIMIT } from "./app.mjs";
import { fromPython, fromText, hmac } from "./deliveries.mjs";

export const [NEW, OLD] = ["sec_new", "sec_test"];
export const webhook = new Webhook([NEW, OLD], { maxBodyBytes: LIMIT });
export const genuine = fromPython("PAYLOAD");
const { headers, body } = genuine;
export const request = (init) => new Request("http://localhost/", { method: "POST", headers, body, ...init });
const never = () => new Promise(() => {});
const stream = (start) => ({ body: new ReadableStream({ start }), duplex: "half" });

/** An outcome as it is expected: of a request that is refused before its body is read, unless the fields say more. */
export const outcomeOf = (status, code, fields) => ({
  ...{ status, code, form: undefined, secretIndex: undefined, bytes: undefined, repeated: false },
  ...fields,
});
export const READ = { bytes: body.length };
export const GENUINE = { ...READ, form: "python", secretIndex: 1 };

const storeOf = (claim) => ({ claim: async () => claim, async complete() {}, async release() {} });
export const refusing = () => Promise.reject(new Error(`on purpose, with ${OLD}`));
const read = request();
await read.text();
const gzip = { headers: { ...headers, "content-encoding": "gzip" }, body: "compressed" };
export const mismatch = body.toString().replace("100.0", "100.1");

/** `[what, request, options, outcome]`. */
export const CASES = [
  ["a genuine delivery", {}, {}, outcomeOf(204, undefined, GENUINE)],
  [
    "the current secret, raw",
    { headers: { "heron-signature": hmac(body, NEW) } },
    {},
    outcomeOf(204, undefined, { ...READ, form: "raw", secretIndex: 0 }),
  ],
  [
    "a repetition",
    {},
    { store: storeOf({ state: "completed" }) },
    outcomeOf(204, undefined, { ...GENUINE, repeated: true }),
  ],
  ["a GET", { method: "GET", body: undefined }, {}, outcomeOf(405, "method_not_allowed")],
  ["no signature", { headers: {} }, {}, outcomeOf(400, "signature_missing")],
  ["a signature in hex", { headers: { "heron-signature": "00" } }, {}, outcomeOf(400, "signature_malformed")],
  [
    "a forged delivery",
    { body: mismatch },
    {},
    outcomeOf(401, "signature_mismatch", { bytes: Buffer.byteLength(mismatch) }),
  ],
  ["no body", { body: null }, {}, outcomeOf(400, "body_missing", { bytes: 0 })],
  ["a signed text that is not JSON", fromText("{NaN}"), {}, outcomeOf(400, "invalid_json", { bytes: 5 })],
  ["a signed text without a topic", fromText("{}"), {}, outcomeOf(400, "invalid_event", { bytes: 2 })],
  [
    "an old event",
    {},
    { webhook: new Webhook(OLD, { tolerance: 1800 }) },
    outcomeOf(400, "timestamp_out_of_tolerance", READ),
  ],
  [
    "a sender that goes away",
    stream((controller) => (controller.enqueue(body), controller.error(new Error("gone")))),
    {},
    outcomeOf(400, "body_incomplete"),
  ],
  ["a body that does not arrive", stream(() => {}), { readTimeout: 0.01 }, outcomeOf(408, "body_timeout")],
  [
    "a length above the limit",
    { headers: { ...headers, "content-length": String(LIMIT + 1) } },
    {},
    outcomeOf(413, "body_too_large"),
  ],
  ["a body above the limit", { body: " ".repeat(LIMIT + 1) }, {}, outcomeOf(413, "body_too_large")],
  ["a compressed body", gzip, {}, outcomeOf(415, "unsupported_encoding", { bytes: 10 })],
  ["a body that was read before", read, {}, outcomeOf(500, "body_consumed")],
  [
    "a parser that throws",
    {},
    { webhook: new Webhook([NEW, OLD], { parse: () => assert.fail("unreadable") }) },
    outcomeOf(500, "internal", READ),
  ],
  ["a handler that fails", {}, { onEvent: refusing }, outcomeOf(500, "handler_failed", GENUINE)],
  ["a handler that is slow", {}, { onEvent: never, timeout: 0.01 }, outcomeOf(504, "handler_timeout", GENUINE)],
  [
    "a delivery in progress",
    {},
    { store: storeOf({ state: "busy" }) },
    outcomeOf(409, "delivery_in_progress", GENUINE),
  ],
  ["a store that fails", {}, { store: storeOf(undefined) }, outcomeOf(500, "store_failed", GENUINE)],
];
