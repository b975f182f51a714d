// `workerd.mjs MAIN [FLAG …]`: serves the Worker of this folder at $PORT in workerd. Every other script and .wasm file
// of the folder is a module beside it, as wrangler uploads them.
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { WORKERD } from "../../lib/runtimes.mjs";

const KINDS = { mjs: "esModule", js: "esModule", wasm: "wasm" };

const [main, ...flags] = process.argv.slice(2);
const files = readdirSync(".", { recursive: true }).filter((file) => file.split(".").at(-1) in KINDS);
const module = (file) => `(name = "${file}", ${KINDS[file.split(".").at(-1)]} = embed "${file}")`;
const modules = [main, ...files.filter((file) => file !== main)].map(module);
writeFileSync(
  "config.capnp",
  `using Workerd = import "/workerd/workerd.capnp";
  const config :Workerd.Config = (
    services = [(name = "main", worker = (
      modules = [${modules.join(", ")}],
      compatibilityDate = "2026-01-01",
      compatibilityFlags = [${flags.map((flag) => `"${flag}"`).join(", ")}],
    ))],
    sockets = [(name = "http", address = "127.0.0.1:${process.env.PORT}", http = (), service = "main")],
  );`,
);
process.exitCode = spawnSync(WORKERD, ["serve", "config.capnp"], { stdio: "inherit" }).status;
