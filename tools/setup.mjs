// Makes a clean checkout ready to build: checks the tools, installs what is missing. Quick when nothing is.
//   node tools/setup.mjs           what `npm run build` needs
//   node tools/setup.mjs --tests   what npm installs for the tests, without the rest
//   node tools/setup.mjs --all     everything that `npm run test:all` needs

import { existsSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { missing as missingToFuzz } from "./fuzz.mjs";
import { Failure, answer, download, main, npm, root } from "./lib.mjs";
import { PROGRAMS, found } from "./programs.mjs";

const WASM_TARGET = "wasm32-unknown-unknown";
/** Cargo's tools that do not come with it, and their versions. */
const CARGO_TOOLS = { deny: "0.20.2", fuzz: "0.13.2" };

/** `components`: what the Rust toolchain needs beyond the compiler, such as `clippy`. */
export async function setup({ components = [] } = {}) {
  checkNode();
  checkRust();
  await addWasmTarget();
  await addComponents(components);
  await fetchCrates();
  await installPackages("", "the development packages");
}

/** Everything that every test needs, but for what `without` names; a `Failure` where it cannot be had. */
export async function setupAll(without = []) {
  await setup({ components: ["rustfmt", "clippy"] });
  await setupTests();
  await installPackages("tests/toolchains", "the toolchains that the package is built and run with");
  await installPackages("benches", "what is measured against, and what plots");
  await installPackages("docs/site", "the generator of the site");
  await addPrograms(Object.keys(PROGRAMS).filter((name) => !without.includes(name)));
  if (!without.includes("deny")) await addCargoTool("deny");
  if (without.includes("fuzz")) return;
  if (!answer("cargo", ["+nightly", "--version"])) {
    console.log("Adding Rust's nightly toolchain, to fuzz");
    await rustup(["toolchain", "install", "nightly", "--profile", "minimal"], "A nightly toolchain");
  }
  await addCargoTool("fuzz");
  const what = missingToFuzz();
  if (what) throw new Failure(`Fuzzing needs ${what}.`, "Install it, or leave it out with `--without fuzz`.");
}

function checkNode() {
  const wanted = JSON.parse(read("package.json")).engines.node; // such as "^20.19.0 || >=22.12.0"
  const major = (version) => Number.parseInt(version, 10);
  const current = process.versions.node;
  const isWithin = wanted.split(" || ").some((range) => {
    const from = range.replace(/^(?:\^|>=)/, "");
    return !older(current, from) && (range.startsWith(">=") || major(current) === major(from));
  });
  if (!isWithin) {
    throw new Failure(
      `Node.js ${current} cannot run this: it needs ${wanted}.`,
      "Install a newer one from https://nodejs.org or with your version manager.",
    );
  }
}

function checkRust() {
  // A rustup installed a moment ago is not on the path of terminals that were open already.
  const cargoBin = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "bin");
  process.env.PATH = `${process.env.PATH}${delimiter}${cargoBin}`;

  const wanted = /^rust-version = "(.+)"/m.exec(read("Cargo.toml"))[1];
  const version = answer("rustc", ["--version"])?.split(" ")[1];
  if (!version || !answer("cargo", ["--version"])) {
    if (answer("rustup", ["--version"])) {
      throw new Failure("rustup has no working toolchain.", "Run `rustup toolchain install stable`, then this again.");
    }
    throw new Failure(
      "Rust is not installed: there is no `cargo` or no `rustc`.",
      "Install rustup from https://rustup.rs (the defaults will do), then run this again.",
    );
  }
  if (older(version, wanted)) {
    throw new Failure(
      `Rust ${version} is too old: ${wanted} or newer is needed.`,
      "Run `rustup update stable`, then this again.",
    );
  }
}

async function addWasmTarget() {
  const sysroot = answer("rustc", ["--print", "sysroot"]);
  if (!existsSync(join(sysroot, "lib/rustlib", WASM_TARGET))) {
    console.log(`Adding Rust's ${WASM_TARGET} target`);
    await rustup(["target", "add", WASM_TARGET], `Rust's standard library for ${WASM_TARGET}`);
  }
}

async function addComponents(components) {
  const missing = components.filter((component) => !answer("cargo", [component.replace(/^rust/, ""), "--version"]));
  if (missing.length > 0) {
    console.log(`Adding ${missing.join(" and ")} to the Rust toolchain`);
    await rustup(["component", "add", ...missing], missing.join(" and "));
  }
}

async function rustup(args, what) {
  if (!answer("rustup", ["--version"])) {
    throw new Failure(
      `${what} is missing, and this Rust was not installed by rustup, which could add it.`,
      "Install it with the package manager that Rust came from, or install rustup from https://rustup.rs.",
    );
  }
  await download("rustup", args, { what, registry: "the Rust distribution server", remedy: "See the message above." });
}

async function addCargoTool(tool) {
  if (answer("cargo", [tool, "--version"])) {
    return;
  }
  console.log(`Installing cargo-${tool}, which is compiled: some minutes, once`);
  await download("cargo", ["install", "--locked", "--quiet", `cargo-${tool}@${CARGO_TOOLS[tool]}`], {
    what: `cargo-${tool}`,
    registry: "the crate registry",
    remedy: "See the message above.",
  });
}

async function fetchCrates() {
  await download("cargo", ["fetch", "--locked", "--quiet"], {
    what: "The Rust packages",
    registry: "the crate registry",
    remedy: "If the message above says that the lock file must be updated, run `cargo check`, then this again.",
  });
}

/** Installs the packages of a folder's lock file. None needs its install scripts. */
export async function installPackages(folder, what) {
  const modules = join(root, folder, "node_modules");
  // npm writes this file last: without it, or with an older one than the lock file, the install is not finished.
  const finished = join(modules, ".package-lock.json");
  const installed = existsSync(finished);
  if (installed && statSync(finished).mtimeMs >= statSync(join(root, folder, "package-lock.json")).mtimeMs) {
    return;
  }
  const reason = installed
    ? "package-lock.json has changed"
    : existsSync(modules)
      ? "an earlier install did not finish"
      : "a first install";
  console.log(`Installing ${what} (${reason})`);
  await download(...npm(["ci", "--ignore-scripts", "--loglevel=error", "--prefix", join(root, folder)]), {
    what,
    registry: "the npm registry",
    remedy: `Delete the folder ${modules} and run this again; if it fails the same way, see npm's message above.`,
  });
}

export const setupTests = () => installPackages("tests", "the runtimes, bundlers and frameworks of the tests");

async function addPrograms(names) {
  const missing = names.filter((name) => found(name) === undefined);
  if (missing.length === 0) return;
  const packages = missing.map((name) => PROGRAMS[name].debian);
  const what = packages.join(" and ");
  if (process.getuid?.() !== 0 || !answer("apt-get", ["--version"])) {
    throw new Failure(
      `${what} ${missing.length > 1 ? "are" : "is"} not installed.`,
      `Install what is missing (Debian: \`sudo apt-get install ${packages.join(" ")}\`), or leave it out with
\`npm run test:all -- --without ${missing.join()}\`.`,
    );
  }
  console.log(`Installing ${what}`);
  const options = { what, registry: "Debian's package archive", remedy: "See the message above." };
  await download("apt-get", ["update", "--quiet"], options);
  await download("apt-get", ["install", "--yes", "--quiet", "--no-install-recommends", ...packages], options);
}

function older(version, wanted) {
  const [major, minor] = version.split(".").map(Number);
  const [wantedMajor, wantedMinor] = wanted.split(".").map(Number);
  return major < wantedMajor || (major === wantedMajor && minor < wantedMinor);
}

function read(file) {
  return readFileSync(join(root, file), "utf8");
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [which] = process.argv.slice(2);
  await main({ "--tests": setupTests, "--all": () => setupAll() }[which] ?? (() => setup()));
}
