// `npm run bench`: installs what is missing, builds, measures, and says which goals are met.
//   --only LIST       of verify, stringify
//   --runtimes LIST   of node20, node26, bun, deno, workerd
//   --sizes LIST      of events, in KB
//   --kinds LIST      of ascii, non-ascii, integers, floats
//   --rounds N        how many rounds of turns
//   --quick           a second or so of everything: whether it works, not how fast anything is
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../tools/build.mjs";
import { Failure, heading, main, root } from "../tools/lib.mjs";
import { installPackages, setup } from "../tools/setup.mjs";
import { KINDS, SIZES } from "./inputs.mjs";
import { digits, duration, median, quartiles, timesFaster } from "./statistics.mjs";
import { terminal } from "./tables.mjs";

const PARTS = ["verify", "stringify"];

/** One round is no measurement; it only shows that everything runs. */
const QUICK = { runtimes: ["node20"], sizes: [0.2], kinds: ["floats"], rounds: 1, batch: 0.1, documents: false };
const FULL = { runtimes: ["node20", "node26", "bun", "deno", "workerd"], sizes: SIZES, kinds: KINDS, rounds: 11, batch: 3 };

function settings() {
  const list = { type: "string" };
  const options = { only: list, runtimes: list, sizes: list, kinds: list, rounds: list, quick: { type: "boolean" } };
  let values;
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new Failure(error.message, `The options are ${Object.keys(options).map((name) => `--${name}`).join(", ")}.`);
  }
  const defaults = values.quick ? QUICK : FULL;
  const chosen = (name, known, fallback) => {
    const items = values[name]?.split(",") ?? fallback;
    const unknown = items.find((item) => !known.includes(item));
    if (unknown !== undefined) throw new Failure(`--${name} has no "${unknown}".`, `It is one of: ${known.join(", ")}.`);
    return items;
  };
  return {
    only: chosen("only", PARTS, PARTS),
    runtimes: chosen("runtimes", FULL.runtimes, defaults.runtimes),
    kinds: chosen("kinds", KINDS, defaults.kinds),
    sizes: chosen("sizes", SIZES.map(String), defaults.sizes.map(String)).map(Number),
    rounds: Number(values.rounds ?? defaults.rounds),
    batch: defaults.batch,
    documents: defaults.documents ?? values.sizes === undefined,
  };
}

/** For each input, each contender's time, its spread, and how its speed is to the reference. */
function show(results) {
  for (const [input, times] of Object.entries(results.verify)) {
    console.log(`\nverify, ${input} KB`);
    table(times, (name) => (name.endsWith(", javascript") ? "recipe, javascript" : "recipe, python"));
  }
  for (const [input, times] of Object.entries(results.stringify)) {
    console.log(`\nstringify, ${input}`);
    table(times, (name) => (name.endsWith(", bytes") ? "JSON, bytes" : "JSON, string"));
  }
}

function table(times, reference) {
  const rows = Object.keys(times).map((name) => {
    const [low, high] = quartiles(times[name]);
    const speed = digits(timesFaster(times, name, reference(name)));
    return [name, duration(median(times[name])), `${duration(low)} to ${duration(high)}`, speed];
  });
  console.log(terminal(["", "median", "half of them", "times as fast as the reference"], rows));
}

await main(async () => {
  const { runtimes, ...specification } = settings();
  await setup();
  await installPackages("tests", "the runtimes of the tests");
  await installPackages("benches", "what is measured against");
  await build();
  const { RUNTIMES } = await import("./runtimes.mjs");
  const results = {};
  for (const key of runtimes) {
    const runtime = RUNTIMES[key];
    const name = `${runtime.name.split(" ")[0]} ${await runtime.version()}`;
    heading(name);
    results[key] = await runtime.measure(specification);
    show(results[key]);
  }
  mkdirSync(join(root, "target/benches"), { recursive: true });
  writeFileSync(join(root, "target/benches/results.json"), `${JSON.stringify(results)}\n`);
});
