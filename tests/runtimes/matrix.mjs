// `node tests/runtimes/matrix.mjs [--without NAME,NAME]`: the conformance suite in every runtime that the package is
// for. One line for each; a runtime that is missing is a failure, unless it is left out by name, which is said.
import { parseArgs } from "node:util";
import { bun, deno, node } from "./processes.mjs";
import { chromium, firefox } from "./browsers.mjs";
import { edge } from "./edge.mjs";
import { workerd } from "./workerd.mjs";

const RUNTIMES = {
  "node-20": node(20),
  "node-22": node(22),
  "node-24": node(24),
  "node-26": node(26),
  bun,
  deno,
  workerd: workerd(),
  "workerd-nodejs": workerd("nodejs_compat"),
  edge,
  chromium,
  firefox,
};

const { values } = parseArgs({ options: { without: { type: "string", default: "" } } });
const without = values.without.split(",").filter(Boolean);
const unknown = without.find((name) => !(name in RUNTIMES));
if (unknown !== undefined) {
  console.error(`error: there is no runtime ${unknown}: there are ${Object.keys(RUNTIMES).join(", ")}`);
  process.exit(2);
}

let failed = false;
for (const [key, runtime] of Object.entries(RUNTIMES)) {
  if (without.includes(key)) {
    console.log(`${runtime.name} (${key})`.padEnd(56), "LEFT OUT");
    continue;
  }
  try {
    await test(runtime);
  } catch (error) {
    failed = true;
    console.log(runtime.name.padEnd(56), `FAILED: ${error.message}`);
  } finally {
    await runtime.close?.();
  }
}
if (without.length > 0) console.log(`\nNot covered, as --without says: ${without.join(", ")}`);
if (failed) process.exitCode = 1;

async function test(runtime) {
  const version = await runtime.version();
  for (const [how, program] of Object.entries(runtime.programs)) {
    const { passed, failures } = await runtime.run(program);
    const result = failures.length === 0 ? `${String(passed).padStart(4)} cases passed` : `FAILED: ${failures.length} cases`;
    console.log(`${runtime.name} ${version}, ${how}`.padEnd(56), result);
    for (const failure of failures.slice(0, 5)) console.log(`    ${failure.replaceAll("\n", "\n    ")}`);
    if (failures.length > 0 || passed === 0) failed = true;
  }
}
