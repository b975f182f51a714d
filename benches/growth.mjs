// How the time grows with the size, with the keys of an object and with the nesting: the sizes take turns, so that what
// is compared was measured at the same time.
import { Buffer } from "node:buffer";
import { Webhook, stringify } from "heron-webhooks";
import { KB, nested, objects } from "./inputs.mjs";
import { SECRET, largeBody } from "./large.mjs";
import { inTurns } from "./turns.mjs";

const SIZES = [0.2, 0.5, 1, 4, 16, 64, KB, 10 * KB, 100 * KB];
const KEYS = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];
/** One alone needs no order. */
const NUMBERS = KEYS.slice(1);
const LEVELS = [2, 10, 100, 1000, 10_000];

const JAVASCRIPT = { form: "javascript" };
const rewriting = (text) => {
  const bytes = Buffer.from(text);
  return { bytes: bytes.length, call: () => stringify(bytes, JAVASCRIPT) };
};

/** What grows: for each of its points a number of bytes and what is called with them. */
const SERIES = {
  "verify, size": [SIZES, (size) => verifying(size)],
  "stringify, size": [SIZES, (size) => rewriting(largeBody(size).body)],
  "stringify, keys per object": [KEYS, (keys, total) => rewriting(objects(keys, { total }))],
  "stringify, number-like keys per object": [
    NUMBERS,
    (keys, total) => rewriting(objects(keys, { total, numbers: true })),
  ],
  "stringify, nesting": [LEVELS, (levels) => rewriting(nested(levels))],
};

function verifying(size) {
  const { body, signature } = largeBody(size);
  const webhook = new Webhook(SECRET, { maxBodyBytes: 128 * KB * KB });
  const call = () => webhook.verify(body, signature);
  if (!call()) throw new Error(`a body of ${size} KB was refused`);
  return { bytes: body.length, call };
}

/** Nanoseconds a byte, one number a round, for each point of each series. `most`: the largest point. */
export async function growth({ rounds, batch, most = 1_000_000 }) {
  const results = {};
  for (const [name, [points, make]] of Object.entries(SERIES)) {
    const reached = points.filter((point) => point <= most);
    const inputs = Object.fromEntries(reached.map((point) => [point, make(point, most)]));
    const each = (from, value) => Object.fromEntries(Object.keys(from).map((point) => [point, value(point)]));
    const times = await inTurns(
      each(inputs, (point) => inputs[point].call),
      { rounds, batch },
    );
    results[name] = each(times, (point) => times[point].map((time) => (time * 1000) / inputs[point].bytes));
    console.error(`  ${name}`);
  }
  return results;
}
