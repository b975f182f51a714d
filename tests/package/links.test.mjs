// Every link and image of the documents leads somewhere: as npm and docs.rs show the README, where a relative one would
// lead below `pkg/` or nowhere, and as the repository shows the others.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { test } from "node:test";
import { root } from "../lib/servers.mjs";
import { published } from "./published.mjs";

const REPOSITORY =
  /^https:\/\/(?:github\.com\/heron-data\/heron-webhooks\/(?:blob|tree)|raw\.githubusercontent\.com\/heron-data\/heron-webhooks)\/main\/([^#?]*)(?:#(.*))?$/;
const LINK = /!?\[(?:[^\][]|\[[^\]]*\])*\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|(?:src|href)="([^"]+)"/g;

const tracked = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" }).trim().split("\n");
const exists = (path) => tracked.some((file) => file === path || file.startsWith(`${path.replace(/\/$/, "")}/`));

/** Without blocks and spans of code, in which a bracket is no link. */
const prose = (text) => text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "").replace(/`[^`\n]*`/g, "``");

const links = (text) => [...prose(text).matchAll(LINK)].map(([, inline, attribute]) => inline ?? attribute);

/** The fragments that GitHub makes of a document's headings. */
const anchors = (text) =>
  [...text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

function follow(link, from, text) {
  const [, path, fragment] = REPOSITORY.exec(link) ?? [];
  if (path !== undefined) return found(path, fragment, link);
  if (/^https:\/\//.test(link)) return assert.ok(URL.canParse(link), link);
  if (link.startsWith("#")) return assert.ok(anchors(text).includes(link.slice(1)), link);
  assert.doesNotMatch(link, /^[a-z]+:/, `${from}: only https: is linked`);
  const [relative, anchor] = link.split("#");
  found(posix.normalize(posix.join(posix.dirname(from), relative)), anchor, link);
}

function found(path, anchor, link) {
  assert.ok(exists(path), `${link}: there is no ${path} in the repository`);
  if (anchor === undefined || !path.endsWith(".md")) return;
  assert.ok(anchors(readFileSync(join(root, path), "utf8")).includes(anchor), `${link}: there is no such heading`);
}

const { project, files } = published("links");
const installed = join(project, "node_modules/heron-webhooks");
const documents = files.filter((file) => file.endsWith(".md"));

test("there are documents in the package", () => assert.deepEqual(documents, ["README.md", "SECURITY.md"]));

for (const file of documents) {
  test(`${file} of the package, as npm and docs.rs show it`, () => {
    const text = readFileSync(join(installed, file), "utf8");
    assert.notEqual(links(text).length, 0);
    for (const link of links(text)) {
      assert.match(link, /^(https:|#)/, `${link}: npm and docs.rs have no such file beside the document`);
      follow(link, file, text);
    }
  });
}

for (const file of tracked.filter((name) => name.endsWith(".md"))) {
  test(`${file} in the repository`, () => {
    const text = readFileSync(join(root, file), "utf8");
    for (const link of links(text)) follow(link, file, text);
  });
}
