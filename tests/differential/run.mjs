// Holds the package's `stringify` against the engines themselves, on generated documents:
// JSON.stringify(JSON.parse(text)) in this process and json.dumps(json.loads(text), separators=(",", ":")) in a CPython
// beside it. No difference is known.
//
//   node tests/differential/run.mjs [--count 200000] [--seed N] [--from INDEX] [--target pkg/entry/node.js]
//
// The seed is random unless given, and printed. A difference is shown with its seed and index, and is had again by
// `--seed N --from INDEX --count 1`. `--target` is a module that exports `stringify(text, { form })`.

import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { CPYTHON, answersIn, javascript, questionFrame } from "../vectors/engines.mjs";
import { document } from "./documents.mjs";
import { Random } from "./random.mjs";

const BATCH = 1000;
/** Batches that CPython may lag behind: enough that neither process waits for the other. */
const IN_FLIGHT = 4;
const SHOWN_DIFFERENCES = 10;

/** A CPython that answers frames in the order in which they were asked. */
class Python {
  #child;
  #chunks;
  #failure;

  constructor() {
    this.#child = spawn("python3", [CPYTHON], { stdio: ["pipe", "pipe", "inherit"] });
    this.#failure = new Promise((_, reject) => {
      this.#child.on("error", (error) => reject(new Error(`python3 cannot be started: ${error.message}`)));
      this.#child.on("exit", (code, signal) => reject(new Error(`python3 ended early: ${signal ?? code}`)));
    });
    this.#failure.catch(() => {});
    this.#child.stdin.on("error", () => {}); // a broken pipe shows as the early end
    this.#chunks = this.#child.stdout[Symbol.asyncIterator]();
  }

  ask(frame) {
    this.#child.stdin.write(frame);
  }

  #pending = Buffer.alloc(0);

  async #take(length) {
    const chunks = [this.#pending];
    let had = this.#pending.length;
    while (had < length) {
      const { value, done } = await this.#chunks.next();
      if (done) {
        await this.#failure;
      }
      chunks.push(value);
      had += value.length;
    }
    const all = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, had);
    this.#pending = all.subarray(length);
    return all.subarray(0, length);
  }

  async frame() {
    const header = await Promise.race([this.#take(4), this.#failure]);
    return this.#take(header.readUInt32LE(0));
  }

  end() {
    this.#child.stdin.end();
  }
}

/** What the package prints, null where it refuses the text; anything else that it throws is a difference. */
function printed(stringify, input, form) {
  try {
    return stringify(input, { form });
  } catch (error) {
    return error?.code === "invalid_json" ? null : `threw ${error?.stack ?? error}`;
  }
}

const show = (output) => (output === null ? "refused" : JSON.stringify(output));

function report(seed, { index, input, javascript: js, python: py, ours }) {
  const escaped = JSON.stringify(input.toString());
  const text = typeof input === "string" ? escaped : `bytes ${input.toString("hex")}, about ${escaped}`;
  return [
    `difference: --seed ${seed} --from ${index} --count 1`,
    `  text:                 ${text}`,
    `  javascript, engine:   ${show(js)}`,
    `  javascript, package:  ${show(ours.javascript)}`,
    `  python, engine:       ${show(py)}`,
    `  python, package:      ${show(ours.python)}`,
  ].join("\n");
}

async function run({ count, seed, from, stringify }) {
  const random = new Random();
  const python = new Python();
  const pythonVersion = (await python.frame()).toString("latin1");
  const totals = { documents: 0, javascript: 0, python: 0, bytes: 0 };
  const batches = [];
  const differences = [];

  const compareOldest = async () => {
    const batch = batches.shift();
    const answers = answersIn(await python.frame());
    batch.forEach((one, at) => {
      one.python = answers[at];
      totals.documents += 1;
      totals.javascript += Number(one.javascript !== null);
      totals.python += Number(one.python !== null);
      if (one.ours.javascript !== one.javascript || one.ours.python !== one.python) {
        differences.push(one);
      }
    });
  };

  for (let next = from; next < from + count && differences.length === 0; ) {
    const batch = [];
    for (let left = Math.min(BATCH, from + count - next); left > 0; left -= 1) {
      random.reseed(seed, next);
      batch.push({ index: next, input: document(random) });
      next += 1;
    }
    const frame = questionFrame(batch.map((one) => one.input));
    totals.bytes += frame.length;
    python.ask(frame);
    for (const one of batch) {
      one.javascript = javascript(one.input);
      one.ours = {
        javascript: printed(stringify, one.input, "javascript"),
        python: printed(stringify, one.input, "python"),
      };
    }
    batches.push(batch);
    if (batches.length === IN_FLIGHT) {
      await compareOldest();
    }
  }
  while (batches.length > 0) {
    await compareOldest();
  }
  python.end();
  return { totals, differences, pythonVersion };
}

const whole = (name, value) => {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new TypeError(`--${name} must be a whole number, not ${JSON.stringify(value)}`);
  }
  return number;
};

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "200000" },
    seed: { type: "string", default: String(randomInt(2 ** 31)) },
    from: { type: "string", default: "0" },
    target: { type: "string" },
  },
});
const count = whole("count", values.count);
const seed = whole("seed", values.seed);
const from = whole("from", values.from);
const target = values.target
  ? pathToFileURL(path.resolve(values.target))
  : new URL("../../pkg/entry/node.js", import.meta.url);
const { stringify } = await import(target);

console.log(`differential: ${count} documents, seed ${seed}, ${path.relative("", fileURLToPath(target))}`);
const started = performance.now();
const { totals, differences, pythonVersion } = await run({ count, seed, from, stringify });
const seconds = (performance.now() - started) / 1000;

differences.sort((left, right) => left.input.length - right.input.length);
for (const one of differences.slice(0, SHOWN_DIFFERENCES)) {
  console.log(report(seed, one));
}
const split = (form) => `${form} ${totals[form]} accepted, ${totals.documents - totals[form]} refused`;
console.log(
  `differential: ${differences.length} differences in ${totals.documents} documents, seed ${seed} ` +
    `(${(totals.bytes / 1e6).toFixed(0)} MB; ${split("javascript")}; ${split("python")}; ` +
    `${seconds.toFixed(1)} s, ${Math.round(totals.documents / seconds)}/s; ` +
    `Node.js ${process.versions.node}, V8 ${process.versions.v8}, ${pythonVersion})`,
);
process.exitCode = differences.length === 0 ? 0 : 1;
