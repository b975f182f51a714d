// Node, Bun and Deno: the few lines of a program come by standard input.
import { join } from "node:path";
import { BUN, DENO } from "../lib/runtimes.mjs";
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
    // Node 18 has no synchronous way to node:crypto that an ES module could take.
    programs: {
      import: "import",
      ...(major > 18 && { native: "native" }),
      "require()": "require",
      init: "init",
      inline: "inline",
      js: "js",
    },
  };
};

export const bun = {
  name: "Bun",
  version: () => output(BUN, ["--version"]),
  run: run(BUN, ["run", "-"]),
  programs: { import: "import", native: "native", "require()": "require", init: "init", js: "js" },
};

/** Without any permission, and without a prompt for one. */
export const deno = {
  name: "Deno",
  version: async () => (await output(DENO, ["--version"])).split(" ")[1],
  run: run(DENO, ["run", "--no-prompt", "--ext=js", "-"]),
  programs: { import: "import", native: "native", init: "init", js: "js" },
};
