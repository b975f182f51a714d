// `node tests/timing/run.mjs [MEASUREMENTS]`: whether the time that verifying takes tells how much of a signature is
// right, with a million measurements for each line. By hand, on a machine that does nothing else: that much shows on no
// other.
import { Webhook, offer } from "../lib/library.mjs";
import { SECRET, leaky, measure, signatures } from "./dudect.mjs";

const LIMIT = 4.5;
/** So many right bytes at the front, as somebody would have them who finds one after the other; or none. */
const PREFIXES = [1, 8, 16, 31];
const LONG = JSON.stringify({ topic: "end_user.processed", data: "x".repeat(1000) });

const measurements = Number(process.argv[2] ?? 1_000_000);
const webhook = new Webhook(SECRET, { forms: ["raw"] });
const verifies = (body) => (signature) => webhook.verify(body, signature);
const leaks = (body) => {
  const compare = leaky(body);
  return (signature) => webhook.verify(body, signature) || compare(signature);
};
const module = () => offer(() => undefined, Infinity);
const host = () => offer(() => process.getBuiltinModule("node:crypto"), 0);

/** What is measured; the first is as near as one gets to the comparison alone. */
const SUBJECTS = [
  { name: "verify, no body, the module hashing", hashing: module, body: "", subject: verifies, leaky: false },
  { name: "verify, 1 KB, the host hashing", hashing: host, body: LONG, subject: verifies, leaky: false },
  { name: "an early exit", hashing: module, body: "", subject: leaky, leaky: true },
  { name: "verify, 1 KB, and an early exit behind it", hashing: host, body: LONG, subject: leaks, leaky: true },
];

console.log(
  `${measurements} measurements each, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`,
);
for (const { name, hashing, body, subject, leaky } of SUBJECTS) {
  hashing();
  // Only now the host is asked: it is not for the first messages.
  for (let time = 0; time < 1000; time++) webhook.verify(body, signatures(body, 0)(0));
  for (const right of leaky ? PREFIXES.slice(2) : PREFIXES) {
    const t = measure(subject(body), signatures(body, right), measurements);
    const ok = leaky ? t > LIMIT : t < LIMIT;
    if (!ok) process.exitCode = 1;
    const verdict = `${leaky ? "must be caught" : "must not show"}: ${ok ? "ok" : "FAILED"}`;
    console.log(`|t| ${t.toFixed(2).padStart(7)}  ${name}: ${right} bytes right, or none`.padEnd(78), verdict);
  }
}
