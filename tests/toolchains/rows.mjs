// Runs the rows of the matrix: a program that uses the package is built by a tool, moved to a folder with nothing beside
// it, and run there. It gets a genuine and a forged delivery, and an unsigned one where it is a server. See `Row`.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { leftOut } from "../../tools/programs.mjs";
import { BUN, DENO } from "../lib/runtimes.mjs";
import { BODY, FORGED, SIGNATURE, answers, folder, freePort, listening, root } from "../lib/servers.mjs";

/**
 * A row. A command is an array: a tool's name and its arguments. The name is that of a program in `hosts/`, of a runtime
 * (`node`, `node-18`, `bun`, `deno`), of npm, of a package's program, or a path within `node_modules`.
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {boolean} [long] left to `npm run test:all`
 * @property {string[]} [sources] what the project has of `fixtures/`
 * @property {Record<string, string>} [files] more files of the project, by path. In all files `$BODY`, `$FORGED` and
 *   `$SIGNATURE` stand for the deliveries, as string literals
 * @property {string[]} [needs] packages of the tests that the project depends on
 * @property {string[][]} [build] the commands that build it, in the project's folder
 * @property {string} [output] the built file or folder, which is moved; without it the program runs where the project is
 * @property {string[]} [serve] the command that serves it at $PORT, in the folder that it was moved to
 * @property {string[]} [paths] where the server's receivers are: `["/heron"]` by default
 * @property {string} [page] a page of the server, whose title is to be the verdict in Chromium
 * @property {string[]} [run] or the command that runs it, and prints the verdict
 * @property {string} [prints] what it prints instead of the verdict
 * @property {boolean} [tarball] the project gets heron-webhooks.tgz, to be installed by `build`, instead of the installed package
 * @property {Record<string, string>} [env] of all commands
 * @property {string} [program] the program that `--without` may leave out, such as `"chromium"`
 */

/** What a program prints: the event's topic, and the forged delivery's code. */
const VERDICT = "a.b, signature_mismatch";

/** What a server answers to a genuine, a forged and an unsigned delivery. */
const ANSWERS = ["204 ", "401 signature_mismatch", "400 signature_missing"];

const here = fileURLToPath(new URL(".", import.meta.url));
const MODULES = [join(here, "node_modules"), join(root, "tests/node_modules"), join(root, "node_modules")];
const MINUTE = 60_000;

const found = (path) => MODULES.map((folder) => join(folder, path)).find((path) => existsSync(path));

/** Where something is that npm installs for the tests. */
function place(...paths) {
  const path = paths.map(found).find(Boolean);
  assert.ok(path, `${paths.at(-1)} is not installed: run \`node tools/setup.mjs --all\``);
  return path;
}

/** A file of `fixtures/`. */
export const fixture = (name) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");

/** The same, with a subpath instead of the root. */
export const through = (subpath, name) => fixture(name).replace('"heron-webhooks"', `"heron-webhooks/${subpath}"`);

/** A program in which the deliveries are filled in. */
const filled = (text) =>
  text
    .replaceAll("$BODY", () => JSON.stringify(BODY))
    .replaceAll("$FORGED", () => JSON.stringify(FORGED))
    .replaceAll("$SIGNATURE", () => JSON.stringify(SIGNATURE));

/** Tests these rows, two at a time. `published` has the folder of the installed package, and the tarball. */
export function tested(title, rows, published) {
  describe(title, { concurrency: 2 }, () => {
    for (const row of rows) {
      test(row.name, { skip: row.program && leftOut(row.program) }, (context) => judged(context, row, published));
    }
  });
}

async function judged(context, row, published) {
  const project = folder(join("toolchains", row.name.replace(/[^\w.]+/g, "-")));
  const options = { cwd: project, env: { ...process.env, CI: "1", ...row.env } };
  created(project, row, published);
  for (const command of row.build ?? []) await finished(command, options);
  if (row.output !== undefined) options.cwd = moved(context, project, row.output);
  if (row.run !== undefined) {
    const [output, prints] = [await finished(row.run, options), row.prints ?? VERDICT];
    assert.ok(output.includes(prints), `no "${prints}" in:\n${shortened(output)}`);
  } else {
    await served(context, row, options);
  }
}

function created(project, { sources = [], files = {}, needs = [], tarball }, published) {
  const write = (path, text) => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), filled(text));
  };
  write("package.json", '{ "private": true }');
  for (const name of sources) write(name, fixture(name));
  for (const [path, text] of Object.entries(files)) write(path, text);
  if (tarball) cpSync(published.tarball, join(project, "heron-webhooks.tgz"));
  else cpSync(published.installed, join(project, "node_modules/heron-webhooks"), { recursive: true });
  for (const name of needs) {
    const link = join(project, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(place(name), link);
  }
}

/** Moves what was built to a folder outside of the repository, and takes the project away: no path leads to the package. */
function moved(context, project, output) {
  const empty = mkdtempSync(join(tmpdir(), "heron-webhooks-"));
  context.after(() => rmSync(empty, { recursive: true }));
  const built = join(project, output);
  const to = statSync(built).isDirectory() ? empty : join(empty, basename(output));
  cpSync(built, to, { recursive: true, verbatimSymlinks: true });
  rmSync(project, { recursive: true });
  return empty;
}

/** Program and arguments that a command stands for. */
function resolved([name, ...args], cwd) {
  if (name === "node") return [process.execPath, args];
  if (name === "bun") return [BUN, args];
  if (name === "deno") return [DENO, args];
  if (name === "npm") return ["npm", args];
  if (/^node-\d+$/.test(name)) return [place(`${name}/bin/node`), args];
  if (name.startsWith("./")) return [join(cwd, name), args];
  const host = join(here, "hosts", `${name}.mjs`);
  const file = existsSync(host) ? host : place(join(".bin", name), name);
  return [process.execPath, [realpathSync(file), ...args]];
}

function started(command, { cwd, env }) {
  const [program, args] = resolved(command, cwd);
  // Some tools start `node` by its name: it is to be this one.
  const path = `${dirname(process.execPath)}${delimiter}${env.PATH}`;
  const child = spawn(program, args, {
    cwd,
    env: { ...env, PATH: path },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const output = { text: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output.text += text));
  return { child, output };
}

/** A tool's own processes end with it. */
function end(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Errors in bundles quote lines of many kilobytes. */
const shortened = (text) => text.replace(/^(.{300}).*$/gm, "$1…").slice(-6000);

/** Runs a command to its end: what it printed. */
async function finished(command, options) {
  const { child, output } = started(command, options);
  const timer = setTimeout(() => end(child), 5 * MINUTE);
  const status = await new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message)).on("close", (code, signal) => resolve(code ?? signal));
  });
  clearTimeout(timer);
  assert.equal(status, 0, `\`${command.join(" ")}\` ended with ${status}:\n${shortened(output.text)}`);
  return output.text;
}

/** Starts a server, and delivers to it. */
async function served(context, { serve, paths = ["/heron"], page }, options) {
  const port = await freePort();
  const env = { ...options.env, PORT: String(port), HOST: "127.0.0.1", HOSTNAME: "127.0.0.1" };
  const { child, output } = started(serve, { ...options, env });
  context.after(() => end(child));
  const url = `http://127.0.0.1:${port}`;
  try {
    await listening(child, port);
    for (const path of paths) assert.deepEqual(await answers(url + path), ANSWERS, path);
    if (page !== undefined) assert.match(await finished(["chromium", url + page], options), new RegExp(VERDICT));
  } catch (error) {
    assert.fail(`\`${serve.join(" ")}\`: ${error.message}:\n${shortened(output.text)}`);
  }
}
