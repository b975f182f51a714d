// Vercel's edge-runtime: modules are compiled at build time, and come from another realm.
import { readFileSync } from "node:fs";
import { EdgeRuntime } from "edge-runtime";
import { bundled, modules, root } from "./lib.mjs";

/** What Next and Vercel do with `.wasm?module` imports; here the host provides what was compiled. */
export const wasmModule = {
  name: "wasm?module",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.wasm\?module$/ }, ({ path }) => ({
      path: /(\w+)\.wasm/.exec(path)[1],
      namespace: "compiled",
    }));
    onLoad({ filter: /./, namespace: "compiled" }, ({ path }) => ({
      contents: `export default globalThis.${path}Module`,
    }));
  },
};

export const edge = {
  name: "edge-runtime",
  version: () => JSON.parse(readFileSync(`${modules}/edge-runtime/package.json`, "utf8")).version,
  async run(program) {
    const code = await bundled(`export { default } from "./programs/${program}.mjs";`, {
      conditions: ["edge-light", "worker", "browser"],
      plugins: [wasmModule],
      format: "iife",
      globalName: "program",
    });
    const compiled = (name) => new WebAssembly.Module(readFileSync(`${root}/pkg/dist/${name}.wasm`));
    const [coreModule, explainModule] = ["core", "explain"].map(compiled);
    const runtime = new EdgeRuntime({ extend: (context) => Object.assign(context, { coreModule, explainModule }) });
    return JSON.parse(await runtime.evaluate(`${code}; program.default(coreModule).then(JSON.stringify)`));
  },
  programs: { import: "import", init: "init", js: "js" },
};
