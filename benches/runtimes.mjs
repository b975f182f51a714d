// Starts `measure.mjs` in each runtime: in those that the tests have installed.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { configured } from "../tests/lib/workerd.mjs";
import { lastLine, modules, output, root } from "../tests/runtimes/lib.mjs";
import { BUN, DENO, WORKERD } from "../tests/lib/runtimes.mjs";

/** What a program prints; what it writes to standard error is progress, and shown. */
export function printed(command, args, { input = "", cwd = root } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ["pipe", "pipe", "inherit"] });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => (text += chunk));
    child.on("error", reject);
    child.on("close", (status) => {
      if (status === 0) resolve(text.trim());
      else reject(new Error(`${command} ended with ${status}:\n${text}`));
    });
    child.stdin.on("error", () => {}).end(input);
  });
}

/** The text of a program that measures: one of this folder's files has a function of its own name. */
const program = (file, name, specification) =>
  `console.log(JSON.stringify(await (await import("${file}")).${name}(${JSON.stringify(specification)})));`;

/** A runtime that takes a program by standard input. */
const process = (name, command, args, version) => ({
  name,
  command,
  version: async () => version(await output(command, ["--version"])),
  measure: async (what, specification) =>
    lastLine(await printed(command, args, { input: program(`./benches/${what}.mjs`, what, specification) })),
});

const node = (major) => {
  const command = join(modules, `node-${major}/bin/node`);
  return process(`Node ${major}`, command, ["--no-warnings", "--input-type=module", "-"], (text) => text.slice(1));
};

/** As Workers have it, where hash-wasm cannot run: it compiles a module of its own, and theirs come compiled. */
const workerd = {
  name: "workerd",
  version: async () => (await output(WORKERD, ["--version"])).split(" ").at(-1),
  async measure(what, specification) {
    const text = program(`./${what}.mjs`, what, { ...specification, without: ["hash-wasm"] });
    const contents = `export default { test: async () => { ${text} } };`;
    const config = await configured("bench", contents, { resolveDir: join(root, "benches"), flags: ["nodejs_compat"] });
    return lastLine(await printed(WORKERD, ["test", config]));
  },
};

export const RUNTIMES = {
  node20: node(20),
  node26: node(26),
  bun: process("Bun", BUN, ["run", "-"], (text) => text),
  deno: process("Deno", DENO, ["run", "--allow-all", "--no-prompt", "--ext=js", "-"], (text) => text.split(" ")[1]),
  workerd,
};

/** What `memory.mjs` finds of each contender, for a body of so many KB, in processes of their own. */
export async function memory(node, size) {
  const found = async (contender) =>
    JSON.parse(await printed(RUNTIMES[node].command, ["--expose-gc", "benches/memory.mjs", contender, `${size}`]));
  return { "heron-webhooks": await found("heron-webhooks"), recipe: await found("recipe") };
}
