// How large the package is, in bytes: what is downloaded, and what a browser gets.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { npm, root } from "../tools/lib.mjs";

const compressed = (bytes) => gzipSync(bytes, { level: 9 }).length;

async function bundle(module) {
  const { outputFiles } = await esbuild.build({
    stdin: { contents: `export * from "${module}";`, resolveDir: root },
    ...{ bundle: true, minify: true, format: "esm", target: "es2022", platform: "browser", write: false },
  });
  return compressed(outputFiles[0].contents);
}

export async function sizes() {
  const core = readFileSync(join(root, "pkg/dist/core.wasm"));
  const [command, args] = npm(["pack", join(root, "pkg"), "--dry-run", "--json", "--loglevel=error"]);
  const [{ size: tarball }] = JSON.parse(execFileSync(command, args, { encoding: "utf8" }));
  return {
    "core.wasm": core.length,
    "core.wasm, gzipped": compressed(core),
    tarball,
    "glue and shim, minified and gzipped": await bundle("heron-webhooks/init"),
    "browser bundle with the module, minified and gzipped": await bundle("heron-webhooks"),
  };
}
