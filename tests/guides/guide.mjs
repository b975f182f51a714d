// Follows a page of docs/guides to the letter: in a folder of its own, its files, its commands, and then the deliveries
// that every receiver has to tell apart.
//
// A code block whose first line is a comment with a path (`// receiver.mjs`, `# fly.toml`) is that file. The lines of
// `sh` blocks are commands, in the page's order:
//   - `npm install` names the packages that the folder gets: the packed heron-webhooks, and the pinned ones of the tests;
//   - `heron-webhooks send` says where the receiver listens, and is tried against it;
//   - of all others the last one starts the server, and those before it are run to their end.
// A block of another language, such as `console`, is not run.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { SECRET, folder, freePort, root } from "../lib/servers.mjs";
import { published } from "../package/published.mjs";

const MINUTE = 60_000;

/** Where the tests' packages are declared and installed. */
const HOMES = ["tests", "tests/toolchains", "."].map((path) => join(root, path));

const json = (path) => JSON.parse(readFileSync(path, "utf8"));

/**
 * A page, taken apart.
 *
 * @param {string} name of the file in docs/guides, without `.md`
 */
export function read(name) {
  const text = readFileSync(join(root, "docs/guides", `${name}.md`), "utf8");
  const blocks = [...text.matchAll(/^```(\S+)\n(.*?)^```/gms)].map(([, language, code]) => ({ language, code }));
  const files = blocks.flatMap(({ code }) => {
    const [, path] = /^(?:\/\/|#|--|<!--) ([\w.@()[\]/+-]+\.\w+|Dockerfile)(?: -->)?\n/.exec(code) ?? [];
    return path === undefined ? [] : [[path, code]];
  });
  const commands = blocks.filter(({ language }) => language === "sh").flatMap(({ code }) => code.trim().split("\n"));
  const patches = blocks.filter(({ language }) => language === "diff").map(({ code }) => code);
  const words = text.replace(/^```.*?^```/gms, "").match(/\S*\w\S*/g).length;
  return { name, text, files: Object.fromEntries(files), commands, patches, words };
}

const isInstall = (line) => /^npm install /.test(line);
const isSend = (line) => /\bheron-webhooks send /.test(line);

/** The packages that a page installs: `express`, `express@4`. */
const wanted = (page) =>
  page.commands.filter(isInstall).flatMap((line) =>
    line
      .replace(/#.*/, "")
      .split(/\s+/)
      .slice(2)
      .filter((word) => word !== "" && !word.startsWith("-")),
  );

/** Where a package of the tests is: `express@4` is installed as `express-4`, if not as `express`. */
function installed(spec) {
  const [, name, version] = /^(@?[^@]+)(?:@(.+))?$/.exec(spec);
  for (const home of HOMES) {
    const { devDependencies } = json(join(home, "package.json"));
    for (const alias of [`${name}-${version}`, name].filter((alias) => Object.hasOwn(devDependencies, alias))) {
      const path = join(home, "node_modules", alias);
      const found = json(join(path, "package.json"));
      if (version === undefined || `${found.version}.`.startsWith(`${version}.`)) return { name, path, bin: found.bin };
    }
  }
  assert.fail(`${spec} is not a development dependency of ${HOMES.join(", ")}`);
}

/** The package as it is published: packed and installed when it is first needed. */
let packed;
function heronWebhooks() {
  packed ??= join(published("guides-package").project, "node_modules/heron-webhooks");
  return { name: "heron-webhooks", path: packed, bin: json(join(packed, "package.json")).bin };
}

/**
 * Does what `npm install` does, without a registry.
 *
 * @param {string} project
 * @param {string[]} specs
 */
function install(project, specs) {
  const modules = join(project, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  for (const spec of specs) {
    const { name, path, bin = {} } = spec === "heron-webhooks" ? heronWebhooks() : installed(spec);
    const target = join(modules, name);
    mkdirSync(dirname(target), { recursive: true });
    if (spec === "heron-webhooks") cpSync(path, target, { recursive: true });
    else symlinkSync(path, target);
    const programs = typeof bin === "string" ? { [name.replace(/.*\//, "")]: bin } : bin;
    for (const [program, file] of Object.entries(programs)) {
      chmodSync(realpathSync(join(target, file)), 0o755);
      symlinkSync(join(target, file), join(modules, ".bin", program));
    }
  }
}

/** Every package that the files import is one that the page installs. */
function assertInstalled(page, names) {
  for (const [path, text] of Object.entries(page.files)) {
    const imports = text.matchAll(/\b(?:from|import|import\(|require\()\s*["']((?:@[\w.-]+\/)?[\w.-]+)(?:\/[^"']*)?["']/g);
    for (const [, name] of imports) {
      if (!name.startsWith(".")) assert.ok(names.includes(name), `${page.name}.md: ${path} imports ${name}`);
    }
  }
}

/**
 * Writes a page's files into an empty folder, and installs its packages.
 *
 * @param {ReturnType<typeof read>} page
 * @param {object} [options]
 * @param {string} [options.as] the folder below target/tests/guides: the page's name by default
 * @param {Record<string, string>} [options.versions] other versions than the page's: `{ express: "4" }`
 * @param {(text: string) => string} [options.edit] what is done to every file, such as another port
 */
export function created(page, { as = page.name, versions = {}, edit = (text) => text } = {}) {
  const project = folder(join("guides", as));
  for (const [path, text] of Object.entries(page.files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), edit(text));
  }
  const specs = wanted(page).map((spec) => (Object.hasOwn(versions, spec) ? `${spec}@${versions[spec]}` : spec));
  if (specs.length > 0) {
    assert.ok(specs.includes("heron-webhooks"), `${page.name}.md installs heron-webhooks`);
    assertInstalled(
      page,
      specs.map((spec) => spec.replace(/(?!^)@.*/, "")),
    );
    install(project, specs);
  }
  return project;
}

/** What a person's shell has, and no secret: the page has to set that. npm asks no registry. */
const environment = (more) => ({
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
  HOME: process.env.HOME,
  CI: "1",
  npm_config_offline: "true",
  npm_config_update_notifier: "false",
  ...more,
});

/** Starts a command line in its own process group: what it prints, and how to end all of it. */
export function shell(line, cwd, env = {}) {
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

/** Runs a command line to its end: what it printed. */
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
 * @param {Parameters<typeof created>[1] & { file?: string, env?: Record<string, string> }} [options] `file` is started
 *   instead of the file that the page's command starts
 */
export async function served(t, page, { file, env = {}, ...options } = {}) {
  const port = await freePort();
  const sending = page.commands.find(isSend);
  const [url, given] = /http:\/\/localhost:(\d+)\S*/.exec(sending);
  const ported = (text) => text.replace(new RegExp(`\\b${given}\\b`, "g"), `${port}`);
  const project = created(page, { ...options, edit: ported });
  const lines = page.commands.filter((line) => !isInstall(line) && !isSend(line)).map(ported);
  const starting = file === undefined ? lines.pop() : lines.pop().replace(/\S+$/, file);
  const more = { PORT: `${port}`, ...env };
  for (const line of lines) await ran(line, project, more);
  const server = shell(starting, project, more);
  t.after(server.end);
  await listens(port, server, starting);
  return {
    project,
    url: ported(url),
    printed: () => server.output.text,
    send: () => ran(ported(sending), project),
    deliver: deliverTo(ported(url)),
  };
}

/** Posts to a server: the status and the body of its answer. */
export const deliverTo = (url) => async (body, headers) => {
  const response = await fetch(url, { method: "POST", body, headers });
  return { status: response.status, body: await response.text() };
};

/** An event as its senders print it. `amount` and `name` are what JavaScript and Python print differently. */
export const event = (id, { filler = "" } = {}) => {
  const head = `{"topic":"end_user.processed","created":"2026-05-20T09:23:53+00:00","data":{"heron_id":"eus_1",`;
  const status = `"end_user_id":"${id}","status":"processed","filler":"${filler}",`;
  const spaced = (text) => text.replaceAll('":', '": ').replaceAll(',"', ', "');
  return {
    /** Signed by a Python sender, in the form of Heron's documentation. */
    python: String.raw`${head}${status}"amount":1.0,"name":"Zo\u00eb"},"meta":null}`,
    /** Signed by a JavaScript sender. */
    javascript: `${head}${status}"amount":1,"name":"Zoë"},"meta":null}`,
    /** What a Python sender may post: white space and no escapes, which were not signed. */
    posted: spaced(`${head}${status}"amount":1.0,"name":"Zoë"},"meta":null}`),
  };
};

export const hmac = (message, secret = SECRET) => createHmac("sha256", secret).update(message).digest("base64");

const TYPE = { "content-type": "application/json" };
const signed = (message) => ({ ...TYPE, "heron-signature": hmac(message) });

/** A delivery is `[body, headers]`. */
export const fromPython = (id) => [event(id).posted, signed(event(id).python)];
export const fromJavaScript = (id, options) => {
  const { javascript } = event(id, options);
  return [javascript, signed(javascript)];
};
export const forged = (id) => [event(id).posted.replace("1.0", "9.0"), signed(event(id).python)];
export const unsigned = (id) => [event(id).posted, TYPE];

/** How often a handler printed this id: each prints the topic and the `end_user_id` of an event. */
const times = (text, id) => text.match(new RegExp(`end_user\\.processed\\W+${id}\\b`, "g"))?.length ?? 0;

/**
 * Delivers to a receiver whose handler prints `event.topic` and `event.data.end_user_id`, and judges its answers.
 *
 * @param {import("node:test").TestContext} t
 * @param {(body: string, headers: Record<string, string>) => Promise<{ status: number, body: string }>} deliver
 * @param {() => string} printed all that the receiver has printed
 * @param {object} [options]
 * @param {boolean} [options.store] whether an event that comes twice is handled once
 */
export async function judged(t, deliver, printed, { store = false } = {}) {
  const accepted = async (delivery) => {
    const { status, body } = await deliver(...delivery);
    assert.ok(status >= 200 && status < 300, `${status} ${body}`);
  };
  const refused = async (delivery, status, code) => {
    const answer = await deliver(...delivery);
    assert.equal(answer.status, status);
    assert.match(answer.body, new RegExp(`\\b${code}\\b`));
  };
  // What is printed comes through a pipe.
  const handled = async (id, count) => {
    for (let tries = 0; tries < 100 && times(printed(), id) < count; tries += 1) await sleep(20);
    assert.equal(times(printed(), id), count, shortened(printed()));
  };

  await t.test("a genuine delivery is accepted", async () => {
    await accepted(fromJavaScript("javascript"));
    await handled("javascript", 1);
  });
  await t.test("one signed by Python, with an accent and 1.0, is accepted", async () => {
    await accepted(fromPython("python"));
    await handled("python", 1);
  });
  await t.test(`the same again is handled ${store ? "once" : "again"}`, async () => {
    await accepted(fromPython("python"));
    await handled("python", store ? 1 : 2);
  });
  await t.test("one of 150 KB is accepted", async () => {
    await accepted(fromJavaScript("large", { filler: "x".repeat(150_000) }));
    await handled("large", 1);
  });
  await t.test("a forged delivery is refused", () => refused(forged("forged"), 401, "signature_mismatch"));
  await t.test("an unsigned delivery is refused", () => refused(unsigned("unsigned"), 400, "signature_missing"));
  await t.test("neither of them was handled, and no secret was printed", async () => {
    await handled("forged", 0);
    await handled("unsigned", 0);
    assert.doesNotMatch(printed(), new RegExp(SECRET));
  });
}

/** A guide says what it has to in 150 to 350 words, besides its code. */
export const assertShort = ({ name, words }) => assert.ok(words >= 150 && words <= 350, `${name}.md: ${words} words`);

/**
 * Tests a page whose receiver is a server.
 *
 * @param {string} name
 * @param {Parameters<typeof served>[2] & { title?: string, store?: boolean }} [options]
 */
export function testGuide(name, { title = name, store, ...options } = {}) {
  test(title, async (t) => {
    const page = read(name);
    assertShort(page);
    const { deliver, printed, send } = await served(t, page, { as: title.replace(/[^\w.]+/g, "-"), ...options });
    await t.test("the page's own delivery is accepted", async () => assert.match(await send(), /^204 after \d+ ms$/m));
    await judged(t, deliver, printed, { store });
  });
}
