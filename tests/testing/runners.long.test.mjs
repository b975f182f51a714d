// docs/guides/testing.md in Vitest and Jest, which are among the toolchains.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../lib/servers.mjs";
import { published } from "../package/published.mjs";
import { blocks, judged, section } from "./guide.mjs";

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

test("Jest", (context) => {
  const text = section("Jest");
  const [command] = blocks(text, "sh");
  const [, name, instead] = /`("[^`]+")` in place of `("[^`]+")`/.exec(text);
  assert.ok(TEST.includes(instead));
  const failures = (output) => output.match(/^ *(?:✕|●) .+$/gm) ?? [];
  const jest = { name: "jest", test: TEST.replace(instead, name), packages: ["jest", "@jest/globals"] };
  return judged(context, { ...jest, command, failures, ...options });
});
