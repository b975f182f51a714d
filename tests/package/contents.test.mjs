// What is in the package, how it resolves, and how large it is.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { publint } from "publint";
import { BODY, SECRET, SIGNATURE, modules, root } from "../lib/servers.mjs";
import { VERDICT, fixture, published } from "./published.mjs";

const { project, tarball, size, files } = published("contents");
const pkg = join(project, "node_modules/heron-webhooks");
const manifest = JSON.parse(readFileSync(join(pkg, "package.json"), "utf8"));

function run(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: project, encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}

test("no file that a user does not need, and two modules besides the inlined ones", () => {
  const wanted = [
    /^((lib|stores)\/)?[\w-]+\.(js|d\.ts)$/,
    /^(cli|entry|entry\/explain)\/[\w-]+\.js$/,
    /^wasm\/((core|explain)(-inline)?|js)\.js$/,
    /^wasm\/(core|explain)\.wasm$/,
  ];
  const documents = ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "SECURITY.md", "package.json", "sbom.cdx.json"];
  assert.deepEqual(
    files.filter((file) => !wanted.some((pattern) => pattern.test(file))),
    documents,
  );
  assert.equal(files.filter((file) => file.endsWith(".wasm")).length, 2);
});

test("every file that `exports` names is there", () => {
  const targets = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(targets));
  for (const target of targets(manifest.exports)) assert.ok(files.includes(target.slice(2)), target);
});

test("no dependency, and nothing that runs when it is installed", () => {
  for (const field of ["dependencies", "peerDependencies", "optionalDependencies", "scripts"]) {
    assert.equal(manifest[field], undefined, field);
  }
});

test("import and require(), of every entry", () => {
  writeFileSync(join(project, "import.mjs"), fixture("deliver.mjs"));
  assert.equal(run(process.execPath, ["import.mjs"]), VERDICT);
  const use = (entry) => `
    const lib = require("heron-webhooks${entry}");
    const core = () => require("fs").readFileSync(require.resolve("heron-webhooks/core.wasm"));
    if (lib.init) lib.init(new WebAssembly.Module(core()));
    console.log(lib.sign("${SECRET}", ${JSON.stringify(BODY)}, { form: "python" }));`;
  for (const entry of ["", "/inline", "/js", "/init"]) {
    assert.equal(run(process.execPath, ["--no-warnings", "-e", use(entry)]), `${SIGNATURE}\n`, entry);
  }
});

test("explain is a subpath, by import and require(), and nobody else loads it", async () => {
  const report = 'console.log(lib.explain("a\\n", "{}", "").verdict)';
  assert.equal(
    run(process.execPath, ["--no-warnings", "-e", `const lib = require("heron-webhooks/explain"); ${report}`]),
    "mismatch\n",
  );
  assert.equal(
    run(process.execPath, ["--input-type=module", "-e", `import * as lib from "heron-webhooks/explain"; ${report}`]),
    "mismatch\n",
  );
  for (const entry of [
    "init",
    ...["node", "inline", "workerd", "edge-light", "bun", "deno"].map((host) => `entry/${host}`),
  ]) {
    const { metafile } = await esbuild.build({
      ...{
        entryPoints: [join(pkg, `${entry}.js`)],
        bundle: true,
        write: false,
        format: "esm",
        metafile: true,
        outdir: project,
      },
      plugins: [
        {
          name: "wasm",
          setup: ({ onResolve }) => void onResolve({ filter: /\.wasm/ }, () => ({ path: "wasm", external: true })),
        },
      ],
      platform: "node",
    });
    assert.deepEqual(
      Object.keys(metafile.inputs).filter((file) => file.includes("explain")),
      [],
      entry,
    );
  }
});

test("publint", async () => {
  const { messages } = await publint({ pkgDir: pkg, strict: true, pack: false });
  assert.deepEqual(messages, []);
});

test("are the types wrong?", () => {
  const attw = join(modules, "@arethetypeswrong/cli/dist/index.js");
  run(process.execPath, [attw, tarball, "--profile", "esm-only", "--exclude-entrypoints", "./core.wasm", "--no-emoji"]);
});

for (const moduleResolution of ["node16", "nodenext", "bundler"]) {
  for (const [where, host] of Object.entries({
    Node: { lib: ["es2022"], types: ["node"] },
    browsers: { lib: ["es2022", "dom"], types: [] },
  })) {
    test(`types by ${moduleResolution}, in ${where}`, () => {
      const module = moduleResolution === "bundler" ? "esnext" : moduleResolution;
      const typeRoots = [join(root, "node_modules/@types")];
      const compilerOptions = { strict: true, noEmit: true, module, moduleResolution, typeRoots, ...host };
      writeFileSync(join(project, "types.mts"), fixture("types.ts"));
      writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["types.mts"] }));
      run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--project", "tsconfig.json"]);
    });
  }
}

test("size", async (context) => {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(pkg, "init.js")],
    ...{ bundle: true, minify: true, format: "esm", write: false },
  });
  const core = readFileSync(join(pkg, "wasm/core.wasm"));
  const limits = {
    tarball: [size, 480_000],
    "core.wasm": [core.length, 100_000],
    "core.wasm, gzipped": [gzipSync(core, { level: 9 }).length, 45_000],
    "glue and shim, minified and gzipped": [gzipSync(outputFiles[0].contents, { level: 9 }).length, 8_100],
  };
  for (const [what, [bytes, limit]] of Object.entries(limits)) {
    context.diagnostic(`${what}: ${bytes} bytes`);
    assert.ok(bytes < limit, `${what}: ${bytes} bytes, the limit is ${limit}`);
  }
});
