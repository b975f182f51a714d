// The deliveries that users test their receivers with are what they say: signed in each form, or forged in one way.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { inspect } from "node:util";
import { Webhook, stringify, unwrap } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { memoryStore } from "heron-webhooks/stores/memory";
import { forgedDeliveries, forgedDelivery, signedDeliveries, signedDelivery, topics } from "heron-webhooks/testing";

const SECRET = "sec_test";
const TOPIC = "end_user.processed";
const hmac = (secret, text) => createHmac("sha256", secret).update(text).digest("base64");

/** With the code of the error that it throws. */
const CODES = {
  "wrong secret": "signature_mismatch",
  "altered body": "signature_mismatch",
  "no signature": "signature_missing",
  "malformed signature": "signature_malformed",
};

/** By form and spelling, the form by which `receive` finds it: `raw` is tried first. */
const FOUND = {
  "raw form, signed": "raw",
  "python form, signed": "raw",
  "python form, spaced": "python",
  "python form, utf8": "python",
  "python form, source": "python",
  "javascript form, signed": "raw",
  "javascript form, spaced": "javascript",
  "javascript form, utf8": "raw",
  "javascript form, source": "javascript",
};

test("there are 44 topics", () => assert.equal(new Set(topics).size, 44));

for (const topic of [...topics, "a_topic.of_tomorrow"]) {
  test(`${topic}: every form and spelling verifies, as the form that it is`, () => {
    const webhook = new Webhook(SECRET);
    const found = signedDeliveries(topic).map(({ name, body, signature, event }) => {
      const received = webhook.receive(body, signature);
      assert.deepEqual(received.event, event);
      assert.deepEqual(unwrap(SECRET, new TextEncoder().encode(body), signature), event);
      assert.equal(signature, hmac(SECRET, received.message));
      assert.deepEqual([event.topic, received.topic], [topic, topic]);
      return [name, received.form];
    });
    assert.deepEqual(
      found,
      Object.entries(FOUND).map(([name, form]) => [`${topic}: ${name}`, form]),
    );
  });

  test(`${topic}: every forgery is refused, with its code`, () => {
    const refused = forgedDeliveries(topic).map(({ name, body, signature }) => {
      const codes = [body, Buffer.from(body)].map((given) => codeOf(() => unwrap(SECRET, given, signature)));
      assert.equal(codes[0], codes[1]);
      return [name, codes[0]];
    });
    assert.deepEqual(
      refused,
      Object.entries(CODES).map(([name, code]) => [`${topic}: ${name}`, code]),
    );
  });
}

function codeOf(call) {
  try {
    call();
  } catch ({ code }) {
    return code;
  }
  return "accepted";
}

test("one form, spelling or forgery has the names of the command line, and is in the lists", () => {
  const options = { created: "2021-05-20T09:23:53+00:00", data: { heron_id: "eus_1" } };
  const spellings = ["signed", "spaced", "utf8", "source"];
  const single = [
    ["raw", "signed"],
    ...["python", "javascript"].flatMap((form) => spellings.map((wire) => [form, wire])),
  ].map(([form, wire]) => signedDelivery(TOPIC, { ...options, form, wire }));
  assert.deepEqual(signedDeliveries(TOPIC, options), single);
  const forged = forgedDelivery(TOPIC, { ...options, forgery: "altered_body", form: "javascript", wire: "spaced" });
  assert.match(forged.body, /^\{"topic": ".*, "forged": true\}$/);
  assert.equal(forged.signature, signedDelivery(TOPIC, { ...options, form: "javascript" }).signature);
  assert.equal(forged.event.forged, true);
});

test("by default: Python's form, as it was signed, by sec_test, now", () => {
  const { body, signature, headers, event } = signedDelivery(TOPIC);
  assert.equal(signature, hmac("sec_test", body));
  assert.equal(body, stringify(body, { form: "python" }));
  assert.deepEqual(headers, { "content-type": "application/json", "heron-signature": signature });
  assert.match(event.created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
  assert.ok(Math.abs(Date.now() - Date.parse(event.created)) < 60_000);
  assert.deepEqual(forgedDelivery(TOPIC).name, `${TOPIC}: wrong secret`);
});

test("data is merged into the sample, meta and created replace it", () => {
  const { event } = signedDelivery(TOPIC, {
    data: { end_user_id: "acme", status: undefined, limit: 1.5 },
    meta: { plan: "gold" },
    created: new Date("2026-03-01T10:00:00.123Z"),
  });
  const { heron_id, ...rest } = event.data;
  assert.match(heron_id, /^eus_\w+$/);
  assert.deepEqual(rest, { end_user_id: "acme", limit: 1.5 });
  assert.deepEqual([event.meta, event.created], [{ plan: "gold" }, "2026-03-01T10:00:00+00:00"]);
  assert.equal(signedDelivery(TOPIC, { meta: null }).event.meta, null);
  assert.equal(signedDelivery(TOPIC, { created: "not a time" }).event.created, "not a time");
});

test("the sample has what the two serialisers print differently", () => {
  const [python, javascript] = ["python", "javascript"].map((form) => signedDelivery(TOPIC, { form }).body);
  for (const text of ["\\u00eb", "\\ud83e\\udd50", "1.0", "12345678901234567890"]) assert.ok(python.includes(text));
  for (const text of ["ë", "🥐", "1,", "12345678901234567000"]) assert.ok(javascript.includes(text));
  const event = { created: "2021-05-20T09:23:53+00:00", data: { heron_id: "eus_1" } };
  const raw = signedDelivery(TOPIC, { ...event, form: "raw" });
  assert.match(
    raw.body,
    /^\{"topic": ".*"company": "Zoë’s Bakery 🥐", "score": 1\.0, "account": 12345678901234567890\}\}$/,
  );
  assert.equal(raw.signature, hmac("sec_test", raw.body));
  assert.equal(signedDelivery(TOPIC, { ...event, wire: "source" }).body, raw.body);
});

test("a receiver with a store handles two deliveries, and one that comes twice once", async () => {
  for (const topic of [TOPIC, "transactions.deleted", "pdf.parsed"]) {
    const handled = [];
    const POST = createFetchHandler(new Webhook(SECRET), (event) => handled.push(event), { store: memoryStore() });
    const [first, second] = [signedDelivery(topic, { meta: null }), signedDelivery(topic, { meta: null })];
    for (const delivery of [first, second, first]) assert.equal((await POST(delivery.request())).status, 204);
    assert.deepEqual(handled, [first.event, second.event]);
  }
});

test("in a rotation, the secret that signed", () => {
  const webhook = new Webhook(["sec_new", "sec_old"]);
  const indexes = ["sec_new", "sec_old"].map((secret) => {
    const { body, signature } = signedDelivery(TOPIC, { secret, wire: "spaced" });
    return webhook.receive(body, signature).secretIndex;
  });
  assert.deepEqual(indexes, [0, 1]);
  const bytes = new TextEncoder().encode("sec_bytes");
  const { body, signature } = signedDelivery(TOPIC, { secret: bytes });
  assert.ok(unwrap("sec_bytes", body, signature));
});

test("a tolerance refuses one that was created long ago", () => {
  const webhook = new Webhook(SECRET, { tolerance: 1800 });
  const { body, signature } = signedDelivery(TOPIC, { created: new Date(Date.now() - 3_600_000) });
  assert.throws(() => webhook.unwrap(body, signature), { code: "timestamp_out_of_tolerance" });
});

test("one that is too large for a receiver can be made", () => {
  const { body, signature } = signedDelivery(TOPIC, { data: { filler: "x".repeat(2_000_000) } });
  assert.throws(() => unwrap(SECRET, body, signature), { code: "body_too_large" });
  assert.ok(unwrap(SECRET, body, signature, { maxBodyBytes: 3_000_000 }));
});

test("a delivery does not hold the secret", () => {
  for (const delivery of [signedDelivery(TOPIC, { secret: "sec_hidden" }), ...forgedDeliveries(TOPIC)]) {
    const shown = inspect(delivery, { depth: 9, showHidden: true }) + JSON.stringify(delivery);
    assert.doesNotMatch(shown, /sec_/);
  }
});

const WRONG = [
  [() => signedDelivery(), /^topic must be a string, not undefined: such as "end_user.processed"$/],
  [() => signedDelivery(TOPIC, 1), /^options must be an object, not number$/],
  [() => signedDelivery(TOPIC, { secret: "" }), /^secret must not be empty/],
  [() => signedDelivery(TOPIC, { secret: 1 }), /^secret must be a string or a Uint8Array, not number$/],
  [() => signedDelivery(TOPIC, { form: "rust" }), /^options.form must be "raw", "python" or "javascript"$/],
  [
    () => signedDelivery(TOPIC, { wire: "toString" }),
    /^options.wire must be one of "signed", "spaced", "utf8", "source"$/,
  ],
  [
    () => signedDelivery(TOPIC, { form: "raw", wire: "utf8" }),
    /^options.wire must be "signed" if options.form is "raw"/,
  ],
  [() => forgedDelivery(TOPIC, { forgery: "x" }), /^options.forgery must be one of "wrong_secret", .*"$/],
  [() => signedDelivery(TOPIC, { data: [1] }), /^options.data must be an object, not an Array$/],
  [() => signedDelivery(TOPIC, { data: null }), /^options.data must be an object, not null$/],
  [() => signedDelivery(TOPIC, { data: { big: 1n } }), /^options.data is an Object that JSON.stringify refuses$/],
  [() => signedDelivery(TOPIC, { meta: "{}" }), /^options.meta must be an object, not string$/],
  [() => signedDelivery(TOPIC, { created: new Date(Number.NaN) }), /^options.created must be a valid Date or a string/],
  [() => signedDelivery(TOPIC, { created: 1 }), /^options.created must be a valid Date or a string, not number$/],
];

for (const [call, message] of WRONG) {
  test(`refused: ${message.source}`, () => assert.throws(call, { name: "TypeError", message }));
}
