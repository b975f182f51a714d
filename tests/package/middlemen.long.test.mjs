// The table of docs/explain.md is what the built package says of the vectors.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../lib/servers.mjs";

test("the middle-men table of docs/explain.md is up to date", () => {
  execFileSync(process.execPath, [join(root, "tools/middlemen/table.mjs"), "--check"]);
});
