// The steps of the three test loops: `npm run check`, `npm test`, and `npm run test:all`, which has those of `test`
// and of `rest`.
//
// A step has a `name`, the `loops` that it is in, and `commands`, one after the other. Steps run side by side, two at a
// time: `after` names the steps that have to pass before; of those that share a `resource` one runs at a time; nothing
// runs beside one that is `alone`. `--without NAME` leaves out what `needs` NAME.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./lib.mjs";
import { without } from "./programs.mjs";

const BUILD = "WebAssembly build";
const PACKAGES = "packages of the tests";

const BIOME = "node_modules/@biomejs/biome/bin/biome";

/** Suites that measure memory or times, or that load every core. */
const MEASURING = ["benches, long", "frameworks, long", "stores, long", "timing, long"];

const cargo = (...args) => ["cargo", ...args];
const node = (...args) => [process.execPath, ...args];
const rust = (name, loops, ...commands) => ({ name, loops, commands, resource: "cargo" });

const doors = ["--package", "heron-webhooks-core", "--package", "heron-webhooks-explain"];

/** The steps of a loop: `"check"`, `"test"` or `"rest"`. */
export const steps = (loop) => all().filter(({ loops }) => loops.includes(loop));

function all() {
  const against = ["node", "bun", "deno", "firefox", "python3"].filter((name) => !without().includes(name));
  return [
    { name: PACKAGES, loops: ["test", "rest"], commands: [node("tools/setup.mjs", "--tests")] },
    rust(
      "Rust format",
      ["check", "rest"],
      cargo("fmt", "--all", "--check"),
      cargo("fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"),
    ),
    {
      name: "JavaScript format and lints",
      loops: ["check", "rest"],
      commands: [node(BIOME, "check", "--error-on-warnings")],
    },
    rust(BUILD, ["check", "test", "rest"], node("tools/build.mjs")),
    rust(
      "Rust lints",
      ["check", "rest"],
      cargo("clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"),
      cargo("clippy", "--locked", ...doors, "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"),
      cargo("clippy", "--locked", "--package", "heron-webhooks", "--no-default-features", "--", "-D", "warnings"),
    ),
    rust("Rust tests", ["check", "test"], cargo("test", "--locked")),
    {
      ...rust(
        "Rust tests, exhaustive",
        ["rest"],
        cargo("test", "--locked", "--", "--ignored"),
        cargo("test", "--test", "numbers"),
      ),
      env: { HERON_NUMBERS: "10000000" },
    },
    { name: "types of the sources", loops: ["check", "test"], after: [BUILD], commands: [node("tools/types.mjs")] },
    {
      name: "types",
      loops: ["test"],
      after: [BUILD, PACKAGES],
      commands: [node("node_modules/typescript/bin/tsc", "-p", "tests/types")],
    },
    ...suites(),
    matrix("runtimes of npm", "test", "npm"),
    matrix("browsers", "rest", "browsers"),
    {
      ...rust(
        "differential test",
        ["rest"],
        node("tests/differential/run.mjs", "--count", "300000", "--against", against.map(engine).join()),
      ),
      after: [BUILD, PACKAGES],
    },
    {
      name: "demo",
      loops: ["rest"],
      after: [BUILD],
      commands: [node("tools/demo/demo.mjs", "--once", "--quiet")],
      needs: "python3",
    },
    {
      name: "demo, recorded",
      loops: ["rest"],
      after: [BUILD],
      commands: [node("tools/demo/demo.mjs", "--once", "--quiet", "--recorded")],
    },
    {
      ...rust(
        "Rust crates",
        ["rest"],
        cargo("deny", "--workspace", "--locked", "check", "licenses", "bans", "sources"),
      ),
      needs: "deny",
    },
    { ...rust("fuzzing", ["rest"], node("tools/fuzz.mjs")), needs: "fuzz" },
  ];
}

const engine = (name) => (name === "python3" ? "cpython" : name);

function matrix(name, loop, group) {
  const leftOut = group === "browsers" ? without().filter((runtime) => ["chromium", "firefox"].includes(runtime)) : [];
  const command = node("tests/runtimes/matrix.mjs", group, "--without", leftOut.join());
  return { name, loops: [loop], after: [BUILD, PACKAGES], commands: [command] };
}

/**
 * A step for each folder of tests/, found by name: `*.test.mjs` in `npm test`, `*.long.test.mjs` in `npm run test:all`,
 * as all of www, which is in browsers; api in `npm run check` too.
 */
function suites() {
  const folders = readdirSync(join(root, "tests"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) => {
    const files = readdirSync(join(root, "tests", name)).filter((file) => file.endsWith(".test.mjs"));
    const isLong = (file) => name === "www" || file.endsWith(".long.test.mjs");
    const short = files.filter((file) => !isLong(file));
    const loops = name === "api" ? ["check", "test"] : ["test"];
    return [
      ...(short.length > 0 ? [suite(name, short, loops)] : []),
      ...(short.length < files.length
        ? [suite(name === "www" ? name : `${name}, long`, files.filter(isLong), ["rest"])]
        : []),
    ];
  });

  /** Files one after the other: they share folders below `target/`, and the machine. */
  function suite(name, files, loops) {
    const paths = files.map((file) => `tests/${name.replace(", long", "")}/${file}`);
    return {
      name: `tests/${name}`,
      loops,
      after: [BUILD, PACKAGES],
      alone: MEASURING.includes(name),
      commands: [node("--test", "--test-concurrency=1", "--test-reporter=spec", ...paths)],
    };
  }
}
