// Measures in whatever runtime this is: `runtimes.mjs` starts it there. Nothing but what every runtime has.
import { document, event } from "./inputs.mjs";
import { clockStep, inTurns } from "./turns.mjs";
import * as stringify from "./stringify.mjs";
import * as verify from "./verify.mjs";

/**
 * `only`: which of the measurements, `kinds` and `sizes` in KB: of which events, `documents`: of which,
 * `rounds`, `batch` in milliseconds, and `without`: contenders that this runtime cannot run.
 */
export async function measure({ only, kinds, sizes, documents, rounds, batch, without = [] }) {
  const results = { verify: {}, stringify: {} };
  // Turns long enough for the clock: its step is at most 4 % of them.
  const settings = { rounds, batch: Math.max(batch, 25 * clockStep()) };
  if (only.includes("stringify")) {
    for (const name of documents) results.stringify[name] = await inTurns(stringify.contenders(document(name)), settings);
    console.error(`  ${documents.join(", ")}`);
  }
  for (const size of sizes) {
    for (const kind of kinds) {
      const texts = event(kind, size);
      const name = `${kind} ${size}`;
      if (only.includes("verify")) {
        results.verify[name] = await inTurns(await verify.contenders(texts, without), settings);
      }
      if (only.includes("stringify")) {
        results.stringify[name] = await inTurns(stringify.contenders(texts.pythonWire), settings);
      }
    }
    console.error(`  events of ${size} KB`);
  }
  return results;
}
