// The test loops (tests/README.md), whose steps are in steps.mjs, two at a time. A step's output is in
// target/test-output, and shown if it fails; after a failure no other step begins.
//   node tools/test.mjs check
//   node tools/test.mjs test      [--without NAME,NAME]   leaves out, and says, what needs a program that is not there
//   node tools/test.mjs all       [--without NAME,NAME]   installs what is missing, or fails
//   node tools/test.mjs all --rest                        without what `test` has

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Failure, heading, main, recorded, root } from "./lib.mjs";
import { PROGRAMS, leftOut } from "./programs.mjs";
import { setup, setupAll } from "./setup.mjs";
import { steps } from "./steps.mjs";

const LOOPS = ["check", "test", "all"];
const NAMES = [...Object.keys(PROGRAMS), "deny", "fuzz"];
const SLOTS = 2;
const OUTPUT = join(root, "target/test-output");

const seconds = (start) => `${((performance.now() - start) / 1000).toFixed(0)} s`;

function arguments_() {
  try {
    const options = { rest: { type: "boolean", default: false }, without: { type: "string", default: "" } };
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const without = values.without.split(",").filter(Boolean);
    const unknown = without.find((name) => !NAMES.includes(name));
    if (unknown !== undefined) throw new Error(`there is no ${unknown} to leave out: there are ${NAMES.join(", ")}`);
    const [loop, ...more] = positionals;
    if (!LOOPS.includes(loop) || more.length > 0) throw new Error(`one of ${LOOPS.join(", ")} is wanted`);
    if (values.rest && loop !== "all") throw new Error("only test:all has a --rest");
    return { loop, rest: values.rest, without };
  } catch (error) {
    throw new Failure(`${error.message}.`, "Usage: npm test [-- --without NAME,NAME], npm run test:all [-- --rest]");
  }
}

/** The counts of cases in the output of Node's runner, cargo's, and ours. */
function counted(output) {
  const sum = (...patterns) =>
    patterns.flatMap((pattern) => [...output.matchAll(pattern)]).reduce((total, [, count]) => total + Number(count), 0);
  return {
    passed: sum(/^ℹ pass (\d+)/gm, /^test result: .*? (\d+) passed/gm, / (\d+) cases passed/g),
    failed: sum(/^ℹ (?:fail|cancelled) (\d+)/gm, /^test result: .*?; (\d+) failed/gm, /FAILED: (\d+) cases/g),
  };
}

/** Why Node's runner left cases out. */
const reasons = (output) => [...output.matchAll(/^\s*﹣ .* # (.+)$/gm)].map(([, reason]) => reason);

async function done(step, begun) {
  const start = performance.now();
  let [output, failed] = ["", false];
  for (const command of step.commands) {
    if (failed) break;
    const result = await recorded(command, step.env);
    output += result.output;
    failed = result.status !== 0;
  }
  writeFileSync(join(OUTPUT, `${step.name.replace(/[^a-z0-9]+/gi, "-")}.txt`), output);
  const { passed, failed: cases } = counted(output);
  const row = { ...step, failed, passed, cases, time: seconds(start), leftOut: reasons(output) };
  if (failed) {
    heading(`${step.name}: FAILED`);
    console.log(output);
  }
  console.log(`${seconds(begun).padStart(7)}  ${shown(row)}`);
  return row;
}

function shown({ name, failed, passed, cases, time }) {
  const count = passed + cases > 0 ? `  ${passed} passed, ${cases} failed` : "";
  return `${(failed ? "FAILED" : "passed").padEnd(8)}${name.padEnd(28)}${time.padStart(7)}${count}`;
}

/** Runs steps: the rows of the summary. */
async function runAll(pending) {
  const names = pending.map(({ name }) => name);
  const [rows, running] = [[], new Map()];
  const begun = performance.now();
  const ready = ({ after = [], resource, alone }) => {
    const others = [...running.keys()];
    if (others.length >= (alone ? 1 : SLOTS) || others.some((other) => other.alone)) return false;
    if (resource !== undefined && others.some((other) => other.resource === resource)) return false;
    return after.every((name) => !names.includes(name) || rows.some((row) => row.name === name));
  };
  while (pending.length + running.size > 0) {
    const hasFailed = rows.some(({ failed }) => failed);
    const next = hasFailed ? undefined : pending.find(ready);
    if (next !== undefined) {
      pending = pending.filter((step) => step !== next);
      running.set(next, done(next, begun));
    } else if (running.size === 0) {
      break;
    } else {
      const row = await Promise.race(running.values());
      running.delete([...running.keys()].find(({ name }) => name === row.name));
      rows.push(row);
    }
  }
  return { rows, notRun: pending };
}

await main(async () => {
  const { loop, rest, without } = arguments_();
  process.env.HERON_TEST_WITHOUT = without.join();
  const start = performance.now();
  if (loop === "all") await setupAll(without);
  else await setup({ components: loop === "check" ? ["rustfmt", "clippy"] : [] });
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT, { recursive: true });
  console.log(`${seconds(start).padStart(7)}  tools and packages are there`);

  const wanted = loop === "all" ? [...(rest ? [] : steps("test")), ...steps("rest")] : steps(loop);
  const named = (name) => wanted.findIndex((step) => step.name === name);
  const unique = wanted.filter((step, index) => named(step.name) === index);
  const { rows, notRun } = await runAll(unique.filter(({ needs }) => !without.includes(needs)));

  heading("Summary");
  for (const row of rows) console.log(shown(row));
  for (const { name } of notRun) console.log(`${"not run".padEnd(8)}${name}`);
  for (const line of new Set([...left(unique, without), ...rows.flatMap(({ leftOut }) => leftOut)]))
    console.log(`left out: ${line}`);
  const total = (field) => rows.reduce((sum, row) => sum + row[field], 0);
  const failed = rows.filter((row) => row.failed);
  console.log(`\n${total("passed")} passed, ${total("cases")} failed; ${rows.length} steps in ${seconds(start)}`);
  if (failed.length > 0) throw new Failure(`${failed.map(({ name }) => name).join(", ")} failed; its output is above.`);
});

/** The parts that this run leaves out, because a program is missing or `--without` says so. */
function left(wanted, without) {
  const skipped = wanted
    .filter(({ needs }) => without.includes(needs))
    .map(({ name, needs }) => `${name}: --without ${needs}`);
  const needed = wanted.some(({ loops }) => loops.includes("test") || loops.includes("rest"))
    ? Object.keys(PROGRAMS)
    : [];
  return [...needed.map(leftOut).filter(Boolean), ...skipped];
}
