// The servers of other runtimes: each gives the answers of the one table.
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { testServer } from "./deliveries.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const require = createRequire(import.meta.url);

/** An executable of an npm package, which needs no install script. */
const executable = (name, path) => join(dirname(require.resolve(`${name}/package.json`)), path);

// Where it is published, or where the install script of `bun` has moved it.
const BUN = [executable("@oven/bun-linux-x64", "bin/bun"), executable("bun", "bin/bun.exe")].find(existsSync);
const DENO = executable("@deno/linux-x64-glibc", "deno");
const WORKERD = executable("@cloudflare/workerd-linux-64", "bin/workerd");

/** Runs a server until it says its port. */
async function run(command, args, listening) {
  const server = spawn(command, args, { stdio: ["ignore", "pipe", "pipe", "pipe"] });
  let output = "";
  const port = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      const match = listening.exec(output);
      if (match !== null) resolve(match[1]);
    };
    for (const stream of server.stdio.slice(1)) stream.on("data", read);
    server.on("error", reject);
    server.on("exit", () => reject(new Error(`${command} ended:\n${output}`)));
  });
  const origin = `http://127.0.0.1:${port}`;
  const handled = async () => (await fetch(`${origin}/handled`)).json();
  const close = async () => {
    server.kill();
    await once(server, "exit");
  };
  return { url: `${origin}/heron`, handled, close };
}

testServer("Bun.serve", () => run(BUN, [here("servers/bun.mjs")], /port (\d+)/));

testServer("Deno.serve", () => {
  const permissions = ["--allow-net=127.0.0.1", "--allow-read"];
  return run(DENO, ["run", "--no-lock", "--node-modules-dir=manual", ...permissions, here("servers/deno.mjs")], /port (\d+)/);
});

const WORKERD_CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [
      (name = "worker.js", esModule = embed "worker.js"),
      (name = "core.wasm", wasm = embed "core.wasm"),
    ],
    compatibilityDate = "2026-01-01",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;

// What workerd takes is a compiled module, by import.
const workerdEntry = {
  name: "heron-webhooks on workerd",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^heron-webhooks$/ }, () => ({ path: "entry", namespace: "workerd" }));
    onResolve({ filter: /core\.wasm$/ }, () => ({ path: "./core.wasm", external: true }));
    onLoad({ filter: /./, namespace: "workerd" }, () => ({
      contents: `import module from "./wasm/core.wasm"; import { start } from "./instance.js"; start(module); export * from "./webhooks.js";`,
      resolveDir: here("../../pkg"),
    }));
  },
};

testServer("Hono on workerd", async () => {
  const folder = mkdtempSync(join(tmpdir(), "heron-workerd-"));
  await build({
    entryPoints: [here("servers/workerd.mjs")],
    outfile: join(folder, "worker.js"),
    bundle: true,
    format: "esm",
    logLevel: "warning",
    plugins: [workerdEntry],
  });
  copyFileSync(here("../../pkg/wasm/core.wasm"), join(folder, "core.wasm"));
  writeFileSync(join(folder, "config.capnp"), WORKERD_CONFIG);
  const server = await run(WORKERD, ["serve", "--control-fd=3", join(folder, "config.capnp")], /"port":(\d+)/);
  const close = async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  };
  return { ...server, close };
});
