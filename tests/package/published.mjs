// The package as it is published, packed and installed once into an empty project.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BODY, FORGED, SIGNATURE, folder, root } from "../lib/servers.mjs";

const npm = (args, cwd) => execFileSync("npm", [...args, "--loglevel=error"], { cwd, encoding: "utf8" });

/** Packs the package, and installs the tarball where `as` says. */
export function published(as) {
  const project = folder(as);
  const [{ filename, size, files }] = JSON.parse(npm(["pack", join(root, "pkg"), "--json"], project));
  writeFileSync(join(project, "package.json"), '{ "private": true }');
  npm(["install", "--offline", "--no-audit", "--no-fund", `./${filename}`], project);
  return { project, tarball: join(project, filename), size, files: files.map(({ path }) => path).sort() };
}

/** A program from `fixtures/`, in which the deliveries are filled in. */
export const fixture = (name) =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8")
    .replaceAll("$BODY", () => JSON.stringify(BODY))
    .replaceAll("$FORGED", () => JSON.stringify(FORGED))
    .replaceAll("$SIGNATURE", () => JSON.stringify(SIGNATURE));

/** What `deliver.mjs` prints if all is well. */
export const VERDICT = "a.b, signature_mismatch\n";

/** What `receiver.mjs` answers. */
export const ANSWERS = ["200 a.b", "401 signature_mismatch", "400 signature_missing"];
