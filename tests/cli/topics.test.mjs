// The topics have one source, topics.json: what is made from it is up to date, and whole.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { topics } from "../../pkg/lib/samples.js";
import { slackMessage } from "heron-webhooks";
import { folder, root } from "../lib/servers.mjs";

const source = JSON.parse(readFileSync(join(root, "topics.json"), "utf8"));
const FILES = ["src/event/topic.rs", "pkg/lib/topics.d.ts", "pkg/lib/sample-data.js"];

test("the generated files are what topics.json makes", () => {
  execFileSync(process.execPath, [join(root, "tools/topics.mjs"), "--check"]);
});

test("a file that differs is named, with the remedy, and written anew without --check", () => {
  const project = folder("topics");
  for (const file of ["topics.json", "tools/topics.mjs", "tools/lib.mjs", ...FILES]) {
    mkdirSync(dirname(join(project, file)), { recursive: true });
    cpSync(join(root, file), join(project, file));
  }
  const tool = (...args) =>
    spawnSync(process.execPath, [join(project, "tools/topics.mjs"), ...args], { encoding: "utf8" });
  for (const file of FILES) {
    writeFileSync(join(project, file), "another text");
    const { status, stderr } = tool("--check");
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`error: ${file} differs .*\n.*node tools/topics\\.mjs`));
    assert.equal(tool().status, 0);
    assert.equal(readFileSync(join(project, file), "utf8"), readFileSync(join(root, file), "utf8"));
  }
});

test("every topic has a sample, a type and a headline, once", () => {
  const names = source.topics.map(({ topic }) => topic);
  assert.equal(new Set(names).size, 44);
  assert.deepEqual([...topics].sort(), [...names].sort());
  const types = readFileSync(join(root, "pkg/lib/topics.d.ts"), "utf8").match(/(?<=\| ")[^"]+/g);
  assert.deepEqual(types.sort(), [...names].sort());
  for (const { topic, headline } of source.topics) {
    assert.equal(slackMessage({ topic }).blocks[0].text.text, headline);
  }
});
