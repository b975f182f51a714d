// docs/guides/testing.md, as tests follow it: its files and commands, in a project with the packed package. A user's test
// has to pass with the guide's receiver, and to fail with a broken one.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { folder, root } from "../lib/servers.mjs";

export const PAGE = readFileSync(join(root, "docs/guides/testing.md"), "utf8");

/** The text below a heading. */
export const section = (heading) => {
  const [, text] = PAGE.split(`\n## ${heading}\n`);
  assert.ok(text, `the guide has no section "${heading}"`);
  return text.split("\n## ")[0];
};

/** The blocks of code of a language. */
export const blocks = (text, language) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(([, code]) => code);

/** The guide's receiver. */
export const [RECEIVER] = blocks(PAGE, "js");
assert.match(RECEIVER, /^\/\/ receiver\.mjs\n/);

const ANSWER = `
const answer = (status) => new Response(null, { status });
export const companies = new Map();
const handle = ({ topic, data }) => {
  if (topic === "end_user.processed") companies.set(data.end_user_id, data.status);
  return answer(204);
};
const secret = process.env.HERON_WEBHOOK_SECRET;
`;
const RECIPE = `${ANSWER}
import { createHmac } from "node:crypto";
const refused = (text, signature) => createHmac("sha256", secret).update(text).digest("base64") !== signature;
`;

const FORGERIES = ["wrong secret", "altered body", "no signature", "malformed signature"];
const refuses = (name) => `refuses end_user.failed: ${name}`;
const accepts = (name) => `accepts end_user.failed: ${name}`;
const STORES = "stores the status of an end user";

/** Broken receivers, and the tests that have to fail with each: these, and no others. */
export const BROKEN = {
  "does not verify": [
    `${ANSWER}export const POST = async (request) => handle(await request.json());`,
    FORGERIES.map(refuses),
  ],
  "only checks that there is a signature": [
    `${ANSWER}export const POST = async (request) =>
      request.headers.has("heron-signature") ? handle(await request.json()) : answer(400);`,
    FORGERIES.filter((name) => name !== "no signature").map(refuses),
  ],
  "verifies what JSON.stringify prints of the parsed body": [
    `${RECIPE}export const POST = async (request) => {
      const event = await request.json();
      return refused(JSON.stringify(event), request.headers.get("heron-signature")) ? answer(401) : handle(event);
    };`,
    [
      STORES,
      accepts("raw form, signed"),
      ...["signed", "spaced", "utf8", "source"].map((wire) => accepts(`python form, ${wire}`)),
    ],
  ],
  "verifies the bytes as they came": [
    `${RECIPE}export const POST = async (request) => {
      const body = await request.text();
      return refused(body, request.headers.get("heron-signature")) ? answer(401) : handle(JSON.parse(body));
    };`,
    [
      ...["spaced", "utf8", "source"].map((wire) => accepts(`python form, ${wire}`)),
      ...["spaced", "source"].map((wire) => accepts(`javascript form, ${wire}`)),
    ],
  ],
  "forgets the event": [RECEIVER.replace("end_user.processed", "end_user.created"), [STORES]],
};

const SPELLINGS = ["signed", "spaced", "utf8", "source"];
const CASES = [
  STORES,
  accepts("raw form, signed"),
  ...["python", "javascript"].flatMap((form) => SPELLINGS.map((wire) => accepts(`${form} form, ${wire}`))),
  ...FORGERIES.map(refuses),
];

/** What npm would have installed: the packages, and their commands. */
function link(project, modules, packages) {
  for (const name of packages
    .flatMap((name) => [name, `.bin/${name}`])
    .filter((path) => existsSync(join(modules, path)))) {
    const path = join(project, "node_modules", name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(join(modules, name), path);
  }
}

/** A project with the packed package, the guide's files, and packages that npm installed for the tests. */
export function projectOf(name, installed, files, { modules, packages = [] }) {
  const project = folder(join("testing", name.replace(/\W+/g, "-")));
  cpSync(installed, join(project, "node_modules/heron-webhooks"), { recursive: true });
  link(project, modules, packages);
  for (const [path, text] of Object.entries({ "package.json": '{ "private": true }\n', ...files }))
    writeFileSync(join(project, path), text);
  return project;
}

/** Runs one of the guide's commands, and ends what it left in the background. */
export async function run(command, cwd, env = {}) {
  const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH}`;
  // Without what this runner tells its own children.
  const { NODE_TEST_CONTEXT, NODE_OPTIONS, ...inherited } = process.env;
  const child = spawn("bash", ["-e", "-c", command], {
    cwd,
    env: { ...inherited, NO_COLOR: "1", CI: "1", npm_config_offline: "true", PATH: path, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text));
  const closed = once(child, "close");
  const [status] = await once(child, "exit");
  try {
    process.kill(-child.pid);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
  await closed;
  return { status, output };
}

/**
 * The guide's test in a runner: it passes with the guide's receiver; with a broken one it fails, in the cases that are
 * about the mistake. `failures` gives the lines of a runner's output that name failed cases.
 */
export function judged(context, { name, test, command, failures, installed, ...options }) {
  assert.match(test, /^\/\/ receiver\.test\.mjs\n/);
  const outcome = async (title, receiver) => {
    const files = { "receiver.mjs": receiver, "receiver.test.mjs": test };
    const { status, output } = await run(command, projectOf(`${name}-${title}`, installed, files, options));
    const lines = failures(output);
    return { status, output, failed: CASES.filter((title) => lines.some((line) => line.includes(title))) };
  };
  return Promise.all([
    context.test(`${name}: the guide's receiver passes`, async () => {
      const { status, output, failed } = await outcome("right", RECEIVER);
      assert.deepEqual([status, failed], [0, []], output);
      assert.match(output, new RegExp(`pass ${CASES.length}\\b|\\b${CASES.length} passed`));
    }),
    ...Object.entries(BROKEN).map(([title, [receiver, cases]]) =>
      context.test(`${name}: a receiver that ${title} fails`, async () => {
        const { status, output, failed } = await outcome(title, receiver);
        assert.equal(status, 1, output);
        assert.deepEqual(failed, cases, output);
      }),
    ),
  ]);
}
