// `npm run docs`: each document is a page, each link and anchor of the built pages leads somewhere, code is as it is in
// the documents, and nothing is loaded from elsewhere.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { test } from "node:test";
import { pathOf } from "../../docs/site/.vitepress/documents.mjs";
import { root } from "../lib/servers.mjs";

const BASE = "/heron-webhooks/";
const REPOSITORY = /^https:\/\/github\.com\/heron-data\/heron-webhooks\/(?:blob|tree)\/main\/([^#]*)/;

execFileSync(process.execPath, [join(root, "tools/docs.mjs")], { stdio: "pipe" });
const site = join(root, "target/site");
const read = (file) => readFileSync(join(site, file), "utf8");
const built = readdirSync(site, { recursive: true }).filter((file) => statSync(join(site, file)).isFile());
const pages = built.filter((file) => file.endsWith(".html") && file !== "page/index.html");

const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim().split("\n");
const tracked = git("ls-files", "--cached", "--others", "--exclude-standard");
const documents = tracked.filter((file) => /^(README|SECURITY|CONTRIBUTING|CHANGELOG)\.md$|^docs\/.*\.md$/.test(file));

const CHARACTERS = { amp: "&", lt: "<", gt: ">", quot: '"' };
const decoded = (html) =>
  html.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (_, decimal, hex, name) =>
    name === undefined ? String.fromCodePoint(decimal ?? Number.parseInt(hex, 16)) : CHARACTERS[name],
  );

/** The values of an attribute, in the tags whose names match. */
const attributes = (html, tags, name) =>
  [...html.matchAll(new RegExp(`<(?:${tags})\\b[^>]*?\\s${name}="([^"]*)"`, "g"))].map(([, value]) => decoded(value));

const ids = (html) => attributes(html, "\\w+", "id");

/** The file of the site that an address within it names. */
function fileOf(address, from) {
  const { pathname, hash } = new URL(address, `http://site${BASE}${from}`);
  const path = decodeURIComponent(pathname);
  if (!path.startsWith(BASE)) return { hash };
  const file = path.slice(BASE.length);
  return { file: file === "" || file.endsWith("/") ? posix.join(file, "index.html") : file, hash };
}

/** Why a link leads nowhere; nothing if it leads somewhere. */
function broken(href, from, html) {
  const [, path] = REPOSITORY.exec(href) ?? [];
  if (path !== undefined) {
    const isThere = tracked.some((name) => name === path || name.startsWith(`${path.replace(/\/$/, "")}/`));
    return isThere ? undefined : "not in the repository";
  }
  if (/^https:\/\//.test(href)) return URL.canParse(href) ? undefined : "no address";
  if (/^[a-z]+:/.test(href)) return "only https: is linked";
  const { file, hash } = fileOf(href, from);
  if (file === undefined || !built.includes(file)) return "no such page";
  const id = decodeURIComponent(hash.slice(1));
  if (id === "") return undefined;
  return ids(file === from ? html : read(file)).includes(id) ? undefined : "no such heading";
}

const brokenLinks = (html, from) =>
  attributes(html, "a", "href").flatMap((href) => {
    const why = broken(href, from, html);
    return why === undefined ? [] : [`${from}: ${href}: ${why}`];
  });

/** The fenced blocks of a document. */
const fenced = (text) =>
  [...text.matchAll(/^( *)(```|~~~)[^\n]*\n(.*?)^\1\2$/gms)].map(([, indent, , code]) =>
    code.replaceAll(new RegExp(`^${indent}`, "gm"), "").trimEnd(),
  );

const codeIn = (html) =>
  [...html.matchAll(/<pre\b[^>]*><code[^>]*>(.*?)<\/code><\/pre>/gs)].map(([, code]) =>
    decoded(code.replaceAll(/<[^>]*>/g, "")).trimEnd(),
  );

test("each document is a page, and has the code that is in the document", () => {
  assert.ok(documents.length >= 30, `${documents.length} documents`);
  let blocks = 0;
  for (const document of documents) {
    const page = pathOf(document).replace(/\.md$/, ".html");
    assert.ok(pages.includes(page), `${document} is not at ${page}`);
    const code = fenced(readFileSync(join(root, document), "utf8"));
    assert.deepEqual(codeIn(read(page)), code, document);
    blocks += code.length;
  }
  assert.ok(blocks >= 150, `${blocks} blocks`);
});

test("every link leads somewhere", () => {
  assert.deepEqual(
    pages.flatMap((page) => brokenLinks(read(page), page)),
    [],
  );
});

test("a link that leads nowhere is found", () => {
  const planted = [
    `${BASE}nowhere.html`,
    `${BASE}receiving.html#nowhere`,
    "#nowhere",
    "nowhere.md",
    "http://example.com/",
    "/elsewhere/",
    "https://github.com/heron-data/heron-webhooks/blob/main/nowhere.rs",
  ];
  const html = planted.map((href) => `<a class="x" href="${href}">x</a>`).join("");
  assert.equal(brokenLinks(html, "index.html").length, planted.length);
  assert.deepEqual(
    brokenLinks(`<h2 id="here">x</h2><a href="#here">x</a><a href="./receiving.html">x</a>`, "cli.html"),
    [],
  );
});

test("nothing is loaded from elsewhere, and all that is loaded is there", () => {
  for (const page of pages) {
    const html = read(page);
    const loaded = [
      ...attributes(html, "script|img|source|iframe", "src"),
      ...attributes(html, "link", "href").filter((href) => href !== "data:,"),
    ];
    assert.notEqual(loaded.length, 0, page);
    for (const address of loaded.filter((one) => !one.startsWith("data:"))) {
      assert.ok(built.includes(fileOf(address, page).file), `${page}: ${address}`);
    }
  }
  for (const style of built.filter((file) => file.endsWith(".css"))) {
    assert.doesNotMatch(read(style), /url\(["']?(?:https?:)?\/\//, style);
  }
});

test("the search knows the documents, and the page is there as it was built", () => {
  const [index] = built.filter((file) => /localSearchIndex/.test(file));
  for (const word of ["secret_newline", "idempotency", "maxbodybytes"]) assert.ok(read(index).includes(word), word);
  assert.ok(existsSync(join(site, "page/index.html")));
  assert.equal(read("page/index.html"), readFileSync(join(root, "www/dist/index.html"), "utf8"));
});
