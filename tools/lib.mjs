// Shared by the tools: commands run in the root folder, and failures that name their remedy. Node's own modules only.

import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The root folder of the repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** A problem that the person at the keyboard can solve, and its remedy. */
export class Failure extends Error {
  constructor(problem, remedy) {
    super(problem);
    this.remedy = remedy;
  }
}

/** How npm, cargo and rustup say that there is no network. */
const NETWORK_ERROR = new RegExp(
  [
    "ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH",
    "could not resolve host|couldn't resolve host|failed to connect|failed to download|could not download",
    "spurious network error|dns error|timed? ?out",
  ].join("|"),
  "i",
);

/** Prints a heading, underlined. */
export function heading(text) {
  console.log(`\n${text}\n${"-".repeat(text.length)}`);
}

/** Runs a command with its output visible; a `Failure` with this remedy unless it ends with 0. */
export async function run(command, args, { env = {}, problem, remedy } = {}) {
  const { status, error } = await spawned(command, args, env, "inherit");
  if (error || status !== 0) {
    throw new Failure(problem ?? `\`${shown(command, args)}\` ${ending(status, error)}`, remedy);
  }
}

/** Runs a command quietly: its exit code, 1 if it cannot be started, and all that it printed. */
export async function recorded([command, ...args], env) {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let output = `$ ${shown(command, args)}\n`;
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const status = await new Promise((resolve) => {
    child.on("error", (error) => resolve(((output += error.message), 1)));
    child.on("close", (code) => resolve(code ?? 1));
  });
  return { status, output };
}

/** Like `run`, for a command that downloads: a network error in its output is told from any other failure. */
export async function download(command, args, { what, registry, remedy }) {
  const { status, stderr, error } = await spawned(command, args, {}, "pipe");
  if (!error && status === 0) {
    return;
  }
  if (NETWORK_ERROR.test(stderr)) {
    throw new Failure(
      `${what} could not be downloaded: ${registry} did not answer.`,
      "Check the network connection (and any proxy or mirror that is configured), then run this again.",
    );
  }
  throw new Failure(`${what} could not be installed: \`${shown(command, args)}\` ${ending(status, error)}`, remedy);
}

/** A command's output, trimmed; `undefined` if it cannot be run or fails. */
export function answer(command, args) {
  const { status, stdout } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** Runs a tool: a `Failure` ends it with its message and exit code 1, without a stack trace. */
export async function main(tool) {
  try {
    await tool();
  } catch (error) {
    if (!(error instanceof Failure)) {
      throw error;
    }
    console.error(`\nerror: ${error.message}${error.remedy ? `\n${error.remedy}` : ""}`);
    process.exitCode = 1;
  }
}

/** npm's command line: the npm that runs this script, if one does. */
export function npm(args) {
  const script = process.env.npm_execpath;
  return script?.endsWith(".js") ? [process.execPath, [script, ...args]] : ["npm", args];
}

function spawned(command, args, env, stderr) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", stderr],
    });
    let text = "";
    child.stderr?.on("data", (chunk) => {
      process.stderr.write(chunk);
      text += chunk;
    });
    child.on("error", (error) => resolve({ error, stderr: text }));
    child.on("close", (status) => resolve({ status, stderr: text }));
  });
}

function shown(command, args) {
  return [command === process.execPath ? "node" : command, ...args].join(" ");
}

function ending(status, error) {
  if (error) {
    return `could not be started (${error.code}).`;
  }
  return status === null ? "was stopped." : `ended with exit code ${status}; its own message is above.`;
}
