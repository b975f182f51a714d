// What the runtimes' runners share.
import { spawn } from "node:child_process";
import * as esbuild from "esbuild";
import { modules, root } from "../lib/servers.mjs";

export { modules, root };

/** Runs a program of a runtime: what it printed; an error if it does not end with 0. */
export function output(command, args, { input = "", env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["pipe", "pipe", "pipe"], timeout: 120_000 });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.on("error", reject);
    child.on("close", (status) =>
      status === 0 ? resolve(stdout.trim()) : reject(new Error(`${command} ended with ${status}:\n${stdout}${stderr}`)),
    );
    child.stdin.on("error", () => {}).end(input);
  });
}

/** The result that a program printed in its last line. */
export const lastLine = (text) => JSON.parse(text.slice(text.lastIndexOf("\n") + 1));

/** A program bundled for a runtime, as text. */
export async function bundled(contents, options) {
  const result = await esbuild.build({
    stdin: { contents, resolveDir: `${root}/tests/runtimes`, sourcefile: "start.mjs" },
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    logLevel: "silent",
    ...options,
  });
  return result.outputFiles[0].text;
}
