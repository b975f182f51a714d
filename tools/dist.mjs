// Builds pkg/dist, the files that `exports` of pkg/package.json names. `NAME.js` is an ES module, `NAME.cjs` the same as
// CommonJS; types stand beside both.
//
// - The root has the WebAssembly module inside, so that no bundler loses it, and is one file, which starts quickly.
// - `shared.js` and `shared.cjs` hold the library for the others: the package would be too large if each had a copy.
//   `core-js.js`, the core as JavaScript, is there once, as an ES module: `require()` of `/js` needs a Node that takes it.
// - `explain.js` has its module inside too; `explain.cjs` reads the file that `workerd/` and `edge-light/` import.
// - `/slack` is what the root has of it; `/preview` and `/testing` import the root: whoever imports both has one copy.
//
// Source maps name the sources, which are in the package.

import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { root } from "./lib.mjs";

const pkg = join(root, "pkg");
const dist = join(pkg, "dist");

/** What the library has in common is in a file of its own. */
const SHARING = {
  init: "init.js",
  js: "entry/js.js",
  "workerd/index": "entry/workerd.js",
  "edge-light/index": "entry/edge-light.js",
};
const SHARING_EXPLAIN = {
  "workerd/explain": "entry/explain/workerd.js",
  "edge-light/explain": "entry/explain/edge-light.js",
};
/** One file each. */
const ALONE = {
  fetch: "fetch.js",
  node: "node.js",
  "stores/memory": "stores/memory.js",
  "stores/redis": "stores/redis.js",
  "stores/postgres": "stores/postgres.js",
  "stores/durable-object": "stores/durable-object.js",
};

const OPTIONS = {
  ...{ bundle: true, target: "es2022", legalComments: "none", outdir: dist, sourcemap: true, sourcesContent: false },
  // Names stay: people read them in stack traces. Node prints the line that an uncaught error came from: a short one.
  ...{ minifyWhitespace: true, minifySyntax: true, lineLimit: 300, external: ["cloudflare:*", "node:*"] },
};
const ESM = { ...OPTIONS, format: "esm" };
/** For Node, so that its `import` sees the names. */
const CJS = { ...OPTIONS, format: "cjs", outExtension: { ".js": ".cjs" }, platform: "node" };

/** The modules and their glue have to be in pkg/wasm. */
export async function buildDist() {
  const { build } = await import("esbuild");
  const built = (options, entries, plugin, folder = pkg) => {
    const entryPoints = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(folder, file)]));
    return build({ ...options, entryPoints, plugins: [plugin] });
  };
  rmSync(dist, { recursive: true, force: true });
  for (const name of ["core", "explain"]) cpSync(join(pkg, `wasm/${name}.wasm`), join(dist, `${name}.wasm`));
  cpSync(join(pkg, "wasm/core-js.js"), join(dist, "core-js.js"));

  await built({ ...ESM, splitting: true, chunkNames: "shared" }, SHARING, apart);
  await built({ ...ESM, splitting: true, chunkNames: "shared-explain" }, SHARING_EXPLAIN, apart);
  for (const [file, from] of [
    ["slack", "index"],
    ["workerd/slack", "index"],
    ["edge-light/slack", "index"],
    ["js-slack", "js"],
  ]) {
    writeFileSync(join(dist, `${file}.js`), `export { SlackError, postToSlack, slackMessage } from "./${from}.js";\n`);
  }
  const onRoots = { preview: "preview.js" };
  for (const host of ["", "workerd/", "edge-light/"]) onRoots[`${host}testing`] = "testing.js";
  await built(ESM, onRoots, onRoot);
  const names = ["shared", "init", "js", "slack", "preview", "testing"];
  await built(CJS, Object.fromEntries(names.map((name) => [name, `${name}.js`])), required, dist);

  const [core, explain] = [inside("core"), inside("explain")];
  await built(CJS, { ...ALONE, explain: "entry/explain/require.js" }, apart);
  await built(ESM, ALONE, apart);
  for (const format of [CJS, ESM]) await built({ ...format, ...core }, { index: "entry/inline.js" }, apart);
  await built({ ...ESM, ...explain }, { explain: "entry/explain/inline.js" }, apart);
  for (const file of ["index.js.map", "index.cjs.map", "explain.js.map"]) withoutText(join(dist, file));
  for (const name of ["init", "slack", "preview", "testing", "index", ...Object.keys(ALONE), "explain"])
    selfTyped(join(dist, name), basename(name));
  selfTyped(join(dist, "js"), "index");
  types();
}

/** The text of a module is a line in front of the code: in it, esbuild's `lineLimit` would break the text too. */
function inside(name) {
  return { banner: { js: `var ${textOf(name)}="${readFileSync(join(dist, `${name}.wasm`), "hex")}";` } };
}

const textOf = (name) => `${name}_wasm`;

/** What stays a file, in `dist`, and what is in front of the code. */
const apart = {
  name: "apart",
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /-inline\.js$/ }, ({ path }) => {
      return { contents: `export default ${textOf(basename(path, "-inline.js"))};` };
    });
    onResolve({ filter: /\.wasm(\?module)?$/ }, ({ path }) => ({ path: path.replace(/.*\//, "../"), external: true }));
    onResolve({ filter: /wasm\/core-js\.js$/ }, () => ({ path: "./core-js.js", external: true }));
  },
};

/** The root stays a file beside what imports it. */
const onRoot = {
  name: "on the root",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/index\.js$/ }, ({ path }) => ({ path, external: true }));
  },
};

/** The built files require each other, but for the core as JavaScript: CommonJS has the ES module. */
const required = {
  name: "required",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/[\w-]+\.js$/ }, ({ path }) => {
      return { path: path === "./core-js.js" ? path : path.replace(/js$/, "cjs"), external: true };
    });
  },
};

/** Tools look for the sources that a map names. The text of a module is not in the package, and nobody reads it. */
function withoutText(file) {
  const map = JSON.parse(readFileSync(file, "utf8"));
  const sourcesContent = map.sources.map((source) =>
    source.endsWith("-inline.js") ? "// A WebAssembly module.\n" : null,
  );
  writeFileSync(file, JSON.stringify({ ...map, sourcesContent }));
}

/** Deno looks there for the types of an ES module that comes from JSR. The map is a line longer. */
function selfTyped(path, types) {
  const [file, map] = [`${path}.js`, `${path}.js.map`];
  writeFileSync(file, `/* @ts-self-types="./${types}.d.ts" */\n${readFileSync(file, "utf8")}`);
  if (!existsSync(map)) return;
  const { mappings, ...rest } = JSON.parse(readFileSync(map, "utf8"));
  writeFileSync(map, JSON.stringify({ ...rest, mappings: `;${mappings}` }));
}

/** The declarations, for both formats: TypeScript takes a file for a module of the kind that its name says. */
function types() {
  for (const file of readdirSync(pkg, { recursive: true })) {
    if (!/^(\w+|(lib|stores)\/[\w-]+)\.d\.ts$/.test(file)) continue;
    const text = readFileSync(join(pkg, file), "utf8");
    const target = join(dist, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    writeFileSync(target.replace(/\.ts$/, ".cts"), text.replace(/(from "\.[^"]*)\.js"/g, '$1.cjs"'));
    if (!file.startsWith("lib/")) continue;
    // Nothing at run time; but Deno finds declarations by the module that they are of.
    const module = target.replace(/\.d\.ts$/, "");
    writeFileSync(`${module}.js`, "export {};\n");
    selfTyped(module, basename(module));
  }
}
