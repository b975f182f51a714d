// The site of the documents, as they are in the repository: `npm run docs` builds it (tools/docs.mjs).
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitepress";
import { REPOSITORY, isPage, pathOf, root, titleOf } from "./documents.mjs";
import { links } from "./links.mjs";

/** Folders of the root without pages. */
const others = readdirSync(root, { withFileTypes: true }).filter((one) => one.isDirectory() && one.name !== "docs");

/** The documents for users, in the order in which they are read; any other in `docs/` is about the project. */
const USERS = ["receiving", "idempotency", "cli", "troubleshooting", "causes", "faq", "explain", "runtimes"];

const inFolder = (folder) =>
  readdirSync(join(root, folder))
    .map((name) => join(folder, name))
    .filter(isPage)
    // README first, then by name.
    .sort((one, other) => other.endsWith("/README.md") - one.endsWith("/README.md") || (one < other ? -1 : 1));

const entries = (files) => files.map((file) => ({ text: titleOf(file), link: `/${pathOf(file)}` }));

function sidebar() {
  const users = USERS.map((name) => `docs/${name}.md`);
  const folders = readdirSync(join(root, "docs"));
  const project = [...inFolder("docs"), "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md"];
  return [
    { text: "Use", items: entries(["README.md", ...users]) },
    ...(folders.includes("guides") ? [{ text: "Guides", items: entries(inFolder("docs/guides")) }] : []),
    { text: "Project", items: entries(project.filter((file) => !users.includes(file))) },
    { text: "Decisions", collapsed: true, items: entries(inFolder("docs/decisions")) },
  ];
}

/** The fragments that GitHub makes of headings: links in the documents name them. */
const slugify = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

export default defineConfig({
  title: "heron-webhooks",
  description: "Signs and verifies Heron Data's webhooks",
  lang: "en",
  base: "/heron-webhooks/",
  srcDir: "../..",
  srcExclude: ["docs/site/**", ...others.map(({ name }) => `${name}/**`)],
  outDir: "../../target/site",
  cacheDir: "../../target/site-cache",
  rewrites: pathOf,
  // Every link is checked in the built pages, by tests/package/docs.long.test.mjs.
  ignoreDeadLinks: true,
  head: [["link", { rel: "icon", href: "data:," }]],
  markdown: {
    anchor: { slugify },
    // Braces are text, as on GitHub.
    attrs: { disable: true },
    config: links,
  },
  themeConfig: {
    nav: [
      // A file of its own, not a page of this site.
      { text: "Verify in the browser", link: "/page/", target: "_self" },
      { text: "GitHub", link: REPOSITORY },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: "local" },
  },
});
