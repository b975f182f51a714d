// Bodies and secrets in memory that another thread writes while they are verified.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { Webhook, sign, verify } from "heron-webhooks";

const SECRET = "sec_test";
const webhook = new Webhook(SECRET);
const texts = ["genuine", "changed"].map((topic) => `{"topic":"${topic}","pad":"${"x".repeat(20_000)}${topic}"}`);
const [genuine, changed] = texts.map((text) => new TextEncoder().encode(text));
const signature = sign(SECRET, texts[0]);

/** Runs a program in a thread while the calls go on; it ends when the first byte of `stop` is set. */
async function meanwhile(program, data, call) {
  const stop = new Uint8Array(new SharedArrayBuffer(1));
  const worker = new Worker(`const { workerData } = require("node:worker_threads"); ${program}`, {
    eval: true,
    workerData: { ...data, stop },
  });
  const ended = new Promise((resolve, reject) => worker.once("error", reject).once("exit", resolve));
  await new Promise((resolve) => worker.once("online", resolve));
  try {
    call();
  } finally {
    stop[0] = 1;
    await ended;
  }
}

/**
 * Calls again and again while a thread writes into the bytes: one array after the other, each with the wait behind it.
 */
async function whileWritten(bytes, writes, isEnough, call) {
  const program = `
    const { bytes, writes, stop } = workerData;
    while (stop[0] === 0) {
      for (const [written, turns] of writes) {
        bytes.set(written);
        for (let wait = 0; wait < turns; wait++);
      }
    }`;
  await meanwhile(program, { bytes, writes }, () => {
    const end = performance.now() + 20_000;
    while (!isEnough() && performance.now() < end) call();
  });
}

test("whatever a thread writes meanwhile, what is handed on is what was signed", async () => {
  const bytes = new Uint8Array(new SharedArrayBuffer(genuine.length));
  bytes.set(genuine);
  const counts = { handed: 0, refused: 0 };
  const writes = [
    [changed, 3000],
    [genuine, 9000],
  ];
  await whileWritten(
    bytes,
    writes,
    () => counts.handed >= 100 && counts.refused >= 100,
    () => {
      try {
        const { event, message } = webhook.receive(bytes, signature);
        assert.equal(message, texts[0]);
        assert.equal(event.topic, "genuine");
        counts.handed++;
      } catch (error) {
        if (error.code !== "signature_mismatch" && error.code !== "invalid_json") throw error;
        counts.refused++;
      }
    },
  );
  assert.ok(counts.handed > 0 && counts.refused > 0, JSON.stringify(counts));
});

test("a shared buffer that grows meanwhile", { skip: SharedArrayBuffer.prototype.grow === undefined }, async () => {
  const verdicts = { true: 0, false: 0, thrown: 0 };
  for (let round = 0; round < 5; round++) {
    const shared = new SharedArrayBuffer(genuine.length, { maxByteLength: 1_000_000 });
    const bytes = new Uint8Array(shared);
    bytes.set(genuine);
    const program = `
      const { shared, stop } = workerData;
      for (let length = shared.byteLength; length < 900_000 && stop[0] === 0; length += 7) shared.grow(length);`;
    await meanwhile(program, { shared }, () => {
      for (let time = 0; time < 500; time++) {
        try {
          verdicts[verify(SECRET, bytes, signature)]++;
        } catch (error) {
          assert.match(String(error), /^TypeError: body must keep its memory and its length/);
          verdicts.thrown++;
        }
      }
    });
    assert.equal(verify(SECRET, bytes.slice(0, genuine.length), signature), true);
  }
  assert.ok(verdicts.false + verdicts.thrown > 0, JSON.stringify(verdicts));
});

test("whatever a thread writes into a secret meanwhile, it is one secret from when it was read", async () => {
  const secrets = [1, 2].map((byte) => new Uint8Array(20_000).fill(byte));
  const [first, second] = secrets;
  const bytes = new Uint8Array(new SharedArrayBuffer(first.length));
  bytes.set(first);
  const signatures = secrets.map((secret) => sign(secret, texts[0]));
  // By a key of zeros, which is what an empty secret would be, and by zeros in the place of the secret.
  const nobodys = ["\0", new Uint8Array(first.length)].map((secret) => sign(secret, texts[0]));
  const counts = { first: 0, second: 0, mixed: 0 };
  const writes = [
    [second, 9000],
    [first, 9000],
  ];
  await whileWritten(
    bytes,
    writes,
    () => counts.first >= 100 && counts.second >= 100,
    () => {
      const shared = new Webhook(bytes);
      const own = shared.sign(texts[0]);
      const index = signatures.indexOf(own);
      counts[["mixed", "first", "second"][index + 1]]++;
      assert.equal(shared.verify(texts[0], own), true);
      for (const [other, signature] of signatures.entries())
        assert.equal(shared.verify(texts[0], signature), other === index);
      for (const signature of nobodys) assert.equal(verify([bytes, bytes], texts[0], signature), false);
    },
  );
  assert.ok(counts.first > 0 && counts.second > 0, JSON.stringify(counts));
});
