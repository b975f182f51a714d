// `chromium.mjs [URL]`: shows a page in Chromium, and prints the title that its script sets in place of "Not run", and
// its errors. Without a URL it shows index.html of this folder, from a server that allows WebAssembly.
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { launch } from "puppeteer-core";
import { CHROMIUM } from "../../lib/browsers.mjs";

const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src data:";
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

const server = createServer(({ url }, response) => {
  const path = join(".", normalize(url === "/" ? "/index.html" : url));
  if (!existsSync(path)) return response.writeHead(404).end();
  const headers = { "content-type": TYPES[extname(path)] ?? "text/plain", "content-security-policy": POLICY };
  response.writeHead(200, headers).end(readFileSync(path));
});
await once(server.listen(0, "127.0.0.1"), "listening");

const browser = await launch(CHROMIUM);
const page = await browser.newPage();
page.on("pageerror", (error) => console.log(error.message)).on("console", (message) => console.log(message.text()));
await page.goto(process.argv[2] ?? `http://127.0.0.1:${server.address().port}/`);
const changed = page.waitForFunction('document.title !== "Not run"', { timeout: 10_000 });
await changed.then(
  async () => console.log(await page.title()),
  () => (process.exitCode = 1),
);
await browser.close();
server.close();
