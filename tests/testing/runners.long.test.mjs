// docs/guides/testing.md in Vitest and Jest, which are among the toolchains.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../lib/servers.mjs";
import { published } from "../package/published.mjs";
import { BROKEN, RECEIVER, blocks, judged, projectOf, run, section } from "./guide.mjs";

const { project } = published("testing-runners");
const installed = join(project, "node_modules/heron-webhooks");
const modules = join(root, "tests/toolchains/node_modules");
const options = { installed, modules };

const [TEST] = blocks(section("Vitest"), "js");

test("Vitest", (context) => {
  const [command] = blocks(section("Vitest"), "sh");
  const failures = (output) => output.match(/^ *(?:FAIL|×) .+$/gm) ?? [];
  return judged(context, { name: "vitest", test: TEST, command, failures, packages: ["vitest"], ...options });
});

const JEST = section("Jest");
const [JEST_COMMAND] = blocks(JEST, "sh");
const [, JEST_GLOBALS, VITEST] = /`("[^`]+")` in place of `("[^`]+")`/.exec(JEST);
assert.ok(TEST.includes(VITEST));
const JEST_TEST = TEST.replace(VITEST, JEST_GLOBALS);

test("Jest", (context) => {
  const failures = (output) => output.match(/^ *(?:✕|●) .+$/gm) ?? [];
  const packages = ["jest", "@jest/globals"];
  return judged(context, { name: "jest", test: JEST_TEST, command: JEST_COMMAND, failures, packages, ...options });
});

test("Jest with Babel, without the flag, in a project for jsdom", async (context) => {
  const packages = ["jest", "@jest/globals", "jest-environment-jsdom", "@babel/preset-env"];
  const command = JEST_COMMAND.replace(/NODE_OPTIONS=\S+ /, "");
  const [comment] = JEST.match(/\/\*\* @jest-environment .*? \*\//);
  const outcome = (name, begin, receiver) => {
    const files = {
      "receiver.js": receiver,
      "receiver.test.js": begin + JEST_TEST.replace("./receiver.mjs", "./receiver.js"),
      "babel.config.cjs": 'module.exports = { presets: [["@babel/preset-env", { targets: { node: "current" } }]] };\n',
      "jest.config.json": '{ "testEnvironment": "jsdom" }\n',
    };
    return run(command, projectOf(`jest-babel-${name}`, installed, files, { modules, packages }));
  };
  const [blind] = BROKEN["does not verify"];
  for (const [name, begin, receiver, status, printed] of [
    ["right", comment, RECEIVER, 0, /\b14 passed/],
    ["blind", comment, blind, 1, /✕ refuses .*wrong secret/],
    ["jsdom", "", RECEIVER, 1, /this test environment has no Request: .*@jest-environment node/],
  ]) {
    await context.test(name, async () => {
      const { status: ended, output } = await outcome(name, begin, receiver);
      assert.equal(ended, status, output);
      assert.match(output, printed);
    });
  }
});
