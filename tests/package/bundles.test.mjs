// The published package in bundles, each of which is run.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { test } from "node:test";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import * as esbuild from "esbuild";
import { rollup } from "rollup";
import { build as vite } from "vite";
import webpack from "webpack";
import { answers, folder, freePort, listening } from "../lib/servers.mjs";
import { serve } from "../lib/workerd.mjs";
import { ANSWERS, VERDICT, fixture, published } from "./published.mjs";

const { project } = published("bundles");
const entry = join(project, "deliver.mjs");
writeFileSync(entry, fixture("deliver.mjs"));
writeFileSync(join(project, "receiver.mjs"), fixture("receiver.mjs"));

/** Runs a bundle alone, where it finds no package. */
function alone(name, file) {
  const target = join(folder(`bundle-${name}`), "bundle.mjs");
  copyFileSync(file, target);
  assert.equal(execFileSync(process.execPath, [target], { encoding: "utf8" }), VERDICT);
}

const output = (name) => join(project, `${name}.mjs`);

test("esbuild", async () => {
  await esbuild.build({ entryPoints: [entry], bundle: true, minify: true, format: "esm", outfile: output("esbuild") });
  alone("esbuild", output("esbuild"));
});

test("esbuild for Node, the package left out", async () => {
  const outfile = output("external");
  await esbuild.build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
    outfile,
  });
  assert.equal(execFileSync(process.execPath, [outfile], { encoding: "utf8" }), VERDICT);
});

test("Rollup", async () => {
  const bundle = await rollup({ input: entry, plugins: [nodeResolve({ browser: true })] });
  await bundle.write({ file: output("rollup"), format: "esm" });
  alone("rollup", output("rollup"));
});

test("webpack", async () => {
  const stats = await promisify(webpack)({
    ...{ mode: "production", target: "web", entry, context: project },
    output: { path: project, filename: "webpack.mjs" },
  });
  assert.equal(stats.hasErrors(), false, stats.toString());
  alone("webpack", output("webpack"));
});

test("Vite", async () => {
  const outDir = folder("vite");
  const input = entry;
  await vite({
    root: project,
    logLevel: "error",
    configFile: false,
    build: { outDir, emptyOutDir: true, rollupOptions: { input } },
  });
  const assets = readdirSync(join(outDir, "assets")).filter((name) => name.endsWith(".js"));
  assert.equal(assets.length, 1);
  alone("vite", join(outDir, "assets", assets[0]));
});

test("a Worker, as wrangler bundles it, in workerd", async (context) => {
  const contents = 'import { receive } from "./receiver.mjs"; export default { fetch: receive };';
  const port = await freePort();
  const child = await serve("worker", contents, { resolveDir: project, port });
  context.after(() => child.kill());
  await listening(child, port);
  assert.deepEqual(await answers(`http://127.0.0.1:${port}/`), ANSWERS);
});
