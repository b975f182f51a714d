// `node tests/www/screenshots.mjs`: pictures of each view, in both themes and four widths, in target/www/: to look at.
// `node tests/www/screenshots.mjs --readme`: those of the README, in docs/images/.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launch } from "puppeteer-core";
import { root } from "../lib/servers.mjs";
import { CHROMIUM } from "../lib/browsers.mjs";
import { servePage } from "../../tools/demo/page.mjs";
import { withPalette } from "./png.mjs";
import { scenes } from "./scenes.mjs";

const { readme } = parseArgs({ options: { readme: { type: "boolean" } } }).values;

/** `{ name, scene, theme, width, height }`; without a height, all of the page. */
const PICTURES = readme
  ? [
      { name: "preview", scene: "preview", theme: "light", width: 1200, height: 1500 },
      { name: "verify", scene: "verify-parsed", theme: "dark", width: 1200, height: 1080 },
    ]
  : Object.keys(scenes).flatMap((scene) =>
      ["light", "dark"].flatMap((theme) =>
        [360, 768, 1200, 1600].map((width) => ({ name: `${scene}-${theme}-${width}`, scene, theme, width })),
      ),
    );

const folder = join(root, readme ? "docs/images" : "target/www");
mkdirSync(folder, { recursive: true });
const server = await servePage();
const browser = await launch({ ...CHROMIUM, args: [...CHROMIUM.args, "--hide-scrollbars"] });
try {
  for (const { name, scene, theme, width, height } of PICTURES) {
    const page = await browser.newPage();
    await page.setViewport({ width, height: height ?? 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await scenes[scene](page);
    const png = Buffer.from(await page.screenshot({ fullPage: height === undefined }));
    writeFileSync(join(folder, `${name}.png`), readme ? withPalette(png) : png);
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
console.log(`${PICTURES.length} pictures in ${folder}`);
