// `npm run docs`, after `npm run build`: the documents and the page as a site of static files, in target/site/.
// docs/site has the generator and its configuration; docs/decisions/0015 says why this one.

import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Failure, main, root, run } from "./lib.mjs";
import { dist } from "./page.mjs";
import { installPackages } from "./setup.mjs";

const SITE = join(root, "target/site");

await main(async () => {
  const page = join(dist, "index.html");
  if (!existsSync(page)) throw new Failure("The page is not there.", "Run `npm run build`.");
  await installPackages("docs/site", "the generator of the site");
  await run(process.execPath, [join(root, "docs/site/node_modules/vitepress/bin/vitepress.js"), "build", "docs/site"], {
    problem: "The site could not be built: the generator's message is above.",
  });
  mkdirSync(join(SITE, "page"));
  copyFileSync(page, join(SITE, "page/index.html"));
});
