// The crate as it is published holds its sources and documents, its front page among them, and nothing else.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { root } from "../lib/servers.mjs";

test("no file of another folder, and the front page", () => {
  const args = ["package", "--list", "--package", "heron-webhooks", "--allow-dirty", "--offline"];
  const { status, stdout, stderr } = spawnSync("cargo", args, { cwd: root, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const files = stdout.trim().split("\n");
  const wanted =
    /^(Cargo\.(toml|toml\.orig|lock)|\.cargo_vcs_info\.json|LICENSE-(APACHE|MIT)|(README|SECURITY|docs\/crate)\.md|src\/[\w/]+\.rs)$/;
  assert.deepEqual(
    files.filter((file) => !wanted.test(file)),
    [],
  );
  assert.ok(files.includes("docs/crate.md") && files.includes("src/lib.rs"), stdout);
});
