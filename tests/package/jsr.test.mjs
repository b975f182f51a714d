// JSR would take the package as it is built, with its types: what its own tool says, without uploading anything.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { DENO } from "../lib/runtimes.mjs";
import { folder, root } from "../lib/servers.mjs";

const pkg = join(root, "pkg");
const env = { ...process.env, NO_COLOR: "1" };

test("deno publish --dry-run", () => {
  const { status, stderr } = spawnSync(DENO, ["publish", "--dry-run", "--allow-dirty"], {
    cwd: pkg,
    env,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  assert.doesNotMatch(stderr, /warning/i);
  const files = [...stderr.matchAll(/file:\/\/\S*?\/pkg\/(\S+)/g)].map(([, file]) => file);
  for (const file of ["README.md", "LICENSE-MIT", "dist/index.js", "dist/index.d.ts", "dist/lib/topics.d.ts"])
    assert.ok(files.includes(file), file);
  for (const file of files) assert.match(file, /^(dist\/.*(\.js|\.d\.ts|\.js\.map)|README\.md|LICENSE-\w+|jsr\.json)$/);
});

test("each export has its types, as Deno reads them", () => {
  const { exports } = JSON.parse(readFileSync(join(pkg, "jsr.json"), "utf8"));
  const project = folder("jsr");
  const program = `import { Webhook, type HeronEvent, sign } from "${join(pkg, exports["."])}";
import { explain } from "${join(pkg, exports["./explain"])}";
const event: HeronEvent = new Webhook("sec_test").unwrap("{}", "");
// @ts-expect-error: a number is no secret
sign(1, "{}");
console.log(event.topic, explain);`;
  writeFileSync(join(project, "typed.ts"), program);
  const { status, stderr } = spawnSync(DENO, ["check", "typed.ts"], { cwd: project, env, encoding: "utf8" });
  assert.equal(status, 0, stderr);
});
