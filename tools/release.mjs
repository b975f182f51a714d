// `node tools/release.mjs`: rehearses a release: everything but the upload. `--pack`, for the release workflow, builds
// and packs the package only: there the tests have run in another job, and a third one, which runs nothing else,
// publishes it.

import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Failure, answer, heading, main, npm, root, run } from "./lib.mjs";

const read = (file) => readFileSync(join(root, file), "utf8");

/** One version everywhere, and HEAD is its tag, with nothing beside it. */
function check() {
  const { version } = JSON.parse(read("pkg/package.json"));
  const crate = /^version = "(.+)"/m.exec(read("Cargo.toml"))[1];
  if (crate !== version) {
    throw new Failure(`Cargo.toml says version ${crate}, pkg/package.json ${version}.`, "Give both the same version.");
  }
  if (answer("git", ["status", "--porcelain"]) !== "") {
    throw new Failure("There are changes that are not committed.", "Commit or remove them: `git status` shows them.");
  }
  const tags = answer("git", ["tag", "--points-at", "HEAD"])?.split("\n") ?? [];
  if (!tags.includes(`v${version}`)) {
    throw new Failure(`HEAD has no tag v${version}.`, `Tag what is to be released: \`git tag v${version}\`.`);
  }
}

/** The package as it is published, and its SHA-256. */
async function pack() {
  const folder = join(root, "target/release-package");
  const file = join(folder, "heron-webhooks.tgz");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const options = ["--pack-destination", folder, "--ignore-scripts"];
  await run(...npm(["pack", "./pkg", ...options]), { problem: "npm did not pack the package." });
  const [packed, ...others] = readdirSync(folder);
  if (others.length > 0) throw new Failure(`npm left more than one file: ${[packed, ...others].join(", ")}.`);
  renameSync(join(folder, packed), file);
  return { file, sha256: createHash("sha256").update(readFileSync(file)).digest("hex") };
}

await main(async () => {
  const { pack: packOnly } = parseArgs({ options: { pack: { type: "boolean" } } }).values;
  check();
  const [script, problem] = packOnly
    ? [["run", "build"], "The package was not built."]
    : [["test"], "The tests failed."];
  await run(...npm(script), { problem, remedy: "Nothing was packed." });
  check();
  heading(packOnly ? "Pack" : "Rehearsal");
  const { file, sha256 } = await pack();
  console.log(`SHA-256 ${sha256}`);
  if (packOnly) {
    const output = process.env.GITHUB_OUTPUT; // where a step leaves what other jobs need
    if (output) appendFileSync(output, `sha256=${sha256}\n`);
    return;
  }
  const options = ["--provenance", "--access", "public", "--ignore-scripts", "--dry-run"];
  await run(...npm(["publish", file, ...options]), { problem: "npm would not publish the package." });
});
