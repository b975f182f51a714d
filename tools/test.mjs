// `npm test`: every check, in order, each runner's own output visible; stops at the first that fails.
// `npm test -- --without chromium,firefox` leaves runtimes out, and says so.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { fuzzAll, missing } from "./fuzz.mjs";
import { heading, main, root, run } from "./lib.mjs";
import { setup, setupTests } from "./setup.mjs";

const cargo = (...args) => run("cargo", args);
const node = (...args) => run(process.execPath, args);

const { without } = parseArgs({ options: { without: { type: "string", default: "" } } }).values;
const leftOut = without.split(",");
const programs = { chromium: "chromium", firefox: "firefox-esr", redis: "redis-server" };

const steps = [
  ["Tools and packages", prepare],
  ["Rust format", format],
  ["Rust lints", () => cargo("clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings")],
  [
    "Rust lints, WebAssembly",
    () =>
      cargo(
        ...["clippy", "--locked", "--package", "heron-webhooks-core", "--package", "heron-webhooks-explain"],
        ...["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"],
      ),
  ],
  ["Rust crates", () => cargo("deny", "--workspace", "--locked", "check", "licenses", "bans", "sources")],
  // Optimised, so that the checksums of a million numbers take seconds, and still with overflow checks.
  ["Rust tests", () => run("cargo", ["test", "--locked"], { env: { HERON_NUMBERS: "1000000" } })],
  ["WebAssembly build", build],
  ["JavaScript tests", javascriptTests],
  ["Runtimes", () => node("tests/runtimes/matrix.mjs", "--without", leftOut.filter((name) => name !== "redis").join())],
  ["Types", () => node("node_modules/typescript/bin/tsc", "--project", "tests/types")],
  ["Differential test", () => node("tests/differential/run.mjs", "--count", "300000", "--against", against())],
  ["Fuzzing", fuzzing],
  ["Demo", () => node("demo/demo.mjs", "--once", "--quiet")],
  ["Demo, recorded deliveries", () => node("demo/demo.mjs", "--once", "--quiet", "--recorded")],
];

async function format() {
  await cargo("fmt", "--all", "--check");
  await cargo("fmt", "--manifest-path", "fuzz/Cargo.toml", "--check");
}

/** Files one after the other: they share folders below `target/`, and the machine. */
function javascriptTests() {
  const options = ["--test", "--test-concurrency=1", "--test-reporter=spec"];
  return run(process.execPath, [...options, ...testFiles("tests")], { env: { HERON_TEST_WITHOUT: without } });
}

/** A minute for each target. Like any step that returns something, it is left out then, for that reason. */
async function fuzzing() {
  const what = missing();
  if (what) return `fuzzing, which needs ${what}`;
  await fuzzAll(60);
}

/** Documents through all engines that are at hand. */
function against() {
  return ["node", "bun", "deno", "firefox", "cpython"].filter((name) => !leftOut.includes(name)).join();
}

async function prepare() {
  await setup({ components: ["rustfmt", "clippy"], deny: true, fuzz: true });
  await setupTests(Object.keys(programs).flatMap((name) => (leftOut.includes(name) ? [] : programs[name])));
}

/** Named one by one: a folder as an argument means other things to other releases of Node. */
function testFiles(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        return entry.name === "node_modules" ? [] : testFiles(path);
      }
      return /\.test\.m?js$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

await main(async () => {
  const rows = [];
  const notCovered = without === "" ? [] : [`as --without says: ${without}`];
  let failure;
  for (const [name, step] of steps) {
    if (failure) {
      rows.push([name, "not run", ""]);
      continue;
    }
    heading(name);
    const start = performance.now();
    let reason;
    try {
      reason = await step();
    } catch (error) {
      failure = error;
    }
    if (reason) notCovered.push(reason);
    const result = failure ? "FAILED" : reason ? "LEFT OUT" : "passed";
    rows.push([name, result, `${((performance.now() - start) / 1000).toFixed(1)} s`]);
  }

  heading("Summary");
  for (const [name, result, time] of rows) {
    console.log(`${name.padEnd(28)}${result.padEnd(10)}${time.padStart(8)}`);
  }
  for (const what of notCovered) console.log(`\nNot covered, ${what}`);
  if (failure) {
    throw failure;
  }
});
