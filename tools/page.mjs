// Builds the page, www/dist: three static files that work from any server, any path, and from a folder.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./lib.mjs";

/** Where the page is built. */
export const dist = join(root, "www/dist");

/**
 * The page may run its own script, WebAssembly and worker. Its scripts may not fetch, open WebSockets, send forms or
 * beacons, show frames, or load anything from another origin. A policy cannot forbid navigation or WebRTC; and in a
 * `<meta>` it cannot say who may frame the page, which needs the header `frame-ancestors`.
 */
export const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src data:",
  "worker-src blob:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The package has to be built already. */
export async function buildPage() {
  const { build } = await import("esbuild");
  const options = { bundle: true, minify: true, target: "es2022", format: "iife", legalComments: "none" };
  const source = (file) => join(root, "www", file);

  const worker = await build({ ...options, entryPoints: [source("src/worker/index.js")], write: false });
  /** The worker as a text within the page's script. */
  const plugin = {
    name: "worker",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^worker$/ }, ({ path }) => ({ path, namespace: "worker" }));
      onLoad({ filter: /./, namespace: "worker" }, () => ({ contents: worker.outputFiles[0].text, loader: "text" }));
    },
  };
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  await build({ ...options, entryPoints: [source("src/page.js")], outfile: join(dist, "page.js"), plugins: [plugin] });
  await build({ ...options, entryPoints: [source("style/index.css")], outfile: join(dist, "style.css") });
  const { version } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
  const html = readFileSync(source("index.html"), "utf8").replace("{{policy}}", policy).replace("{{version}}", version);
  writeFileSync(join(dist, "index.html"), html);
}
