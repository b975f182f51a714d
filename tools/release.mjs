// `node tools/release.mjs`: rehearses a release: everything but the upload. `--publish`, in the release workflow only,
// publishes the npm package, with provenance: there the tests have run in another job, which could not publish.

import { readFileSync } from "node:fs";
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

/** Provenance is a statement of the workflow's own identity, which npm asks GitHub for. */
function checkWorkflow() {
  if (!process.env.ACTIONS_ID_TOKEN_REQUEST_URL) {
    throw new Failure(
      "Releases are published by the release workflow, which can prove where they were built.",
      "Push the tag. Without --publish this rehearses the release.",
    );
  }
}

await main(async () => {
  const { publish } = parseArgs({ options: { publish: { type: "boolean" } } }).values;
  if (publish) checkWorkflow();
  check();
  const [script, problem] = publish ? [["run", "build"], "The package was not built."] : [["test"], "The tests failed."];
  await run(...npm(script), { problem, remedy: "Nothing was published." });
  check();
  heading(publish ? "Publish" : "Rehearsal");
  const options = ["--provenance", "--access", "public", ...(publish ? [] : ["--dry-run"])];
  await run(...npm(["publish", "./pkg", ...options]), { problem: "npm did not publish the package." });
});
