// Debian's Chromium and Firefox: the package's own files, from a server with a strict policy, on a page and in a
// worker.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { launch } from "puppeteer-core";
import { CHROMIUM, FIREFOX } from "../lib/browsers.mjs";
import { bundled, root } from "./lib.mjs";

const WASM_ALLOWED = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
const WASM_FORBIDDEN = "default-src 'self'; script-src 'self'";

/** The package stays as it is: a bundle has the cases alone, and imports the files that `exports` names. */
const published = {
  name: "published",
  setup({ onResolve }) {
    const { exports } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
    onResolve({ filter: /^heron-webhooks/ }, ({ path }) => {
      return { path: join("/pkg", exports[path.replace("heron-webhooks", ".")].default.default), external: true };
    });
  },
};

const start = (program) => `
  import program from "./programs/${program}.mjs";
  const result = await program().catch((error) => ({ passed: 0, failures: [String(error.stack)] }));
  await fetch("/report", { method: "POST", body: JSON.stringify(result) });
`;

const TYPES = { ".html": "text/html", ".js": "text/javascript" };

/** Serves one program under one policy; `report` gets its result. */
async function serve(program, policy, where, report) {
  const script = await bundled(start(program), { plugins: [published] });
  const files = {
    "/": `<!doctype html><meta charset="utf-8"><title>Test</title><script type="module" src="/${where}.js"></script>`,
    "/page.js": script,
    "/worker.js": 'new Worker("/inside.js", { type: "module" });',
    "/inside.js": script,
  };
  const server = createServer(async (request, response) => {
    if (request.method === "POST") {
      report(JSON.parse(Buffer.concat(await request.toArray()).toString()));
      return response.writeHead(204).end();
    }
    const path = normalize(request.url);
    const content = files[path] ?? (path.startsWith("/pkg/") ? readFileSync(join(root, path)) : undefined);
    if (content === undefined) return response.writeHead(404).end();
    const type = TYPES[extname(path)] ?? "text/html";
    response
      .writeHead(200, { "content-type": `${type}; charset=utf-8`, "content-security-policy": policy })
      .end(content);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}

async function run(browser, program, policy, where) {
  const { promise, resolve, reject } = withResolvers();
  const server = await serve(program, policy, where, resolve);
  const timer = setTimeout(() => reject(new Error("no result within 60 seconds")), 60_000);
  const page = await browser.newPage();
  try {
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await promise;
  } finally {
    clearTimeout(timer);
    await page.close();
    server.closeAllConnections();
    server.close();
  }
}

function withResolvers() {
  let resolve, reject;
  const promise = new Promise((...both) => ([resolve, reject] = both));
  return { promise, resolve, reject };
}

const runtime = (name, options) => {
  let browser;
  return {
    name,
    async version() {
      browser = await launch(options);
      return (await browser.version()).split("/").at(-1);
    },
    run: ([program, policy, where]) => run(browser, program, policy, where),
    close: () => browser?.close(),
    programs: {
      "page, import": ["import", WASM_ALLOWED, "page"],
      "worker, import": ["import", WASM_ALLOWED, "worker"],
      "page, init": ["init", WASM_ALLOWED, "page"],
      "worker, init": ["init", WASM_ALLOWED, "worker"],
      "page without wasm, js": ["js", WASM_FORBIDDEN, "page"],
      "worker without wasm, js": ["js", WASM_FORBIDDEN, "worker"],
      "page without wasm, import": ["forbidden", WASM_FORBIDDEN, "page"],
      "worker without wasm, import": ["forbidden", WASM_FORBIDDEN, "worker"],
    },
  };
};

export const chromium = runtime("Chromium", CHROMIUM);
export const firefox = runtime("Firefox", FIREFOX);
