// What only Node can show of a module that fails, on purpose. (The other cases run in every runtime: see matrix.mjs.)
import assert from "node:assert/strict";
import { test } from "node:test";
import { sabotage } from "../api/faults.mjs";

const SECRET = "sec_test";
const BODY = '{"topic": "a.b", "x": 1.50}';

const control = sabotage();
const lib = await import("heron-webhooks");

test("the event is parsed from what was verified, not from shared bytes that have changed since", () => {
  const bytes = new Uint8Array(new SharedArrayBuffer(19));
  const write = (text) => bytes.set(new TextEncoder().encode(text));
  write('{"topic":"genuine"}');
  const signature = lib.sign(SECRET, bytes);
  control.meanwhile = (name) => name === "verify" && write('{"topic":"changed"}');
  const { topic } = lib.unwrap(SECRET, bytes, signature);
  control.meanwhile = undefined;
  assert.equal(topic, "genuine");
});

test("at the end of the stack: the right answer or an error, and all is well afterwards", () => {
  const webhook = new lib.Webhook(SECRET);
  const signature = webhook.sign(BODY, { form: "python" });
  const calls = [
    [() => webhook.sign(BODY, { form: "python" }), signature],
    [() => webhook.verify(BODY, signature), true],
    [() => webhook.unwrap(BODY, signature).x, 1.5],
  ];
  const at = (depth, call) => (depth > 0 ? at(depth - 1, call) : call());
  const reaches = (depth) => {
    try {
      return at(depth, () => true);
    } catch {
      return false;
    }
  };
  for (let round = 0; round < 100; round++) reaches(5000); // compiled code has smaller frames
  let deepest = 0;
  for (let step = 1 << 20; step > 0; step >>= 1) if (reaches(deepest + step)) deepest += step;
  let refused = 0;
  for (const [call, right] of calls) {
    for (let depth = deepest - 400; depth < deepest; depth++) {
      try {
        assert.equal(at(depth, call), right);
      } catch (error) {
        assert.ok(error instanceof RangeError || error.code === "internal", `${error}`);
        refused++;
      }
      assert.equal(call(), right);
    }
  }
  assert.notEqual(refused, 0);
});
