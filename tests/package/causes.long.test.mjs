// docs/causes.md is what the crate's causes and the complaints of tests/vectors/mismatches.json make of it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../lib/servers.mjs";

test("docs/causes.md is up to date: every cause, with its sentences and an example", () => {
  const program = join(root, "tools/causes.mjs");
  assert.doesNotThrow(() => execFileSync(process.execPath, [program, "--check"], { stdio: "pipe" }));
});
