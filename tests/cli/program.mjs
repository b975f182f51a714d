// The program under test: how it is started, what it reads, and a server that it posts to.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { folder, root } from "../lib/servers.mjs";

export const CLI = join(root, "pkg/cli/main.js");
export const SECRET = "sec_of_the_command_line";
export const files = folder(`cli/${basename(process.argv[1])}`);
export const TEXT = '{"topic": "a.b", "name": "Zoë", "score": 1.0}';
export const PYTHON = String.raw`{"topic":"a.b","name":"Zo\u00eb","score":1.0}`;
export const JAVASCRIPT = '{"topic":"a.b","name":"Zoë","score":1}';

export const hmac = (text, secret = SECRET) => createHmac("sha256", secret).update(text).digest("base64");

export function file(name, content) {
  const path = join(files, name);
  writeFileSync(path, content);
  return path;
}

export const payload = file("payload.json", TEXT);
export const secretFile = file("secret.txt", `${SECRET}\n`);

/** Starts the program; without a terminal, and with a secret in the environment unless `env` says otherwise. */
export function start(args, { input = "", env = {} } = {}) {
  const environment = { PATH: process.env.PATH, HERON_WEBHOOK_SECRET: SECRET, ...env };
  const child = spawn(process.execPath, [CLI, ...args], { env: environment, detached: true });
  child.stdin.on("error", () => {}); // it may not read it
  child.stdin.end(input);
  return child;
}

/** Its exit status and what it printed. No secret is ever in that. */
export async function run(args, options) {
  const child = start(args, options);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
  const [status] = await once(child, "close");
  assert.doesNotMatch(stdout + stderr, /sec_of|\x1b/);
  return { status, stdout, stderr };
}

export async function usageError(args, message, options) {
  const { status, stdout, stderr } = await run(args, options);
  assert.deepEqual([status, stdout], [2, ""], stderr);
  assert.match(stderr, message);
  assert.doesNotMatch(stderr, /\n {4}at /, "a stack");
}

/** A server that keeps what it got, and answers with each of the answers in turn, the last one for ever. */
export async function receiver(context, ...answers) {
  const received = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    received.push({ headers: request.headers, url: request.url, body });
    const [status, text = ""] = answers[Math.min(received.length, answers.length) - 1];
    response.writeHead(status).end(text);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const host = `127.0.0.1:${server.address().port}`;
  return { received, host, url: `http://${host}/heron` };
}

/** `listen`, running: its lines, and the URL that it says. */
export async function listening(context, args, env) {
  const child = start(["listen", "--port", "0", ...args], { env });
  context.after(() => child.kill("SIGKILL"));
  const notes = createInterface({ input: child.stderr });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const [note] = await once(notes, "line");
  const line = async () => (await lines.next()).value;
  const deliver = async (body, headers) => {
    const type = { "content-type": "application/json" };
    const response = await fetch(`${note.match(/http:\S+\d/)[0]}/any/path`, {
      method: "POST",
      body,
      headers: { ...type, ...headers },
    });
    return `${response.status} ${await response.text()}`;
  };
  const port = Number(note.match(/:(\d+),/)[1]);
  return { child, line, deliver, port };
}
