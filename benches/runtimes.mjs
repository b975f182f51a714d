// Starts `measure.mjs` in each runtime: in those that the tests have installed.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { configured, workerd as workerdCommand } from "../tests/lib/workerd.mjs";
import { lastLine, modules, output, root } from "../tests/runtimes/lib.mjs";
import { BUN, DENO } from "../tests/runtimes/processes.mjs";

/** What a program prints; what it writes to standard error is progress, and shown. */
export function printed(command, args, input = "") {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
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

/** A runtime that takes a program by standard input. */
const process = (name, command, args, version) => ({
  name,
  version: async () => version(await output(command, ["--version"])),
  async measure(specification) {
    const program = `import { measure } from "./benches/measure.mjs";
      console.log(JSON.stringify(await measure(${JSON.stringify(specification)})));`;
    return lastLine(await printed(command, args, program));
  },
});

export const nodeCommand = (major) => join(modules, `node-${major}/bin/node`);

const node = (major) =>
  process(`Node ${major}`, nodeCommand(major), ["--no-warnings", "--input-type=module", "-"], (text) => text.slice(1));

/** As Workers have it: the module is compiled before, so hash-wasm, which compiles its own from bytes, cannot run. */
const workerd = {
  name: "workerd",
  version: async () => (await output(workerdCommand, ["--version"])).split(" ").at(-1),
  async measure(specification) {
    const settings = JSON.stringify({ ...specification, without: ["hash-wasm"] });
    const contents = `import { measure } from "./measure.mjs";
      export default { test: async () => console.log(JSON.stringify(await measure(${settings}))) };`;
    const config = await configured("bench", contents, { resolveDir: join(root, "benches"), flags: ["nodejs_compat"] });
    return lastLine(await printed(workerdCommand, ["test", config]));
  },
};

export const RUNTIMES = {
  node20: node(20),
  node26: node(26),
  bun: process("Bun", BUN, ["run", "-"], (text) => text),
  deno: process("Deno", DENO, ["run", "--allow-all", "--no-prompt", "--ext=js", "-"], (text) => text.split(" ")[1]),
  workerd,
};
