// What goes wrong, as the tables of the guides say: a page's application with one mistake in it, and what one then
// sees.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../lib/servers.mjs";
import { fromJavaScript, fromPython, waited } from "./deliveries.mjs";
import { read, served } from "./guide.mjs";

/**
 * A mistake.
 *
 * @typedef {object} Fault
 * @property {string} row the first cell of the page's row, as it is there
 * @property {string} [file] the file that is started
 * @property {[string, string][]} [edits] what is replaced in a file of the page
 * @property {[string, string]} [command] what is replaced in the command that starts it
 * @property {Record<string, string>} [more] files that the page does not have
 * @property {() => [string, Record<string, string>]} [delivery] one signed by Python by default
 * @property {string} [method] another method, without a body
 * @property {boolean} [starts] false if the commands fail, or the server does not start: then `printed` is in the error
 * @property {number} [status] of the answer
 * @property {RegExp} [body] of the answer
 * @property {RegExp} [printed] by the server
 */

export const large = (kilobytes) => () => fromJavaScript("large", "x".repeat(kilobytes * 1024));

/** A delivery with another `Content-Type`, or with none. */
export const typed = (type) => () => {
  const [body, { "content-type": _, ...headers }] = fromPython("typed");
  return [Buffer.from(body), type === undefined ? headers : { ...headers, "content-type": type }];
};

/** A page without its secret. */
export const UNSET = {
  command: ["HERON_WEBHOOK_SECRET=sec_test ", ""],
  starts: false,
  printed: /TypeError: secret must be .*HERON_WEBHOOK_SECRET/,
};

/**
 * Tests the mistakes of a page.
 *
 * @param {string} name
 * @param {Fault[]} faults
 * @param {Parameters<typeof served>[2] & { title?: string, section?: string }} [options]
 */
export function testFaults(name, faults, { title = name, section, ...options } = {}) {
  const text = readFileSync(join(root, "docs/guides", `${name}.md`), "utf8");
  for (const { row, edits = [], command = ["", ""], more = {}, starts = true, ...fault } of faults) {
    test(`${title}: ${row}`, async (t) => {
      assert.ok(text.includes(`| ${row} |`), "the page has this row");
      const page = read(name, section);
      const files = { ...page.files, ...more };
      for (const [from, to] of edits) edit(files, from, to);
      const commands = page.commands.map((line) => (line.includes(" send ") ? line : line.replace(...command)));
      const as = `fault-${name}`;
      const starting = served(t, { ...page, files, commands }, { as, file: fault.file, ...options });
      if (starts) await seen(await starting, fault);
      else await assert.rejects(starting, fault.printed);
    });
  }
}

function edit(files, from, to) {
  const path = Object.keys(files).find((path) => files[path].includes(from));
  assert.ok(path, `no file has: ${from}`);
  files[path] = files[path].replace(from, () => to);
}

async function seen(
  { url, deliver, printed },
  { delivery = () => fromPython("python"), method, status, body, ...fault },
) {
  if (method === undefined) {
    const answer = await deliver(...delivery());
    assert.equal(answer.status, status, `${answer.body}\n${printed()}`);
    if (body) assert.match(answer.body, body);
  } else {
    assert.equal((await fetch(url, { method })).status, status);
  }
  if (fault.printed === undefined) return;
  await waited(() => fault.printed.test(printed()));
  assert.match(printed(), fault.printed);
}
