// `npm run bench`: installs what is missing, builds, measures, and says which goals are met. All of it also rewrites
// docs/benchmarks.md and its plots; a part of it shows its own tables only:
//   --only LIST        of receivers, verify, stringify, native, growth, memory, start, sizes
//   --runtimes LIST    of node20, node26, bun, deno, workerd
//   --sizes LIST       of events, in KB
//   --kinds LIST       of ascii, non-ascii, integers, floats
//   --documents LIST   of tweets, catalogue, geojson
//   --quick            a moment of everything: whether it works, not how fast anything is; writes to target/benches
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../tools/build.mjs";
import { Failure, heading, main, root } from "../tools/lib.mjs";
import { installPackages, setup } from "../tools/setup.mjs";
import { DOCUMENTS, KINDS, SIZES } from "./inputs.mjs";
import { FORMS, SIZES as BODIES } from "./receivers/deliveries.mjs";

const PARTS = ["receivers", "verify", "stringify", "native", "growth", "memory", "start", "sizes"];
const RUNTIMES = ["node20", "node26", "bun", "deno", "workerd"];

/** How many rounds, of how many milliseconds a turn. */
const FULL = {
  ...{ only: PARTS, runtimes: RUNTIMES, sizes: SIZES, kinds: KINDS, documents: DOCUMENTS },
  ...{ docs: "docs", turns: { rounds: 25, batch: 1 }, growth: { rounds: 7, batch: 2 }, start: { rounds: 21 } },
  ...{ body: 100 * 1024, profile: "release" },
  receivers: { sizes: Object.keys(BODIES), forms: FORMS, rounds: 5, seconds: 1, warmup: 20_000, deliveries: 1_000_000 },
};
const QUICK = {
  ...{ only: PARTS, runtimes: RUNTIMES, sizes: [0.2], kinds: ["floats"], documents: ["tweets"] },
  ...{ docs: "target/benches/docs", turns: { rounds: 1, batch: 0.01 }, growth: { rounds: 1, batch: 0.01, most: 100 } },
  ...{ start: { rounds: 1 }, body: 1024, profile: "dev" },
  receivers: { sizes: ["0.3"], forms: ["python"], rounds: 1, seconds: 1, warmup: 1, deliveries: 1 },
};

function settings() {
  const list = { type: "string" };
  const options = { only: list, runtimes: list, sizes: list, kinds: list, documents: list, quick: { type: "boolean" } };
  let values;
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new Failure(
      error.message,
      `The options are ${Object.keys(options)
        .map((name) => `--${name}`)
        .join(", ")}.`,
    );
  }
  const defaults = values.quick ? QUICK : FULL;
  // Whoever names events wants no documents, and the other way round.
  const events = values.sizes !== undefined || values.kinds !== undefined;
  const fallback = {
    ...defaults,
    documents: events ? [] : defaults.documents,
    sizes: values.documents !== undefined && !events ? [] : defaults.sizes,
  };
  const chosen = (name) => {
    const known = FULL[name].map(String);
    const items = values[name]?.split(",") ?? fallback[name].map(String);
    const unknown = items.find((item) => !known.includes(item));
    if (unknown !== undefined) throw new Failure(`--${name} has no "${unknown}".`, `It has ${known.join(", ")}.`);
    return items;
  };
  const lists = Object.fromEntries(["only", "runtimes", "kinds", "documents"].map((name) => [name, chosen(name)]));
  const whole = Object.keys(values).every((name) => name === "quick");
  // The receivers have a part of docs/benchmarks.md for themselves.
  const alone = lists.only.join() === "receivers" && Object.keys(values).every((name) => /^(?:quick|only)$/.test(name));
  return { ...defaults, ...lists, sizes: chosen("sizes").map(Number), whole, alone };
}

await main(async () => {
  const chosen = settings();
  const { only, runtimes, kinds, sizes, documents, turns, growth, start, body, profile, docs, whole, alone } = chosen;
  await setup();
  await installPackages("tests", "the runtimes of the tests");
  await installPackages("benches", "what is measured against, and what plots");
  await build();

  const measuring = await import("./runtimes.mjs");
  const { showGoals, showReceivers, showTimes, writeDocs } = await import("./report.mjs");
  const inputs = { kinds, sizes, documents, ...turns };
  const date = new Date().toISOString().slice(0, 10);
  const results = { date, versions: {}, runtimes: {}, growth: {}, memory: {}, start: {} };
  const nodes = runtimes.filter((key) => key.startsWith("node"));

  for (const key of runtimes) {
    const runtime = measuring.RUNTIMES[key];
    results.versions[key] = `${runtime.name.split(" ")[0]} ${await runtime.version()}`;
    const parts = only.filter((part) => part === "verify" || part === "stringify");
    if (parts.length === 0) continue;
    heading(results.versions[key]);
    results.runtimes[key] = await runtime.measure("measure", { only: parts, ...inputs });
    for (const [operation, byInput] of Object.entries(results.runtimes[key])) {
      for (const [input, times] of Object.entries(byInput)) showTimes(operation, input, times);
    }
  }
  if (only.includes("receivers")) {
    const { isPossible, receivers } = await import("./receivers/receivers.mjs");
    if (isPossible()) {
      results.receivers = {};
      for (const key of runtimes) {
        heading(`Receivers, ${results.versions[key]}`);
        results.receivers[key] = await receivers(key, chosen.receivers);
      }
    }
  }
  for (const key of nodes) {
    if (only.includes("growth")) {
      heading(`Growth, ${results.versions[key]}`);
      results.growth[key] = await measuring.RUNTIMES[key].measure("growth", growth);
    }
    if (only.includes("memory")) results.memory[key] = await measuring.memory(key, body);
    if (only.includes("start")) {
      const { coldStart } = await import("./cold-start.mjs");
      heading(`Start-up, ${results.versions[key]}`);
      results.start[measuring.RUNTIMES[key].name] = await coldStart(key, start);
    }
  }
  if (only.includes("native")) {
    heading("The crate");
    const { native } = await import("./native.mjs");
    results.native = await native({ ...inputs, profile });
    for (const [input, times] of Object.entries(results.native)) showTimes("native", input, times);
  }
  if (only.includes("sizes")) results.sizes = await (await import("./sizes.mjs")).sizes();

  mkdirSync(join(root, "target/benches"), { recursive: true });
  writeFileSync(join(root, "target/benches/results.json"), `${JSON.stringify(results)}\n`);
  showReceivers(results);
  showGoals(results);
  if (whole || alone) await writeDocs(results, join(root, docs));
});
