// Whether the time that a call takes tells which class its input is of. The method is that of dudect (O. Reparaz, J.
// Balasch, I. Verbauwhede: "Dude, is my code constant time?", 2017): two classes of inputs in an order drawn at random,
// and Welch's t-test of their times, of all of them and of those below several percentiles. Above 4.5 the classes
// differ.
import { createHmac, randomBytes } from "node:crypto";

/** So many percentiles, as in dudect's `prepare_percentiles`: nearer to one another the nearer they are to all. */
const CROPS = 100;
const WARM_UP = 20_000;
const BATCH = 1000;

export const SECRET = "sec_test";
const digest = (body) => createHmac("sha256", SECRET).update(body).digest();

/** Welch's t of what is added to one of two classes. */
function welch() {
  const classes = [0, 1].map(() => ({ count: 0, mean: 0, squares: 0 }));
  return {
    add(index, value) {
      const each = classes[index];
      const delta = value - each.mean;
      each.mean += delta / ++each.count;
      each.squares += delta * (value - each.mean);
    },
    t() {
      const [a, b] = classes;
      if (a.count < 10_000 || b.count < 10_000) return 0;
      const spread = (each) => each.squares / (each.count - 1) / each.count;
      return (a.mean - b.mean) / Math.sqrt(spread(a) + spread(b));
    },
  };
}

/** The largest |t|, of all measurements and of those below each percentile. */
function largestT(times, classes) {
  const sorted = times.toSorted();
  const percentile = (index) => 1 - 0.5 ** ((10 * (index + 1)) / CROPS);
  const crops = Array.from({ length: CROPS }, (_, index) => sorted[Math.floor(percentile(index) * (times.length - 1))]);
  const tests = [Infinity, ...crops].map((limit) => ({ limit, test: welch() }));
  for (let index = 0; index < times.length; index++) {
    for (const { limit, test } of tests) if (times[index] < limit) test.add(classes[index], times[index]);
  }
  return tests.map(({ test }) => test.t()).reduce((largest, t) => (Math.abs(t) > Math.abs(largest) ? t : largest), 0);
}

/**
 * Measures so many calls with an input of one class or the other, made by `inputOf`: the largest |t|. Inputs are made
 * in batches, ahead: what making one leaves in the processor's caches must not tell its class.
 */
export function measure(call, inputOf, measurements) {
  const times = new Float64Array(measurements);
  const classes = new Uint8Array(measurements);
  for (let index = -WARM_UP; index < measurements; ) {
    const order = randomBytes(BATCH).map((byte) => byte & 1);
    const inputs = Array.from(order, inputOf);
    for (let at = 0; at < BATCH && index < measurements; at++, index++) {
      const input = inputs[at];
      const start = process.hrtime.bigint();
      call(input);
      const end = process.hrtime.bigint();
      if (index < 0) continue;
      times[index] = Number(end - start);
      classes[index] = order[at];
    }
  }
  return Math.abs(largestT(times, classes));
}

/**
 * Makes signatures: random ones, whose first `right` bytes are right in class 1 and wrong in class 0. Each is a new
 * one, and made in the same steps: from a few that are used again and again, their places in memory could be told.
 */
export function signatures(body, right) {
  const genuine = digest(body);
  const fronts = [Buffer.alloc(32), genuine];
  return (which) => {
    const bytes = randomBytes(32);
    for (let at = 0; at < 32; at++) fronts[0][at] = genuine[at] ^ (1 + (bytes[at] % 255));
    fronts[which].copy(bytes, 0, 0, right);
    return bytes.toString("base64");
  };
}

/** The leaky twin, which is there to be caught: it compares as many a receiver does, up to the first difference. */
export function leaky(body) {
  const genuine = digest(body);
  return (signature) => {
    const given = Buffer.from(signature, "base64");
    for (let at = 0; at < 32; at++) if (given[at] !== genuine[at]) return false;
    return true;
  };
}
