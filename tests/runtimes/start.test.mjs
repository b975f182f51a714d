// A module that cannot be started: importing the package breaks nothing, the first use says what helps there, and that does.
// (In a browser whose policy forbids it: programs/forbidden.mjs.)
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { EdgeRuntime } from "edge-runtime";
import * as esbuild from "esbuild";
import { WORKERD } from "../lib/runtimes.mjs";
import { folder, modules, root } from "../lib/servers.mjs";
import { configured } from "../lib/workerd.mjs";

const FAILED = "heron-webhooks could not load its WebAssembly module: ";
const JS = 'import "heron-webhooks/js", which needs no WebAssembly';
const IMPORT =
  'have your bundler resolve packages by the condition "workerd" or "edge-light", as wrangler and Next do, so that the .wasm ' +
  "file is imported";
const SIGNATURE = createHmac("sha256", "sec_test").update("{}").digest("base64");

/** What a use says, as an expression, where `lib` was loaded. */
const USE = '(() => { try { return lib.sign("sec_test", "{}"); } catch (error) { return error.message; } })()';

const node = (major) => join(modules, `node-${major}/bin/node`);
const required = (subpath) => `const lib = require("heron-webhooks${subpath}"); console.log(${USE})`;
const imported = (subpath) => `import("heron-webhooks${subpath}").then((lib) => console.log(${USE}))`;

function printed(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

for (const major of [18, 20, 22, 24, 26]) {
  for (const [how, program] of Object.entries({ "require()": required, import: imported })) {
    test(`node --jitless, Node ${major}, ${how}`, () => {
      const use = (subpath) => printed(node(major), ["--jitless", "-e", program(subpath)]);
      assert.equal(use(""), `${FAILED}there is no WebAssembly here: ${JS}`);
      if (how === "import") assert.equal(use("/js"), SIGNATURE);
    });
  }
}

for (const major of [20, 22]) {
  test(`ulimit -v, Node ${major}`, () => {
    const use = (subpath) => printed("sh", ["-c", `ulimit -v 4000000; exec ${node(major)} -e '${imported(subpath)}'`]);
    const remedy = `raise the limit of the process's virtual memory (\`ulimit -v\`), or ${JS}`;
    const message = use("");
    assert.ok(message.startsWith(`${FAILED}WebAssembly.Instance(): `) && message.endsWith(`: ${remedy}`), message);
    assert.equal(use("/js"), SIGNATURE);
  });
}

test("newer Node takes no more memory than there is", () => {
  assert.equal(printed("sh", ["-c", `ulimit -v 4000000; exec ${node(26)} -e '${imported("")}'`]), SIGNATURE);
});

/** What the first use in workerd says, of a Worker that imports `lib` so. */
async function inWorkerd(from, name, options) {
  const contents = `import * as lib from "${from}"; export default { test: () => console.log(${USE}) };`;
  const config = await configured(name, contents, { resolveDir: join(root, "tests/runtimes"), ...options });
  return execFileSync(WORKERD, ["test", config], { encoding: "utf8" }).trim();
}

test("bytes in workerd", async () => {
  const message = await inWorkerd("heron-webhooks/inline", "start-bytes");
  assert.match(message, /disallowed by embedder/);
  assert.ok(message.startsWith(FAILED) && message.endsWith(`: ${IMPORT}, or ${JS}`), message);
  assert.equal(await inWorkerd("heron-webhooks/js", "start-js"), SIGNATURE);
  assert.equal(await inWorkerd("heron-webhooks", "start-import"), SIGNATURE);
});

/** A script for an edge function that imports `lib`; the bundler makes something of .wasm files. */
async function forEdge(from, loader) {
  const { outputFiles } = await esbuild.build({
    stdin: {
      contents: `import * as lib from "${from}"; globalThis.said = ${USE};`,
      resolveDir: join(root, "tests/runtimes"),
    },
    ...{ bundle: true, format: "iife", target: "es2022", write: false, outdir: root, loader: { ".wasm": loader } },
    conditions: ["edge-light", "worker", "browser"],
  });
  return outputFiles.find(({ path }) => path.endsWith(".js")).text;
}

test("bytes in Vercel Edge, which compiles none", async () => {
  const codeGeneration = { strings: false, wasm: false };
  const script = await forEdge("heron-webhooks/inline", "file");
  const message = runInNewContext(
    `${script}; said`,
    { TextEncoder, TextDecoder },
    { contextCodeGeneration: codeGeneration },
  );
  assert.match(message, /disallowed by embedder/);
  assert.ok(message.startsWith(FAILED) && message.endsWith(`: ${IMPORT}, or ${JS}`), message);
});

test("edge-runtime, whose bundler makes bytes of .wasm files, or something else", async () => {
  const said = async (loader) => new EdgeRuntime().evaluate(`${await forEdge("heron-webhooks", loader)}; said`);
  assert.equal(await said("binary"), SIGNATURE);
  const message = await said("file");
  const remedy = `let your bundler compile .wasm?module imports, as Next does, or ${JS}`;
  assert.ok(message.startsWith(FAILED) && message.endsWith(`: ${remedy}`), message);
});

test("a file that a bundle has left behind: that of explain, required", async () => {
  const target = join(folder("start-explain"), "bundle.cjs");
  const contents = `const { explain } = require("heron-webhooks/explain");
    try { console.log(explain("a", "{}", "").verdict); } catch (error) { console.log(error.message); }`;
  await esbuild.build({ stdin: { contents, resolveDir: root }, bundle: true, platform: "node", outfile: target });
  const message = printed(process.execPath, [target]);
  const remedy = "leave the package out of your bundle, or bundle it by `import`: the ES module has the module inside";
  assert.match(message, /^heron-webhooks\/explain could not load its WebAssembly module: ENOENT: .*explain\.wasm/);
  assert.match(message, new RegExp(`: ${remedy}, or run \`npx heron-webhooks explain\` where there is WebAssembly$`));
  copyFileSync(join(root, "pkg/dist/explain.wasm"), join(target, "../explain.wasm"));
  assert.equal(printed(process.execPath, [target]), "mismatch");
});
