// Where the other runtimes' programs are, and a server of theirs as a process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { modules } from "./servers.mjs";

/** npm installs one of a package's platforms; their install scripts, which would put it elsewhere, are not run. */
const installed = (...paths) => paths.map((path) => join(modules, path)).find(existsSync);

export const BUN = installed("@oven/bun-linux-x64/bin/bun", "@oven/bun-linux-x64/bin/bun.exe");
export const DENO = installed("@deno/linux-x64-glibc/deno", "@deno/linux-x64-gnu/deno");
export const WORKERD = installed("@cloudflare/workerd-linux-64/bin/workerd");

/** What `deno` takes in front of a program of the tests. */
export const DENO_RUN = ["run", "--no-lock", "--node-modules-dir=manual", "--allow-net=127.0.0.1", "--allow-read"];

/** Runs a server until it says its port. */
export async function serving(command, args, listening = /port (\d+)/) {
  const server = spawn(command, args, { stdio: ["ignore", "pipe", "pipe", "pipe"] });
  let output = "";
  const port = await new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      const match = listening.exec(output);
      if (match !== null) resolve(Number(match[1]));
    };
    for (const stream of server.stdio.slice(1)) stream.on("data", read);
    server.on("error", reject);
    server.on("exit", () => reject(new Error(`${command} ended:\n${output}`)));
  });
  const close = async () => {
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
  };
  return { port, pid: server.pid, close };
}
