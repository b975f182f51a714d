// Measures in whatever runtime this is: `runtimes.mjs` starts it there. Nothing but what every runtime has.
import { document, event } from "./inputs.mjs";
import { clockStep, inTurns } from "./turns.mjs";
import * as stringify from "./stringify.mjs";
import * as verify from "./verify.mjs";

/** A clock of milliseconds needs long turns, and so they are fewer: its step is at most 4 % of them. */
const COARSE = { steps: 25, rounds: 5 };

/**
 * `only`: which of the measurements; `kinds` and `sizes` in KB: of which events; `documents`: of which; `rounds`;
 * `batch` in milliseconds; `without`: contenders that this runtime cannot run. Small inputs come before large ones.
 */
export async function measure({ only, kinds, sizes, documents, rounds, batch, without = [] }) {
  const results = Object.fromEntries(only.map((operation) => [operation, {}]));
  const turn = COARSE.steps * clockStep();
  const coarse = { rounds: Math.min(rounds, COARSE.rounds), batch: turn, warmup: turn };
  const settings = turn > batch ? coarse : { rounds, batch };
  const inputs = [
    ...sizes.flatMap((size) => kinds.map((kind) => ({ name: `${kind} ${size}`, ...eventOf(kind, size) }))),
    ...documents.map((name) => ({ name, text: document(name) })),
  ].sort((one, other) => one.text.length - other.text.length);
  for (const { name, text, event } of inputs) {
    if (event && only.includes("verify")) {
      results.verify[name] = await inTurns(await verify.contenders(event, without), settings);
    }
    if (only.includes("stringify")) results.stringify[name] = await inTurns(stringify.contenders(text), settings);
    console.error(`  ${name}`);
  }
  return results;
}

const eventOf = (kind, size) => {
  const texts = event(kind, size);
  return { event: texts, text: texts.pythonWire };
};
