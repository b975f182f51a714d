// Follows a page of docs/guides to the letter: in a folder of its own, its files, its commands, and then the deliveries
// that every receiver has to tell apart.
//
// A code block whose first line is a comment with a path (`// receiver.mjs`, `# fly.toml`) is that file. The lines of
// `sh` blocks are commands:
//   - `npm install`, `bun add` and `deno add` name the packages that the folder gets: the packed heron-webhooks, and
//     the pinned ones of the tests;
//   - `heron-webhooks send` says where the receiver listens, and is tried against it;
//   - of all others the last one starts the server, and those before it are run to their end.
// A block of another language, such as `console`, is not run. A page with several applications has each in a section.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sectionOf } from "../lib/pages.mjs";
import { folder, freePort, root } from "../lib/servers.mjs";
import { judged } from "./deliveries.mjs";
import { assertInstalled, install, nameOf } from "./install.mjs";

export { judged };

const MINUTE = 60_000;

/**
 * A page, taken apart.
 *
 * @param {string} name of the file in docs/guides, without `.md`
 * @param {string} [section] the heading of the one section that is followed
 */
export function read(name, section) {
  const text = readFileSync(join(root, "docs/guides", `${name}.md`), "utf8");
  const followed = section === undefined ? text : sectionOf(text, section);
  const blocks = [...followed.matchAll(/^```(\S+)\n(.*?)^```/gms)].map(([, language, code]) => ({ language, code }));
  const files = blocks.flatMap(({ code }) => {
    const [, path] = /^(?:\/\/|#|--|<!--) ([\w.@()[\]/+-]+\.\w+|Dockerfile)(?: -->)?\n/.exec(code) ?? [];
    return path === undefined ? [] : [[path, code]];
  });
  const commands = blocks.filter(({ language }) => language === "sh").flatMap(({ code }) => code.trim().split("\n"));
  return {
    name,
    files: Object.fromEntries(files),
    // One address may be that of all sections.
    commands: commands.some(isSend) ? commands : [...commands, ...text.split("\n").filter(isSend)],
    patches: blocks.filter(({ language }) => language === "diff").map(({ code }) => code),
    words: text.replace(/^```.*?^```/gms, "").match(/\S*\w\S*/g).length,
  };
}

const isInstall = (line) => /^(?:npm install|bun add|deno add) /.test(line);
const isSend = (line) => /\bheron-webhooks send /.test(line);

/** The packages that a page installs: `express`, `express@4`. */
const wanted = ({ commands }) =>
  commands.filter(isInstall).flatMap((line) =>
    line
      .split(/\s+/)
      .slice(2)
      .map((word) => word.replace(/^npm:/, ""))
      .filter((word) => word !== "" && !word.startsWith("-")),
  );

/**
 * Writes a page's files into an empty folder, and installs its packages.
 *
 * @param {ReturnType<typeof read>} page
 * @param {object} [options]
 * @param {string} [options.as] the folder below target/tests/guides: the page's name by default
 * @param {Record<string, string>} [options.versions] other versions than the page's: `{ express: "4" }`
 * @param {(text: string, path: string) => string} [options.edit] what is done to every file, such as another port
 */
export function created(page, { as = page.name, versions = {}, edit = (text) => text } = {}) {
  const project = folder(join("guides", as));
  for (const [path, text] of Object.entries(page.files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), edit(text, path));
  }
  const specs = wanted(page).map((spec) => {
    const name = nameOf(spec);
    return Object.hasOwn(versions, name) ? `${name}@${versions[name]}` : spec;
  });
  if (specs.length > 0) {
    assert.ok(specs.includes("heron-webhooks"), `${page.name}.md installs heron-webhooks`);
    assertInstalled(page, specs);
  }
  // A page without npm, such as one for Rust, has its sender from `npx`.
  install(project, specs.length > 0 ? specs : ["heron-webhooks"]);
  return project;
}

/** What a person's shell has, and no secret: the page has to set that. npm asks no registry. */
const environment = ({ node = process.execPath, ...more }) => ({
  PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
  HOME: process.env.HOME,
  CI: "1",
  npm_config_offline: "true",
  npm_config_update_notifier: "false",
  ...more,
});

/** Starts a command line in a process group of its own: what it prints, and how to end all of it. */
function shell(line, cwd, env = {}) {
  const options = { cwd, env: environment(env), stdio: ["ignore", "pipe", "pipe"], detached: true };
  const child = spawn("sh", ["-c", line], options);
  const output = { text: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output.text += text));
  const closed = new Promise((resolve) => child.on("close", (code, signal) => resolve(code ?? signal)));
  const end = () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  };
  return { child, output, closed, end };
}

const shortened = (text) => text.replace(/^(.{300}).*$/gm, "$1…").slice(-6000);

/** Runs a command line to its end: what it printed. `node` in `env` is the program that `node` stands for. */
export async function ran(line, cwd, env) {
  const { output, closed, end } = shell(line, cwd, env);
  const timer = setTimeout(end, 10 * MINUTE);
  const status = await closed;
  clearTimeout(timer);
  assert.equal(status, 0, `\`${line}\` ended with ${status}:\n${shortened(output.text)}`);
  return output.text;
}

/** Waits until something listens at localhost, whichever address that is. */
async function listens(port, { child, output }, line) {
  for (const started = Date.now(); Date.now() - started < MINUTE; await sleep(50)) {
    const socket = connect(port, "localhost");
    const open = await new Promise((resolve) => {
      socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    });
    socket.destroy();
    if (open) return;
    if (child.exitCode !== null) break;
  }
  assert.fail(`\`${line}\` does not listen at port ${port}:\n${shortened(output.text)}`);
}

/**
 * Runs a page's commands, and leaves its server running. Its port is the one of `heron-webhooks send`.
 *
 * @param {import("node:test").TestContext} t
 * @param {ReturnType<typeof read>} page
 * @param {Parameters<typeof created>[1] & { file?: string, env?: Record<string, string>, before?: (project: string) =>
 *   unknown }} [options] `file` is started instead of the file that the page's command starts; `before` is called when
 *   the files are there; `env` is that of all commands
 */
export async function served(t, page, { file, env = {}, before, edit = (text) => text, ...options } = {}) {
  const port = await freePort();
  const sending = page.commands.find(isSend);
  const [url, given] = /http:\/\/localhost:(\d+)\S*/.exec(sending);
  const ported = (text) => text.replace(new RegExp(`\\b${given}\\b`, "g"), `${port}`);
  const project = created(page, { ...options, edit: (text, path) => ported(edit(text, path)) });
  await before?.(project);
  const lines = page.commands.filter((line) => !isInstall(line) && !isSend(line)).map(ported);
  const last = lines.pop();
  const starting = file === undefined ? last : last.replace(/\S+$/, file);
  const environs = { PORT: `${port}`, ...env };
  for (const line of lines) await ran(line, project, environs);
  const server = shell(starting, project, environs);
  t.after(server.end);
  await listens(port, server, starting);
  return {
    url: ported(url),
    printed: () => server.output.text,
    send: () => ran(ported(sending), project),
    deliver: deliverTo(ported(url)),
  };
}

/** Posts to a server: the status and the body of its answer. */
const deliverTo = (url) => async (body, headers) => {
  const response = await fetch(url, { method: "POST", body, headers });
  return { status: response.status, body: await response.text() };
};

/** A guide says what it has to in 150 to 350 words, besides its code. */
export const assertShort = ({ name, words }) => assert.ok(words >= 150 && words <= 350, `${name}.md: ${words} words`);

/**
 * Tests a page whose receiver is a server.
 *
 * @param {string} name
 * @param {Parameters<typeof served>[2] & Parameters<typeof judged>[3] & { title?: string, section?: string }} [options]
 */
export function testGuide(name, { title = name, section, store, codes, ...options } = {}) {
  test(title, async (t) => {
    const page = read(name, section);
    assertShort(page);
    const { deliver, printed, send } = await served(t, page, { as: title.replace(/[^\w.]+/g, "-"), ...options });
    await t.test("the page's own delivery is accepted", async () => assert.match(await send(), /^204 after \d+ ms$/m));
    await judged(t, deliver, printed, { store, codes });
  });
}
