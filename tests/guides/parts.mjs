// Pages with more than one receiver, or whose platform has no program in npm: a part of a page is tried at a time.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { SECRET, root } from "../lib/servers.mjs";
import { waited } from "./deliveries.mjs";
import { judged, read, served } from "./guide.mjs";

/** What npm and Deno write when they install: without it, this repository's own `type` would be that of the files. */
const MANIFEST = '{ "dependencies": { "heron-webhooks": "*" } }';

const SECRETLY = `HERON_WEBHOOK_SECRET=${SECRET}`;

/**
 * A part of a page.
 *
 * @param {string} name
 * @param {object} options
 * @param {RegExp} [options.files] which of its files: all by default
 * @param {Record<string, string>} [options.more] files that the platform's tools write
 * @param {string} [options.installs] the packages, where the page leaves their installation to the platform's tools
 * @param {string} [options.path] where it receives, if that is not the page's own address at localhost
 * @param {RegExp | string} options.start which of its commands starts the receiver; or another command line that does
 */
export function part(name, { files = /./, more = {}, installs, path, start }) {
  const page = read(name);
  const kept = Object.entries(page.files).filter(([path]) => files.test(path));
  const own = (pattern) => page.commands.filter((line) => pattern.test(line));
  const commands = [
    ...(installs === undefined ? own(/^(npm install|bun add|deno add) /) : [`npm install ${installs}`]),
    ...(path === undefined ? own(/heron-webhooks send /) : [`${SECRETLY} npx heron-webhooks send ${address(path)}`]),
    ...(typeof start === "string" ? [start] : own(start)),
  ];
  return { ...page, files: { "package.json": MANIFEST, ...Object.fromEntries(kept), ...more }, commands };
}

const address = (path) => `http://localhost:3000${path} --topic end_user.processed`;

/** The command line of a host below tests/, which serves a file at $PORT. */
export const hosted = (host, ...args) => [SECRETLY, "node", join(root, "tests", host), ...args].join(" ");

/**
 * Tests a part of a page.
 *
 * @param {string} title
 * @param {ReturnType<typeof part>} page
 * @param {Parameters<typeof served>[2] & { store?: boolean }} [options]
 */
export function testPart(title, page, { store, ...options } = {}) {
  test(title, async (t) => {
    const as = title.replace(/[^\w.]+/g, "-");
    const { deliver, printed, send } = await served(t, page, { as, ...options });
    await t.test("a delivery of `send` is accepted", async () => assert.match(await send(), /^204 after \d+ ms$/m));
    await judged(t, deliver, printed, { store });
  });
}

/**
 * What is printed has a message that a page quotes. There `…` stands for more.
 *
 * @param {string} name
 * @param {string} message
 * @param {() => string} printed
 */
export async function assertQuoted(name, message, printed) {
  const page = readFileSync(join(root, "docs/guides", `${name}.md`), "utf8");
  assert.ok(page.includes(`\`${message}\``), `${name}.md does not quote ${message}`);
  const pattern = message.split("…").map((part) => part.replace(/[^\w\s]/g, "\\$&"));
  const quoted = new RegExp(pattern.join(".*"));
  await waited(() => quoted.test(printed()));
  assert.match(printed(), quoted);
}
