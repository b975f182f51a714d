// The packages of a guide's folder, as `npm install` would leave them there: the packed heron-webhooks, and for all
// others links to those that are installed for the tests.
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../lib/servers.mjs";
import { published } from "../package/published.mjs";

/** Where the tests' packages are declared and installed. */
const HOMES = ["tests", "tests/toolchains", "."].map((path) => join(root, path));

const json = (path) => JSON.parse(readFileSync(path, "utf8"));

/** `express` of `express@4`. */
export const nameOf = (spec) => spec.replace(/(?!^)@.*/, "");

/** Where a package of the tests is: `express@4` is installed as `express-4`, if not as `express`. */
function installed(spec) {
  if (spec === "heron-webhooks") return heronWebhooks();
  const name = nameOf(spec);
  const version = spec.slice(name.length + 1);
  for (const home of HOMES) {
    const { devDependencies } = json(join(home, "package.json"));
    for (const alias of [`${name}-${version}`, name].filter((alias) => Object.hasOwn(devDependencies, alias))) {
      const path = join(home, "node_modules", alias);
      const found = json(join(path, "package.json"));
      if (version === "" || `${found.version}.`.startsWith(`${version}.`)) return { name, path, bin: found.bin };
    }
  }
  assert.fail(`${spec} is not a development dependency in ${HOMES.join(", ")}`);
}

/** The package as it is published: packed and installed when it is first needed. */
let packed;
function heronWebhooks() {
  packed ??= join(published("guides-package").project, "node_modules/heron-webhooks");
  return { name: "heron-webhooks", path: packed, bin: json(join(packed, "package.json")).bin };
}

/**
 * Does what `npm install` does, without a registry.
 *
 * @param {string} project
 * @param {string[]} specs such as `express`, `express@4`
 */
export function install(project, specs) {
  const modules = join(project, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  for (const spec of specs) {
    const { name, path, bin = {} } = installed(spec);
    const target = join(modules, name);
    mkdirSync(dirname(target), { recursive: true });
    if (name === "heron-webhooks") cpSync(path, target, { recursive: true });
    else symlinkSync(path, target);
    const programs = typeof bin === "string" ? { [name.replace(/.*\//, "")]: bin } : bin;
    for (const [program, file] of Object.entries(programs)) {
      symlinkSync(join(target, file), join(modules, ".bin", program));
    }
  }
  for (const spec of specs) hoist(modules, installed(spec).path);
}

/** npm puts dependencies of dependencies beside them: what a tool has built imports them from there. */
function hoist(modules, path) {
  const { dependencies = {}, optionalDependencies = {} } = json(join(path, "package.json"));
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const found = resolved(name, realpathSync(path));
    if (found === undefined || existsSync(join(modules, name))) continue;
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(found, join(modules, name));
    hoist(modules, found);
  }
}

/** Where Node finds a package from a folder; an optional one may be nowhere. */
function resolved(name, from) {
  const path = join(from, "node_modules", name);
  if (existsSync(join(path, "package.json"))) return path;
  return from === dirname(from) ? undefined : resolved(name, dirname(from));
}

/** Every package that the files import is one that the page installs: nothing comes from a folder further up. */
export function assertInstalled({ name, files }, specs) {
  const names = specs.map(nameOf);
  for (const [path, text] of Object.entries(files)) {
    const imports = text.matchAll(
      /\b(?:from|import|import\(|require\()\s*["']((?:@[\w.-]+\/)?[\w-][\w.-]*)(?:\/[^"']*)?["']/g,
    );
    for (const [, imported] of imports) {
      const known = names.includes(imported) || names.includes(`@types/${imported}`);
      assert.ok(known, `${name}.md: ${path} imports ${imported}`);
    }
  }
}
