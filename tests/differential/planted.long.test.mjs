// The differential test finds bugs that were planted, reduces them, and writes vectors; it goes on where it was
// stopped.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { stringify } from "heron-webhooks";
import { folder, root } from "../lib/servers.mjs";
import { javascript } from "../../tools/vectors/answer.mjs";
import { compareTexts } from "./compare.mjs";

const here = join(root, "tests/differential");
const results = folder("differential");

/** Runs the tool; with `interrupt`, it is sent a signal once it has printed that. */
async function run(name, args, interrupt, signal = "SIGINT") {
  const found = join(results, `${name}.json`);
  const all = [join(here, "run.mjs"), "--seed", "1", "--workers", "1", "--found", found, ...args];
  const env = { ...process.env, HERON_PLANTED: name };
  const child = spawn(process.execPath, all, { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
    if (interrupt?.test(output) && !child.killed) child.kill(signal);
  });
  const [status] = await once(child, "close");
  const vectors = () => JSON.parse(readFileSync(found, "utf8")).cases;
  return { status, output, vectors };
}

const REDUCED = {
  del: { group: "printed otherwise", name: "python, against cpython", text: '"\x7f"', python: '"\\u007f"' },
  tab: { group: "accepted here alone", text: '"\t"', javascript: null, python: null },
  exponent: { group: "refused here alone", text: "0e5", javascript: "0", python: "0.0" },
  thrown: { group: "thrown", text: '\\ud83d"', javascript: null, python: null },
};

for (const [name, expected] of Object.entries(REDUCED)) {
  test(`a planted bug is found and reduced: ${name}`, async () => {
    const planted = ["--target", join(here, "planted.mjs")];
    const { status, output, vectors } = await run(name, ["--count", "20000", ...planted]);
    assert.equal(status, 1, output);
    const alike = vectors().find(({ text }) => text.toLowerCase() === expected.text);
    assert.deepEqual({ ...alike, ...expected, text: alike?.text }, alike, output);
  });
}

test("doubles that are printed with a digit too few are found", async () => {
  const planted = ["--native", join(here, "planted_doubles.mjs"), "--against", "node"];
  const { status, output, vectors } = await run("doubles", ["--doubles", "50000", ...planted]);
  assert.equal(status, 1, output);
  assert.match(output, / printed otherwise\n {2}text: {5}"-?\d\.\d{16}e/);
  const [one] = vectors();
  assert.equal(String(Number(one.text)), one.javascript);
});

test("an interrupted run goes on where it was", async () => {
  const args = ["--count", "50000"];
  const stopped = await run("interrupted", args, /a second/);
  const [, done] = /Interrupted after (.+): /.exec(stopped.output) ?? assert.fail(stopped.output);
  assert.equal(stopped.status, 1);
  const { status, output } = await run("interrupted", args);
  assert.ok(output.includes(`going on after ${done}\n`), output);
  assert.match(output, /differential: 50,000 documents, 0 differences, /);
  assert.equal(status, 0);
  const again = await run("interrupted", ["--count", "1000"]);
  assert.doesNotMatch(again.output, /going on/);
});

test("a run that was killed or interrupted keeps the differences that it found", async () => {
  const args = ["--count", "40000", "--target", join(here, "planted.mjs")];
  const differences = (output) => / documents, (\d+) differences, /.exec(output)?.[1] ?? assert.fail(output);
  const whole = await run("tab", args);
  for (const signal of ["SIGKILL", "SIGINT"]) {
    const stopped = await run("tab", args, /[1-9]\d* differences, .* left/, signal);
    assert.doesNotMatch(stopped.output, /differential: /);
    const { status, output, vectors } = await run("tab", args);
    const texts = vectors().map(({ text }) => text);
    assert.match(output, /going on after/);
    assert.equal(differences(output), differences(whole.output), output);
    assert.equal(status, 1);
    assert.deepEqual(texts, [...new Set(texts)]);
  }
});

test("a key that V8 misreads is no difference, any other is", async () => {
  const misread = (text) => {
    const printed = javascript(text);
    return text.includes("unlike") ? printed : printed.replace(/A":/g, '\\\\":');
  };
  const engine = { form: "javascript", version: "V8 14.6", texts: async (inputs) => inputs.map(misread) };
  const known = ['{"1":{},"w":1,"\\u0041":{ }}', '[{"w":1,"\\u0041":"{"}, {}]', '{"w":1,"bc\\u0041":2}'];
  assert.deepEqual((await compareTexts(known, { engine }, stringify)).known, 3);
  const printed = (text) => (text.includes("unlike") ? null : misread(text));
  const broken = { ...engine, texts: async (inputs) => inputs.map(printed) };
  assert.equal((await compareTexts(known, { broken }, stringify)).differences.length, 3);
});
