// What is in the package, how it resolves, and how large it is.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { publint } from "publint";
import webpack from "webpack";
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

test("the built files, their sources, the command line, and documents: nothing else", () => {
  const wanted = [
    /^dist\/((workerd|edge-light)\/)?(index|explain|slack|testing)\.js(\.map)?$/,
    /^dist\/(index|init|js|explain|slack|preview|testing|shared|fetch|node|stores\/[\w-]+)\.c?js(\.map)?$/,
    /^dist\/(shared-explain\.js(\.map)?|page\.html|core-js\.js|js-slack\.js|(core|explain)\.wasm|((lib|stores)\/)?[\w-]+\.d\.c?ts|lib\/\w+\.js)$/,
    /^((lib|stores|entry|entry\/explain)\/)?[\w-]+\.js$|^wasm\/(core|explain)\.js$/,
    /^cli\/\w+\.js$/,
  ];
  const documents = ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "SECURITY.md", "package.json", "sbom.cdx.json"];
  assert.deepEqual(
    files.filter((file) => !wanted.some((pattern) => pattern.test(file))),
    documents,
  );
});

const targets = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(targets));

test("`exports` names built files, and each is there", () => {
  for (const target of [
    manifest.main,
    manifest.types,
    ...targets(manifest.exports),
    ...targets(manifest.typesVersions),
  ]) {
    assert.ok(files.includes(target.slice(2)), target);
    assert.match(target, /^\.\/(dist\/|package\.json$)/);
  }
});

test("every source that a source map names is there, or in the map", () => {
  for (const file of files.filter((name) => name.endsWith(".map"))) {
    const { sources, sourcesContent = [] } = JSON.parse(readFileSync(join(pkg, file), "utf8"));
    assert.notEqual(sources.length, 0, file);
    for (const [index, source] of sources.entries()) {
      if (!sourcesContent[index]) assert.ok(files.includes(join(dirname(file), source)), `${file}: ${source}`);
    }
  }
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

/** The inputs of a bundle, by the bytes that they add to it, of a program in the installed project. */
async function bundled(contents, options) {
  const { metafile, outputFiles } = await esbuild.build({
    ...{
      stdin: { contents, resolveDir: project },
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      metafile: true,
    },
    ...{ outdir: project, logLevel: "silent", external: ["cloudflare:*", "node:*"] },
    plugins: [
      {
        name: "wasm",
        setup: ({ onResolve }) => void onResolve({ filter: /\.wasm/ }, ({ path }) => ({ path, external: true })),
      },
    ],
    ...options,
  });
  const [{ inputs, imports }] = Object.values(metafile.outputs);
  const parts = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return {
    files: parts
      .map(([file]) => file.replace(/.*heron-webhooks\//, ""))
      .filter((file) => file !== "<stdin>")
      .sort(),
    modules: imports.map(({ path }) => path).filter((path) => path.includes(".wasm")),
    text: outputFiles[0].text,
  };
}

const HEX = readFileSync(join(pkg, "dist/core.wasm"), "hex");
const ALL = 'import * as all from "heron-webhooks'; // and what follows

for (const [host, options] of Object.entries({
  Node: { platform: "node" },
  browsers: { platform: "browser" },
  Workers: { conditions: ["workerd", "worker", "browser"] },
  "edge functions": { conditions: ["edge-light", "worker", "browser"] },
})) {
  test(`whoever imports one thing pays for nothing else, in a bundle for ${host}`, async () => {
    const importing = (subpath) => bundled(`${ALL}${subpath}"; console.log(all)`, options);
    const root = await importing("");
    const inside = options.conditions === undefined;
    assert.equal(
      root.files.some((file) => file.includes("explain")),
      false,
    );
    assert.equal(root.text.split(HEX).length - 1, inside ? 1 : 0);
    assert.equal(root.modules.length, inside ? 0 : 1);

    const both = await bundled(
      `${ALL}"; import * as slack from "heron-webhooks/slack"; console.log(all, slack)`,
      options,
    );
    assert.deepEqual(
      both.files.filter((file) => !file.endsWith("slack.js")),
      root.files,
    );
    assert.deepEqual([both.modules, both.text.split(HEX).length], [root.modules, root.text.split(HEX).length]);

    const testing = await importing("/testing");
    const rest = testing.files.filter((file) => !root.files.includes(file));
    assert.deepEqual([rest.length, testing.modules], [1, root.modules]);
    assert.match(rest[0], /^dist\/([\w-]+\/)?testing\.js$/);

    const explain = await importing("/explain");
    assert.equal(
      explain.files.some((file) => /index|shared\.js/.test(file)),
      false,
    );
    assert.equal(explain.text.includes(HEX) || explain.modules.join().includes("core"), false);

    for (const subpath of [
      "fetch",
      "node",
      "stores/memory",
      "stores/redis",
      "stores/postgres",
      "stores/durable-object",
    ]) {
      const { files, modules, text } = await importing(`/${subpath}`);
      assert.deepEqual([files, modules], [[`dist/${subpath}.js`], []]);
      assert.ok(text.length < 14_000, `${subpath}: ${text.length} bytes`);
    }
  });
}

// webpack and Turbopack take each name from the file that defines it, and leave out files without side effects: what
// provides the module has some.
for (const condition of ["workerd", "edge-light", "wintercg"]) {
  test(`whoever takes one thing takes the module with it, in webpack, by the condition ${condition}`, async () => {
    const names = {
      "": "verify",
      "/slack": "slackMessage",
      ...(condition !== "wintercg" && { "/explain": "explain" }),
    };
    for (const [subpath, name] of Object.entries(names)) {
      const entry = join(project, "one.mjs");
      writeFileSync(entry, `import { ${name} } from "heron-webhooks${subpath}"; console.log(${name});`);
      const stats = await promisify(webpack)({
        ...{ mode: "production", target: "webworker", entry, context: project, performance: false },
        output: { path: project, filename: "one.js" },
        resolve: { conditionNames: [condition, "import"] },
        externals: [({ request }, done) => (/\.wasm/.test(request) ? done(null, "var MODULE") : done())],
      });
      assert.equal(stats.hasErrors(), false, stats.toString());
      const text = readFileSync(join(project, "one.js"), "utf8");
      const provided = condition === "wintercg" ? text.length > 150_000 : /\bMODULE\b/.test(text);
      assert.ok(provided, `${name}: ${text.length} bytes`);
    }
  });
}

test("`require()` is as frugal", async () => {
  const requiring = async (subpath) =>
    (await bundled(`require("heron-webhooks${subpath}")`, { platform: "node", format: "cjs" })).files;
  assert.deepEqual(await requiring(""), ["dist/index.cjs"]);
  for (const subpath of ["slack", "testing"])
    assert.deepEqual(await requiring(`/${subpath}`), ["dist/index.cjs", `dist/${subpath}.cjs`]);
  for (const subpath of ["explain", "fetch", "node", "stores/memory", "stores/redis", "stores/postgres"]) {
    assert.deepEqual(await requiring(`/${subpath}`), [`dist/${subpath}.cjs`]);
  }
});

test("explain, by import and require()", () => {
  const report = 'console.log(lib.explain("a\\n", "{}", "").verdict)';
  assert.equal(
    run(process.execPath, ["--no-warnings", "-e", `const lib = require("heron-webhooks/explain"); ${report}`]),
    "mismatch\n",
  );
  assert.equal(
    run(process.execPath, ["--input-type=module", "-e", `import * as lib from "heron-webhooks/explain"; ${report}`]),
    "mismatch\n",
  );
});

test("publint", async () => {
  const { messages } = await publint({ pkgDir: pkg, strict: true, pack: false });
  assert.deepEqual(messages, []);
});

test("are the types wrong?", () => {
  const attw = join(modules, "@arethetypeswrong/cli/dist/index.js");
  run(process.execPath, [attw, tarball, "--exclude-entrypoints", "./core.wasm", "--no-emoji"]);
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
  const core = readFileSync(join(pkg, "dist/core.wasm"));
  const compressed = (bytes) => gzipSync(bytes, { level: 9 }).length;
  const verifying = (options) =>
    bundled(
      'import { Webhook } from "heron-webhooks"; export const verify = (...all) => new Webhook("s").verify(...all);',
      options,
    );
  const shim = await bundled('export * from "heron-webhooks/init";', {});
  const [worker, page] = [await verifying({ conditions: ["workerd"] }), await verifying({ platform: "browser" })];
  const limits = {
    tarball: [size, 1_070_000], // Of it the page has 260,000.
    "core.wasm": [core.length, 100_000],
    "core.wasm, gzipped": [compressed(core), 45_000],
    "glue and shim, minified and gzipped": [compressed(shim.text), 9000],
    "an edge function that verifies, gzipped": [compressed(worker.text) + compressed(core), 52_000],
    "a front end that verifies, gzipped": [compressed(page.text), 60_000],
  };
  for (const [what, [bytes, limit]] of Object.entries(limits)) {
    context.diagnostic(`${what}: ${bytes} bytes`);
    assert.ok(bytes <= limit, `${what}: ${bytes} bytes, the limit is ${limit}`);
  }
});
