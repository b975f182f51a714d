// `node tests/runtimes/matrix.mjs [npm|browsers] [--without NAME,NAME]`: the conformance suite in every runtime that
// the package is for, or in those that npm installs, or in browsers. One line for each. A runtime that is missing is a
// failure, unless it is left out by name, which is said.
import { parseArgs } from "node:util";
import { bun, deno, node } from "./processes.mjs";
import { chromium, firefox } from "./browsers.mjs";
import { edge } from "./edge.mjs";
import { workerd } from "./workerd.mjs";

const GROUPS = {
  npm: {
    "node-18": node(18),
    "node-20": node(20),
    "node-22": node(22),
    "node-24": node(24),
    "node-26": node(26),
    bun,
    deno,
    workerd: workerd(),
    "workerd-nodejs": workerd("nodejs_compat"),
    edge,
  },
  browsers: { chromium, firefox },
};

const options = { without: { type: "string", default: "" } };
const { values, positionals } = parseArgs({ allowPositionals: true, options });
const groups = positionals.length > 0 ? positionals : Object.keys(GROUPS);
const runtimes = Object.assign({}, ...groups.map((group) => GROUPS[group]));
const without = values.without.split(",").filter(Boolean);
const unknown = [...groups.filter((group) => !(group in GROUPS)), ...without.filter((name) => !(name in runtimes))];
if (unknown.length > 0) {
  const names = Object.entries(GROUPS).map(([group, members]) => `${group} (${Object.keys(members).join(", ")})`);
  console.error(`error: there is no ${unknown.join(", no ")}: there are ${names.join(", ")}`);
  process.exit(2);
}

let failed = false;
for (const [key, runtime] of Object.entries(runtimes)) {
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
if (failed) process.exitCode = 1;

async function test(runtime) {
  const version = await runtime.version();
  for (const [how, program] of Object.entries(runtime.programs)) {
    const { passed, failures } = await runtime.run(program);
    const result =
      failures.length === 0 ? `${String(passed).padStart(4)} cases passed` : `FAILED: ${failures.length} cases`;
    console.log(`${runtime.name} ${version}, ${how}`.padEnd(56), result);
    for (const failure of failures.slice(0, 5)) console.log(`    ${failure.replaceAll("\n", "\n    ")}`);
    if (failures.length > 0 || passed === 0) failed = true;
  }
}
