// Bundlers: a receiver for Node's `http`, a Worker, a page.
import { through } from "../rows.mjs";

const esbuild = (...args) => ["esbuild", "--bundle", "--log-level=warning", ...args];
const node = (...args) => esbuild("receiver.mjs", "--platform=node", ...args);

const rollup = (options, input = "receiver.mjs") => ({
  "rollup.config.mjs": `import { nodeResolve } from "@rollup/plugin-node-resolve";
export default { input: "${input}", plugins: [nodeResolve(${JSON.stringify(options)})], external: /^node:/ };
`,
});
const ROLLUP = rollup({ exportConditions: ["node"], preferBuiltins: true });

const webpack = (target, entry, filename) => ({
  "build.cjs": `require("webpack")(
  { mode: "production", target: "${target}", entry: "./${entry}", output: { path: __dirname + "/out", filename: "${filename}" } },
  (error, stats) => {
    if (error || stats.hasErrors()) throw error ?? new Error(stats.toString());
  },
);
`,
});

const RSPACK = `export default {
  mode: "production",
  target: "node",
  entry: "./receiver.mjs",
  output: { path: process.cwd() + "/out", filename: "receiver.cjs" },
};
`;

const PARCEL = JSON.stringify({
  private: true,
  targets: { main: false, out: { source: "receiver.mjs", context: "node", includeNodeModules: true, distDir: "out" } },
});

/** Node's single executable: a copy of Node with a bundle inside. */
const executable = (release, made, build) => ({
  name: `single executable of Node ${release}`,
  long: true,
  sources: ["receiver.mjs"],
  files: { "sea.json": JSON.stringify({ main: "bundle.cjs", output: made, disableExperimentalSEAWarning: true }) },
  build: [node("--format=cjs", "--outfile=bundle.cjs"), ...build],
  serve: ["./receiver"],
  output: "receiver",
});

const injected = (release) =>
  executable(release, "blob", [
    [`node-${release}`, "--experimental-sea-config", "sea.json"],
    [`node-${release}`, "-e", 'fs.copyFileSync(process.execPath, "receiver")'],
    [
      "postject",
      "receiver",
      "NODE_SEA_BLOB",
      "blob",
      "--sentinel-fuse",
      "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2",
    ],
  ]);

/** By a file that starts the core and re-exports the library: it must not be dropped as unused. */
const WITHOUT_WASM = { "verdict.mjs": through("js", "verdict.mjs") };

/** @type {import("../rows.mjs").Row[]} */
export const ROWS = [
  {
    name: "esbuild for Node, CommonJS",
    sources: ["receiver.mjs"],
    build: [node("--format=cjs", "--outfile=receiver.out.cjs")],
    output: "receiver.out.cjs",
    serve: ["node", "receiver.out.cjs"],
  },
  {
    name: "esbuild for Node, CommonJS, of require()",
    sources: ["receiver.cjs"],
    build: [esbuild("receiver.cjs", "--platform=node", "--minify", "--outfile=receiver.out.cjs")],
    output: "receiver.out.cjs",
    serve: ["node", "receiver.out.cjs"],
  },
  {
    name: "esbuild for Node, ES module",
    sources: ["receiver.mjs"],
    build: [node("--format=esm", "--outfile=receiver.out.mjs")],
    output: "receiver.out.mjs",
    serve: ["node", "receiver.out.mjs"],
  },
  {
    name: "esbuild for Node, ES module, minified",
    sources: ["receiver.mjs"],
    build: [node("--format=esm", "--minify", "--outfile=receiver.out.mjs")],
    output: "receiver.out.mjs",
    serve: ["node", "receiver.out.mjs"],
  },
  {
    name: "esbuild for Node, the package left out",
    sources: ["receiver.mjs"],
    build: [node("--format=esm", "--packages=external", "--outfile=receiver.out.mjs")],
    serve: ["node", "receiver.out.mjs"],
  },
  {
    name: "esbuild, neutral",
    sources: ["program.mjs", "verdict.mjs"],
    build: [esbuild("program.mjs", "--platform=neutral", "--outfile=program.out.mjs")],
    output: "program.out.mjs",
    run: ["node", "program.out.mjs"],
  },
  {
    name: "esbuild for browsers, in Chromium",
    sources: ["page.mjs", "verdict.mjs", "index.html"],
    build: [
      esbuild("page.mjs", "--format=esm", "--outdir=out", "--out-extension:.js=.mjs"),
      ["node", "-e", 'fs.copyFileSync("index.html", "out/index.html")'],
    ],
    output: "out",
    run: ["chromium"],
    program: "chromium",
  },
  {
    name: "esbuild for workerd, as wrangler bundles",
    sources: ["worker.mjs"],
    build: [
      esbuild(
        "worker.mjs",
        "--format=esm",
        "--conditions=workerd,worker,browser",
        "--loader:.wasm=copy",
        "--external:node:*",
        "--outdir=out",
      ),
    ],
    output: "out",
    serve: ["workerd", "worker.js"],
  },
  {
    name: "Rollup, CommonJS",
    sources: ["receiver.mjs"],
    files: ROLLUP,
    needs: ["@rollup/plugin-node-resolve"],
    build: [["rollup", "--config", "--format=cjs", "--file=receiver.out.cjs"]],
    output: "receiver.out.cjs",
    serve: ["node", "receiver.out.cjs"],
  },
  {
    name: "Rollup, ES module",
    sources: ["receiver.mjs"],
    files: ROLLUP,
    needs: ["@rollup/plugin-node-resolve"],
    build: [["rollup", "--config", "--format=es", "--file=receiver.out.mjs"]],
    output: "receiver.out.mjs",
    serve: ["node", "receiver.out.mjs"],
  },
  {
    name: "Rollup for browsers",
    sources: ["program.mjs", "verdict.mjs"],
    files: rollup({ browser: true }, "program.mjs"),
    needs: ["@rollup/plugin-node-resolve"],
    build: [["rollup", "--config", "--format=es", "--file=program.out.mjs"]],
    output: "program.out.mjs",
    run: ["node", "program.out.mjs"],
  },
  {
    name: "Rollup, without WebAssembly",
    sources: ["program.mjs"],
    files: { ...WITHOUT_WASM, ...rollup({ browser: true }, "program.mjs") },
    needs: ["@rollup/plugin-node-resolve"],
    build: [["rollup", "--config", "--format=es", "--file=program.out.mjs"]],
    output: "program.out.mjs",
    run: ["node", "--jitless", "program.out.mjs"],
  },
  {
    name: "Vite, server-side, everything bundled",
    sources: ["receiver.mjs"],
    files: { "vite.config.mjs": "export default { ssr: { noExternal: true } };\n" },
    build: [["vite", "build", "--ssr", "receiver.mjs", "--outDir", "out"]],
    output: "out",
    serve: ["node", "receiver.mjs"],
  },
  {
    name: "Vite for browsers, in Chromium",
    sources: ["page.mjs", "verdict.mjs", "index.html"],
    build: [["vite", "build", "--outDir", "out"]],
    output: "out",
    run: ["chromium"],
    program: "chromium",
  },
  {
    name: "webpack for Node",
    sources: ["receiver.mjs"],
    files: webpack("node", "receiver.mjs", "receiver.cjs"),
    needs: ["webpack"],
    build: [["node", "build.cjs"]],
    output: "out",
    serve: ["node", "receiver.cjs"],
  },
  {
    name: "webpack for browsers",
    sources: ["program.mjs", "verdict.mjs"],
    files: webpack("web", "program.mjs", "program.js"),
    needs: ["webpack"],
    build: [["node", "build.cjs"]],
    output: "out",
    run: ["node", "program.js"],
  },
  {
    name: "webpack, without WebAssembly",
    sources: ["program.mjs"],
    files: { ...WITHOUT_WASM, ...webpack("web", "program.mjs", "program.js") },
    needs: ["webpack"],
    build: [["node", "build.cjs"]],
    output: "out",
    run: ["node", "--jitless", "program.js"],
  },
  {
    name: "bun build for Node",
    sources: ["receiver.mjs"],
    build: [["bun", "build", "--target=node", "receiver.mjs", "--outfile=receiver.out.mjs"]],
    output: "receiver.out.mjs",
    serve: ["node", "receiver.out.mjs"],
  },
  {
    name: "bun build for Bun",
    sources: ["receiver.mjs"],
    build: [["bun", "build", "--target=bun", "receiver.mjs", "--outdir=out"]],
    output: "out",
    serve: ["bun", "receiver.js"],
  },
  {
    name: "esbuild for Deno",
    sources: ["receiver.mjs"],
    build: [node("--format=esm", "--conditions=deno", "--outfile=receiver.out.mjs")],
    output: "receiver.out.mjs",
    serve: ["deno", "run", "--allow-net", "--allow-env=PORT", "receiver.out.mjs"],
  },
  ...["cjs", "esm"].map((format) => ({
    name: `tsup, ${format}`,
    long: true,
    sources: ["receiver.mjs"],
    build: [["tsup", "receiver.mjs", "--format", format, "--out-dir", "out"]],
    output: "out",
    serve: ["node", format === "cjs" ? "receiver.js" : "receiver.mjs"],
  })),
  {
    name: "ncc",
    long: true,
    sources: ["receiver.cjs"],
    build: [["ncc", "build", "receiver.cjs", "--out", "out"]],
    output: "out",
    serve: ["node", "index.cjs"],
  },
  {
    name: "ncc, ES module",
    long: true,
    sources: ["receiver.mjs"],
    build: [["ncc", "build", "receiver.mjs", "--out", "out"]],
    output: "out",
    serve: ["node", "index.mjs"],
  },
  {
    name: "Rspack",
    long: true,
    sources: ["receiver.mjs"],
    files: { "rspack.config.mjs": RSPACK },
    build: [["rspack", "build"]],
    output: "out",
    serve: ["node", "receiver.cjs"],
  },
  {
    name: "Parcel",
    long: true,
    sources: ["receiver.mjs"],
    files: { "package.json": PARCEL },
    build: [["parcel", "build", "--cache-dir=cache"]],
    output: "out",
    serve: ["node", "receiver.js"],
  },
  {
    name: "bun build --compile",
    long: true,
    sources: ["receiver.mjs"],
    build: [["bun", "build", "--compile", "receiver.mjs", "--outfile=receiver"]],
    output: "receiver",
    serve: ["./receiver"],
  },
  injected(20),
  injected(22),
  executable(26, "receiver", [["node-26", "--build-sea", "sea.json"]]),
];
