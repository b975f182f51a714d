// The software bill of materials that the npm package carries: the crates that are compiled into its WebAssembly
// modules, as CycloneDX 1.6. The same sources give the same file: it has no date and no serial number.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, answer, root } from "./lib.mjs";

/** The modules, and the crate that each is compiled from. */
const MODULES = { "dist/core.wasm": "heron-webhooks-core", "dist/explain.wasm": "heron-webhooks-explain" };

/** The bill as text. The modules have to be built already. */
export function sbom() {
  const { name, version, description, license, repository } = JSON.parse(
    readFileSync(join(root, "pkg/package.json"), "utf8"),
  );
  const digest = (file) =>
    createHash("sha256")
      .update(readFileSync(join(root, "pkg", file)))
      .digest("hex");
  const files = Object.keys(MODULES);
  const crates = linkedCrates();
  const standard = standardLibrary();
  const ref = `pkg:npm/${name}@${version}`;
  const crateOf = (file) => crates.find((crate) => crate.name === MODULES[file]).ref;
  const bom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        ...{
          type: "library",
          "bom-ref": ref,
          name,
          version,
          description,
          licenses: [{ expression: license }],
          purl: ref,
        },
        externalReferences: [{ type: "vcs", url: repository.url }],
      },
    },
    components: [
      ...files.map((file) => ({ type: "file", "bom-ref": file, name: file, hashes: [sha256(digest(file))] })),
      ...crates.map(component),
      standard,
    ],
    dependencies: [
      { ref, dependsOn: files },
      ...files.map((file) => ({ ref: file, dependsOn: [crateOf(file), standard["bom-ref"]] })),
      ...crates.map((crate) => ({ ref: crate.ref, dependsOn: [...crate.needs].sort() })),
    ],
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

const sha256 = (content) => ({ alg: "SHA-256", content });

function component({ ref, name, version, license, repository, checksum }) {
  return {
    ...{ type: "library", "bom-ref": ref, name, version },
    hashes: checksum && [sha256(checksum)],
    licenses: [{ expression: license }],
    purl: ref,
    externalReferences: [{ type: "vcs", url: repository }],
  };
}

/** It comes with the compiler, not with a crate. */
function standardLibrary() {
  const version = answer("rustc", ["--version"])?.split(" ")[1];
  const ref = `pkg:github/rust-lang/rust@${version}`;
  return {
    ...{ type: "library", "bom-ref": ref, name: "std", version, description: "The Rust standard library" },
    ...{ licenses: [{ expression: "MIT OR Apache-2.0" }], purl: ref },
  };
}

/**
 * The crates that are linked into the modules: without macros, build scripts, and what only those or the tests need.
 */
function linkedCrates() {
  const tree = answer("cargo", [
    ...["tree", "--locked", "--target", "wasm32-unknown-unknown"],
    ...Object.values(MODULES).flatMap((crate) => ["--package", crate]),
    ...["--edges", "normal,no-proc-macro", "--no-dedupe", "--prefix", "depth", "--format", " {p} | {l} | {r}"],
  ]);
  if (!tree) throw new Failure("`cargo tree` failed.", "Run `npm run build`, which says what is missing.");
  const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
  const crates = new Map();
  const path = [];
  for (const line of tree.split("\n").filter(Boolean)) {
    const [, depth, name, version, license, repository] = /^(\d+) (\S+) v(\S+).* \| (.+) \| (.+)$/.exec(line);
    const ref = `pkg:cargo/${name}@${version}`;
    if (!crates.has(ref)) {
      const checksum = lock.match(`name = "${name}"\nversion = "${version}"\nsource = .+\nchecksum = "(.+)"`)?.[1];
      const expression = license.replaceAll("/", " OR "); // how licenses were written before SPDX
      crates.set(ref, { ref, name, version, license: expression, repository, checksum, needs: new Set() });
    }
    path.length = Number(depth);
    path.push(ref);
    crates.get(path.at(-2))?.needs.add(ref);
  }
  return [...crates.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1));
}
