// Holds the package against the engines themselves, on generated documents and doubles. No difference is known.
//
//   npm run fuzz:differential -- [--count 300000] [--doubles 0] [--against node,cpython] [--workers N] [--seed N]
//     [--from INDEX] [--target pkg/dist/index.js] [--native PROGRAM] [--found tests/vectors/found.json]
//
// Documents: `stringify(text, { form })` of the package, against JSON.stringify(JSON.parse(text)) in node (this
// process), bun, deno and firefox, and against json.dumps(json.loads(text), separators=(",", ":")) in cpython. Doubles:
// the crate, compiled natively, and the package, against what the engines print.
//
// The seed is random unless given, and printed. An interrupted run goes on, with the differences that it found, when
// the same command is run again. A difference is shown with its seed and index, reduced, and added to the vectors:
// commit it with what puts it right. `--target` is another module that exports `stringify(text, { form })`, `--native`
// another program that answers as doubles.rs does.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { Documents, Doubles } from "./compare.mjs";
import { ENGINES } from "./engines.mjs";
import { FOUND, writeFound } from "./found.mjs";
import { Progress, number } from "./progress.mjs";
import { kind } from "./shrink.mjs";
import { State } from "./state.mjs";

/** A worker is given so many batches at once. */
const STRETCH = 10;
/** What has more differences than this is broken, and stops. */
const ENOUGH = 100;

const root = fileURLToPath(new URL("../../", import.meta.url));

const whole = (name, value) => {
  const parsed = Number(value);
  if (!Number.isSafeInteger(parsed) || parsed < 0) {
    throw new TypeError(`--${name} must be a whole number, not ${JSON.stringify(value)}`);
  }
  return parsed;
};

function options() {
  const { values } = parseArgs({
    options: {
      count: { type: "string" },
      doubles: { type: "string", default: "0" },
      against: { type: "string", default: "node,cpython" },
      workers: { type: "string", default: String(availableParallelism()) },
      seed: { type: "string" },
      from: { type: "string", default: "0" },
      target: { type: "string", default: path.join(root, "pkg/dist/index.js") },
      native: { type: "string" },
      found: { type: "string", default: fileURLToPath(FOUND) },
    },
  });
  const numbers = ["doubles", "workers", "from"].map((name) => [name, whole(name, values[name])]);
  const against = values.against.split(",");
  const unknown = against.find((name) => !(name in ENGINES));
  if (unknown !== undefined) throw new TypeError(`--against: ${unknown} is none of ${Object.keys(ENGINES).join(", ")}`);
  const count = values.count === undefined ? (values.doubles === "0" ? 300_000 : 0) : whole("count", values.count);
  const seed = values.seed === undefined ? undefined : whole("seed", values.seed);
  const target = pathToFileURL(path.resolve(values.target)).href;
  const found = pathToFileURL(path.resolve(values.found)).href;
  return { ...Object.fromEntries(numbers), count, against, seed, target, native: values.native, found };
}

/** The crate's own program, built. */
function nativeProgram() {
  const { status } = spawnSync("cargo", ["build", "--release", "--locked", "--quiet", "--example", "doubles"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("the crate cannot be built: cargo's message is above");
  return path.join(process.env.CARGO_TARGET_DIR ?? path.join(root, "target"), "release/examples/doubles");
}

const digest = (files) => {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
};

const show = (output) => (output === null ? "refused" : JSON.stringify(output));

function report(seed, { index, input, engine, form, wanted, got }) {
  const escaped = JSON.stringify(input.toString());
  const text = typeof input === "string" ? escaped : `bytes ${input.toString("hex")}, about ${escaped}`;
  return [
    `difference: --seed ${seed}, index ${index}, ${form}: ${kind(wanted, got)}`,
    `  text:     ${text}`,
    `  ${`${engine}:`.padEnd(9)} ${show(wanted)}`,
    `  package:  ${show(got)}`,
  ].join("\n");
}

/** Compares all of one kind, in workers. */
class Run {
  #state;
  #workers = [];
  #stopped = false;
  #versions = [];

  constructor(Kind, { count, from, seed, against, workers, target, native, found }) {
    this.Kind = Kind;
    this.doubles = Kind === Doubles;
    this.unit = this.doubles ? "doubles" : "documents";
    Object.assign(this, { count, from, against, workers, target, found });
    this.native = this.doubles ? (native ?? nativeProgram()) : undefined;
    const files = [fileURLToPath(target), ...(this.native ? [this.native] : [])];
    this.#state = new State({ unit: this.unit, count, from, seed, against, tested: digest(files) });
  }

  async finish() {
    const state = this.#state;
    const { unit, count, from } = this;
    const goesOn = state.count > 0 ? `, going on after ${number(state.count)}` : "";
    console.log(`${number(count)} ${unit}, seed ${state.seed}, against ${this.against.join(", ")}${goesOn}`);
    const stretches = state.left(from, from + count, STRETCH * this.Kind.batch);
    const progress = new Progress(unit, count, state);
    const interrupt = () => (this.#stopped = true);
    process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
    try {
      await Promise.all(Array.from({ length: this.workers }, () => this.#work(stretches, progress)));
    } finally {
      progress.end();
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
      this.#stopped = true; // for the other workers, if one failed
      for (const worker of this.#workers) worker.postMessage(undefined);
      if (state.differences.length > 0) await this.#report();
    }
    if (state.count < count && state.differences.length <= ENOUGH) {
      console.log(`\nInterrupted after ${number(state.count)}: the same command goes on from there.`);
      return false;
    }
    state.remove();
    this.#summary();
    return state.differences.length === 0;
  }

  #work(stretches, progress) {
    const state = this.#state;
    const { against, target, doubles, native } = this;
    const worker = new Worker(new URL("worker.mjs", import.meta.url), {
      workerData: { against, target, doubles, native, seed: state.seed },
    });
    this.#workers.push(worker);
    return new Promise((resolve, reject) => {
      worker.on("error", reject);
      worker.on("message", ({ versions, from, to, totals, differences }) => {
        if (versions) this.#versions = versions;
        else {
          state.add(from, to, totals, differences);
          state.seconds = progress.seconds;
          state.save();
          progress.show(); // what is shown is saved
        }
        if (state.differences.length > ENOUGH) this.#stopped = true;
        const next = this.#stopped ? { done: true } : stretches.next();
        if (next.done) resolve();
        else worker.postMessage(next.value);
      });
    });
  }

  /** The smallest of each kind, as they are and reduced. */
  async #report() {
    const { stringify } = await import(this.target);
    const kinds = new Map();
    for (const one of this.#state.differences.toSorted((a, b) => a.input.length - b.input.length)) {
      const name = [one.engine, one.form, kind(one.wanted, one.got)].join();
      kinds.set(name, [...(kinds.get(name) ?? []), one].slice(0, 3));
    }
    const smallest = [...kinds.values()].flat();
    for (const one of smallest) console.log(report(this.#state.seed, one));
    const reduced = await writeFound(smallest, stringify, this.found);
    console.log(`\nReduced, and written to ${path.relative("", fileURLToPath(this.found))}:`);
    for (const input of reduced) {
      console.log(`  ${typeof input === "string" ? JSON.stringify(input) : `bytes ${input.toString("hex")}`}`);
    }
  }

  #summary() {
    const { seconds, totals, differences, seed, count } = this.#state;
    const counts = Object.entries(totals).map(([name, total]) => `${number(total)} ${name}`);
    console.log(
      `differential: ${number(count)} ${this.unit}, ${differences.length} differences, ` +
        `seed ${seed}, from ${this.from}, against ${this.#versions.join(", ")}; ` +
        `${counts.join(", ")}; ${Math.round(seconds)} s, ${new Date().toISOString().slice(0, 10)}`,
    );
  }
}

process.stdout.on("error", () => {}); // whoever reads along may stop

const { doubles, count, ...rest } = options();
const runs = [];
if (count > 0) runs.push([Documents, count]);
if (doubles > 0) runs.push([Doubles, doubles]);
for (const [Kind, size] of runs) {
  if (!(await new Run(Kind, { ...rest, count: size }).finish())) process.exitCode = 1;
}
