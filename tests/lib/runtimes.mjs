// Where the other runtimes' programs are, and a server of theirs as a process.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** An executable of an npm package, which needs no install script. */
const executable = (name, path) => join(dirname(require.resolve(`${name}/package.json`)), path);

/** Where it is published, or where the install script of `bun` has moved it. */
export const BUN = [executable("@oven/bun-linux-x64", "bin/bun"), executable("bun", "bin/bun.exe")].find(existsSync);
export const DENO = executable("@deno/linux-x64-glibc", "deno");
export const WORKERD = executable("@cloudflare/workerd-linux-64", "bin/workerd");

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
