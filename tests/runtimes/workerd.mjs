// Cloudflare's workerd.
import { WORKERD } from "../lib/runtimes.mjs";
import { configured } from "../lib/workerd.mjs";
import { lastLine, output, root } from "./lib.mjs";

const start = (program) => `
  import core from "../../pkg/dist/core.wasm";
  import program from "./programs/${program}.mjs";
  export default { test: async () => console.log(JSON.stringify(await program(core))) };
`;

export const workerd = (...flags) => ({
  name: ["workerd", ...flags].join(" + "),
  version: async () => (await output(WORKERD, ["--version"])).split(" ").at(-1),
  async run(program) {
    const config = await configured("suite", start(program), { resolveDir: `${root}/tests/runtimes`, flags });
    return lastLine(await output(WORKERD, ["test", config]));
  },
  // Without the flag a Worker has no node:crypto.
  programs: { import: "import", ...(flags.includes("nodejs_compat") && { native: "native" }), init: "init", js: "js" },
});
