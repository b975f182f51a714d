// Links as they are on GitHub, from page to page: other files of the repository are shown there.
import { dirname, posix, relative, sep } from "node:path";
import { REPOSITORY, isPage, pathOf, root } from "./documents.mjs";

/** A document, as the README and SECURITY.md name it for npm and docs.rs; and an image. */
const BLOB = `${REPOSITORY}/blob/main/`;
const RAW = `${REPOSITORY.replace("github.com", "raw.githubusercontent.com")}/main/`;

/** A plugin of markdown-it. */
export function links(md) {
  md.core.ruler.push("links", ({ tokens, env }) => {
    const file = relative(root, env.realPath ?? env.path).replaceAll(sep, "/");
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type === "link_open") token.attrSet("href", link(token.attrGet("href"), file));
      if (token.type === "image") token.attrSet("src", image(token.attrGet("src"), file));
    }
  });
}

function link(href, from) {
  if (href.startsWith("#")) return href;
  const isBlob = href.startsWith(BLOB);
  if (!isBlob && /^[a-z]+:/.test(href)) return href;
  const [path, fragment] = (isBlob ? href.slice(BLOB.length) : href).split("#");
  const target = isBlob ? path : posix.normalize(posix.join(dirname(from), path));
  const suffix = fragment === undefined ? "" : `#${fragment}`;
  if (isPage(target)) return `/${pathOf(target)}${suffix}`;
  return `${BLOB}${target}${suffix}`;
}

/** The repository's own images are files of the site. */
function image(src, from) {
  if (!src.startsWith(RAW)) return src;
  const path = posix.relative(dirname(from), src.slice(RAW.length));
  return path.startsWith(".") ? path : `./${path}`;
}
