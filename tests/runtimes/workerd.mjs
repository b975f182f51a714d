// Cloudflare's workerd: bundled as wrangler does it, with the module beside the bundle.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundled, lastLine, modules, output, root } from "./lib.mjs";

const command = join(modules, "@cloudflare/workerd-linux-64/bin/workerd");

const start = (program) => `
  import core from "../../pkg/wasm/core.wasm";
  import program from "./programs/${program}.mjs";
  export default { test: async () => console.log(JSON.stringify(await program(core))) };
`;

const module = {
  name: "wasm modules",
  setup: ({ onResolve }) => onResolve({ filter: /\.wasm$/ }, () => ({ path: "./core.wasm", external: true })),
};

const config = (flags) => `
  using Workerd = import "/workerd/workerd.capnp";
  const config :Workerd.Config = (services = [(name = "main", worker = (
    modules = [
      (name = "worker.js", esModule = embed "worker.js"),
      (name = "core.wasm", wasm = embed "core.wasm"),
    ],
    compatibilityDate = "2026-01-01",
    compatibilityFlags = [${flags.map((flag) => `"${flag}"`).join()}],
  ))]);
`;

export const workerd = (...flags) => ({
  name: ["workerd", ...flags].join(" + "),
  version: async () => (await output(command, ["--version"])).split(" ").at(-1),
  async run(program) {
    const folder = mkdtempSync(join(tmpdir(), "workerd-"));
    try {
      const conditions = ["workerd", "worker", "browser"];
      writeFileSync(join(folder, "worker.js"), await bundled(start(program), { conditions, plugins: [module] }));
      copyFileSync(join(root, "pkg/wasm/core.wasm"), join(folder, "core.wasm"));
      writeFileSync(join(folder, "config.capnp"), config(flags));
      return lastLine(await output(command, ["test", join(folder, "config.capnp")]));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  programs: { import: "import", init: "init", js: "js" },
});
