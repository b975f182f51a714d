// `node benches/worst-case.mjs [MEGABYTES]`: what a byte of each hostile body costs, in times of what a byte of an
// ordinary one costs. Each is refused, so that every form is made and hashed. The best of several rounds, the ordinary
// body in each.
import { Webhook } from "heron-webhooks";
import { BODIES, ordinary } from "../tests/hostile/bodies.mjs";

const ROUNDS = 5;
const bytes = Number(process.argv[2] ?? 8) * 1e6;
const webhook = new Webhook("sec_test", { maxBodyBytes: 2 ** 29 });
const forged = new Webhook("sec_other").sign("");
const encoder = new TextEncoder();

/** Nanoseconds for each byte. */
function cost(body) {
  const start = performance.now();
  if (webhook.verify(body, forged)) throw new Error("a forged signature was accepted");
  return ((performance.now() - start) * 1e6) / body.length;
}

const usual = encoder.encode(ordinary(bytes));
const rows = [];
for (const [name, make] of Object.entries(BODIES)) {
  const body = encoder.encode(make(bytes));
  const costs = [usual, body].map((each) => [cost(each), each]);
  for (let round = 1; round < ROUNDS; round++) {
    for (const best of costs) best[0] = Math.min(best[0], cost(best[1]));
  }
  rows.push({ name, usual: costs[0][0], cost: costs[1][0], ratio: costs[1][0] / costs[0][0] });
}
rows.sort((a, b) => b.ratio - a.ratio);
for (const { name, cost, usual, ratio } of rows) {
  console.log(
    `${ratio.toFixed(2).padStart(6)}  ${cost.toFixed(2).padStart(7)} of ${usual.toFixed(2)} ns a byte  ${name}`,
  );
}
console.log(
  `worst: ${rows[0].ratio.toFixed(2)} times, ${rows.length} bodies of ${bytes / 1e6} MB, Node ${process.versions.node}`,
);
