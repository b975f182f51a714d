// Workers in the real workerd, bundled as wrangler does it: modules are uploaded beside the bundle.
import { spawn } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import * as esbuild from "esbuild";
import { WORKERD } from "./runtimes.mjs";
import { folder } from "./servers.mjs";

/** Bundles a Worker, and writes its configuration: the path of that. Without a port it is there to be tested. */
export async function configured(name, contents, { resolveDir, flags = [], bindings = {}, objects = [], port }) {
  const worker = folder(name);
  const modules = new Set();
  const module = {
    name: "wasm modules",
    setup: ({ onResolve }) =>
      onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => {
        const file = basename(path);
        copyFileSync(join(resolveDir, path), join(worker, file));
        modules.add(`(name = "${file}", wasm = embed "${file}")`);
        return { path: `./${file}`, external: true };
      }),
  };
  await esbuild.build({
    stdin: { contents, resolveDir },
    ...{ bundle: true, format: "esm", target: "es2022", outfile: join(worker, "worker.js"), plugins: [module] },
    external: ["cloudflare:*", "node:*"],
    conditions: ["workerd", "worker", "browser"],
    logLevel: "silent",
  });
  const socket = `(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")`;
  const config = join(worker, "config.capnp");
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [(name = "main", worker = (
        modules = [${['(name = "worker.js", esModule = embed "worker.js")', ...modules].join()}],
        bindings = [
          ${Object.entries(bindings)
            .map(([name, text]) => `(name = "${name}", text = "${text}"),`)
            .join("\n")}
          ${objects.map((name) => `(name = "${name}", durableObjectNamespace = "${name}"),`).join("\n")}
        ],
        durableObjectNamespaces = [${objects.map((name) => `(className = "${name}", uniqueKey = "${name}")`).join()}],
        durableObjectStorage = (inMemory = void),
        compatibilityDate = "2026-01-01",
        compatibilityFlags = [${flags.map((flag) => `"${flag}"`).join()}],
      )), (name = "internet", network = (allow = ["public", "private"]))],
      sockets = [${port === undefined ? "" : socket}],
    );`,
  );
  return config;
}

/** Serves a Worker: the process. */
export async function serve(name, contents, options) {
  return spawn(WORKERD, ["serve", await configured(name, contents, options)], { stdio: "inherit" });
}
