// Which documents are pages of the site, and where.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));
export const REPOSITORY = "https://github.com/heron-data/heron-webhooks";

/** @param {string} file from the root of the repository */
export const isPage = (file) =>
  /^(?:README|SECURITY|CONTRIBUTING|CHANGELOG)\.md$|^docs\/(?!site\/).*\.md$/.test(file) &&
  existsSync(join(root, file));

/** The path of a document's page: without `docs/`, and `README.md` as its folder's index. */
export const pathOf = (file) => file.replace(/^docs\//, "").replace(/(^|\/)README\.md$/, "$1index.md");

/** Both have the name of the package as their heading. */
const TITLES = { "README.md": "Overview", "docs/crate.md": "The Rust crate" };

/** The first heading, without its markup. */
export function titleOf(file) {
  if (Object.hasOwn(TITLES, file)) return TITLES[file];
  const [, heading] = /^# (.+)$/m.exec(readFileSync(join(root, file), "utf8"));
  return heading.replaceAll("`", "");
}
