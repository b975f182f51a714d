// That the test of timing catches what it is there to catch. What it says of the library itself is shown, and
// judged by the measure of an early exit only: where a machine does other things too, noise passes for more than 4.5.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Webhook, offer } from "../lib/library.mjs";
import { SECRET, leaky, measure, signatures } from "./dudect.mjs";

const BODY = '{"topic":"end_user.processed"}';
const MEASUREMENTS = 30_000;

test("a comparison that ends at the first difference is caught", (context) => {
  const t = measure(leaky(BODY), signatures(BODY, 31), MEASUREMENTS);
  context.diagnostic(`|t| ${t.toFixed(1)}`);
  assert.ok(t > 10, `|t| ${t}`);
});

test("two classes that are alike are not", (context) => {
  const t = measure(leaky(BODY), signatures(BODY, 0), MEASUREMENTS);
  context.diagnostic(`|t| ${t.toFixed(1)}`);
  assert.ok(t < 10, `|t| ${t}`);
});

test("verify, as it is here and now", (context) => {
  // As near as one gets to the comparison alone: no body, and the module hashes that.
  offer(() => undefined, Infinity);
  const webhook = new Webhook(SECRET, { forms: ["raw"] });
  for (const right of [1, 31]) {
    const t = measure((signature) => webhook.verify("", signature), signatures("", right), 3 * MEASUREMENTS);
    context.diagnostic(`|t| ${t.toFixed(1)}, ${right} bytes right or none`);
    // An early exit in the module makes 70 and more of 31 right bytes; noise is below that.
    assert.ok(t < 30, `|t| ${t}`);
  }
});
