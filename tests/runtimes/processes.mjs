// Node, Bun and Deno: the few lines of a program come by standard input.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { lastLine, modules, output } from "./lib.mjs";

const start = (program) =>
  `import program from "./tests/runtimes/programs/${program}.mjs";\nconsole.log(JSON.stringify(await program()));\n`;

const run = (command, args) => async (program) => lastLine(await output(command, args, { input: start(program) }));

export const node = (major) => {
  const command = join(modules, `node-${major}/bin/node`);
  return {
    name: "Node",
    version: async () => (await output(command, ["--version"])).slice(1),
    run: run(command, ["--no-warnings", "--input-type=module", "-"]),
    programs: { import: "import", native: "native", "require()": "require", init: "init", inline: "inline", js: "js" },
  };
};

/** npm installs one of a package's platforms; their install scripts, which would put it elsewhere, are not run. */
const installed = (...paths) => paths.map((path) => join(modules, path)).find(existsSync);

export const BUN = installed("@oven/bun-linux-x64/bin/bun", "@oven/bun-linux-x64/bin/bun.exe");

export const bun = {
  name: "Bun",
  version: () => output(BUN, ["--version"]),
  run: run(BUN, ["run", "-"]),
  programs: { import: "import", native: "native", "require()": "require", init: "init", js: "js" },
};

export const DENO = installed("@deno/linux-x64-glibc/deno", "@deno/linux-x64-gnu/deno");

/** Without any permission, and without a prompt for one. */
export const deno = {
  name: "Deno",
  version: async () => (await output(DENO, ["--version"])).split(" ")[1],
  run: run(DENO, ["run", "--no-prompt", "--ext=js", "-"]),
  programs: { import: "import", native: "native", init: "init", js: "js" },
};
