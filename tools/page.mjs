// Builds the page, one HTML file with everything inside, which works from any server, any path, and as a file:
// www/dist/index.html, and pkg/dist/page.html for the package and for releases.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./lib.mjs";

/** Where the page is built. */
export const dist = join(root, "www/dist");

/**
 * The page may run its own script, WebAssembly and worker. Its scripts may not fetch, open WebSockets, send forms or
 * beacons, show frames, or load anything. A policy cannot forbid navigation or WebRTC; and in a `<meta>` it cannot say
 * who may frame the page, which needs the header `frame-ancestors`.
 */
const policy = (script, style) =>
  [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`,
    "img-src data:",
    "worker-src blob:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

function hash(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

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
  const bundled = async (entry, plugins = []) => {
    const { outputFiles } = await build({ ...options, entryPoints: [source(entry)], plugins, write: false });
    return outputFiles[0].text;
  };
  const script = await bundled("src/page.js", [plugin]);
  const style = await bundled("style/index.css");
  const { version } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
  const values = { policy: policy(script, style), version, script, style };
  const html = readFileSync(source("index.html"), "utf8").replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, "index.html"), html);
  copyFileSync(join(dist, "index.html"), join(root, "pkg/dist/page.html"));
}
