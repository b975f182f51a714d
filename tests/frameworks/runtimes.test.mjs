// The servers of other runtimes: each gives the answers of the one table.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { BUN, DENO, DENO_RUN, WORKERD, serving } from "../lib/runtimes.mjs";
import { testServer } from "./deliveries.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** A server that its tests can ask what it handled, and how each request ended. */
async function run(...args) {
  const { port, close } = await serving(...args);
  const origin = `http://127.0.0.1:${port}`;
  const ask = (path) => async () => (await fetch(`${origin}/${path}`)).json();
  return { url: `${origin}/heron`, handled: ask("handled"), outcomes: ask("outcomes"), close };
}

testServer("Bun.serve", () => run(BUN, [here("servers/bun.mjs")]));

testServer("Deno.serve", () => run(DENO, [...DENO_RUN, here("servers/deno.mjs")]));

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

// As wrangler bundles it: modules are uploaded beside the bundle.
const modules = {
  name: "modules",
  setup: ({ onResolve }) => onResolve({ filter: /core\.wasm$/ }, () => ({ path: "./core.wasm", external: true })),
};

testServer("Hono on workerd", async () => {
  const folder = mkdtempSync(join(tmpdir(), "heron-workerd-"));
  await build({
    entryPoints: [here("servers/workerd.mjs")],
    outfile: join(folder, "worker.js"),
    bundle: true,
    format: "esm",
    logLevel: "warning",
    plugins: [modules],
    conditions: ["workerd"],
  });
  copyFileSync(here("../../pkg/dist/core.wasm"), join(folder, "core.wasm"));
  writeFileSync(join(folder, "config.capnp"), WORKERD_CONFIG);
  const server = await run(WORKERD, ["serve", "--control-fd=3", join(folder, "config.capnp")], /"port":(\d+)/);
  const close = async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  };
  return { ...server, close };
});
