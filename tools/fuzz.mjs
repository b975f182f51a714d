// Coverage-guided fuzzing: `npm run fuzz -- [TARGET …] [--seconds 60] [--pack]`, all targets if none is named. It needs
// a nightly toolchain, a C++ compiler and cargo-fuzz.
//
// A target begins with its committed corpus, fuzz/corpus/TARGET.txt (a JSON string of bytes a line), and with what
// earlier runs left below target/fuzz. A failing input is printed as a line for that file: `cargo test --test
// properties` then fails for it too. `--pack` fuzzes nothing: it writes that file anew, with no more inputs than cover
// the same.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Failure, answer, heading, main, root, run } from "./lib.mjs";

const CORPUS = join(root, "fuzz/corpus");
const WORK = join(root, "target/fuzz");

/** The most bytes of a target's inputs that are committed, the smallest inputs first. */
const COMMITTED = 48_000;

const TARGETS = readdirSync(CORPUS)
  .filter((file) => file.endsWith(".txt"))
  .map((file) => file.slice(0, -4));

/** The first thing that fuzzing lacks, if any. */
export function missing() {
  if (!answer("cargo", ["+nightly", "--version"])) return "a nightly toolchain (`rustup toolchain install nightly`)";
  if (!answer("c++", ["--version"])) return "a C++ compiler, for libFuzzer (`apt-get install g++`)";
  if (!answer("cargo", ["fuzz", "--version"])) return "cargo-fuzz (`cargo install cargo-fuzz`)";
}

const folder = (...names) => {
  const path = join(WORK, ...names);
  mkdirSync(path, { recursive: true });
  return path;
};

const line = (bytes) =>
  JSON.stringify(bytes.toString("latin1")).replace(/[\u007f-\u00ff]/g, (byte) => {
    return `\\u00${byte.charCodeAt(0).toString(16)}`;
  });

/** The committed inputs as files beside those of earlier runs. */
function unpack(target) {
  const path = folder("corpus", target);
  const lines = readFileSync(join(CORPUS, `${target}.txt`), "utf8")
    .split("\n")
    .filter(Boolean);
  const bytes = (text) => Buffer.from(JSON.parse(text), "latin1");
  for (const [index, text] of lines.entries()) writeFileSync(join(path, `committed-${index}`), bytes(text));
  return path;
}

const fuzz = (target, folders, options) =>
  run("cargo", ["+nightly", "fuzz", "run", target, ...folders, "--", "-max_len=4096", "-timeout=20", ...options], {
    env: { CARGO_TARGET_DIR: WORK },
    problem: `the fuzz target ${target} failed`,
  });

async function fuzzed(target, seconds) {
  const artifacts = folder("artifacts", target);
  rmSync(artifacts, { recursive: true });
  const quiet = ["-verbosity=0", "-print_funcs=0", "-print_final_stats=1"];
  const options = [`-max_total_time=${seconds}`, `-artifact_prefix=${folder("artifacts", target)}/`, ...quiet];
  try {
    await fuzz(target, [unpack(target)], options);
  } catch (error) {
    for (const name of readdirSync(artifacts)) {
      const input = line(readFileSync(join(artifacts, name)));
      console.log(`\nfuzz/corpus/${target}.txt should get this line (${name}):\n${input}`);
    }
    throw error;
  }
}

async function pack(target) {
  const merged = join(WORK, "merged", target);
  rmSync(merged, { recursive: true, force: true });
  await fuzz(target, [folder("merged", target), unpack(target)], ["-merge=1", "-verbosity=0"]);
  const lines = readdirSync(merged).map((name) => line(readFileSync(join(merged, name))));
  lines.sort((one, other) => one.length - other.length || (one < other ? -1 : 1));
  let bytes = 0;
  const kept = lines.filter((text) => (bytes += text.length) <= COMMITTED);
  writeFileSync(join(CORPUS, `${target}.txt`), kept.map((text) => `${text}\n`).join(""));
  console.log(`${target}: ${kept.length} inputs of ${lines.length}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { seconds: { type: "string", default: "60" }, pack: { type: "boolean", default: false } },
    });
    const unknown = positionals.find((name) => !TARGETS.includes(name));
    if (unknown) throw new Failure(`There is no fuzz target ${unknown}.`, `There are ${TARGETS.join(", ")}.`);
    const what = missing();
    if (what) throw new Failure(`Fuzzing needs ${what}.`);
    const targets = positionals.length > 0 ? positionals : TARGETS;
    for (const target of targets) {
      if (!values.pack) heading(`${target}, ${values.seconds} seconds`);
      await (values.pack ? pack(target) : fuzzed(target, values.seconds));
    }
  });
}
