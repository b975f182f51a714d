// `edge.mjs FILE`: serves an edge function, a module whose default export takes a `Request`, at $PORT in Vercel's
// edge-runtime. As on Vercel, its modules become one script by the condition `edge-light`, `.wasm?module` imports are
// compiled before, and there are five modules of Node and the environment variables.
import assert from "node:assert";
import async_hooks from "node:async_hooks";
import buffer from "node:buffer";
import events from "node:events";
import { readFileSync } from "node:fs";
import util from "node:util";
import { join } from "node:path";
import { EdgeRuntime, runServer } from "edge-runtime";
import * as esbuild from "esbuild";

const nodeModules = { assert, async_hooks, buffer, events, util };
const compiledModules = [];
const host = {
  name: "what the host provides",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.wasm(\?module)?$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace("?module", "")),
      namespace: "wasm",
    }));
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path: path.slice(5), namespace: "node" }));
    onLoad({ filter: /./, namespace: "node" }, ({ path }) => ({
      contents: `module.exports = globalThis.nodeModules.${path}`,
    }));
    onLoad({ filter: /./, namespace: "wasm" }, ({ path }) => {
      const index = compiledModules.push(new WebAssembly.Module(readFileSync(path))) - 1;
      return { contents: `export default globalThis.compiledModules[${index}]` };
    });
  },
};
const { outputFiles } = await esbuild.build({
  stdin: {
    contents: `import receive from "./${process.argv[2]}"; addEventListener("fetch", (event) => event.respondWith(receive(event.request, event)));`,
    resolveDir: process.cwd(),
  },
  ...{ bundle: true, write: false, format: "iife", target: "es2022", plugins: [host] },
  conditions: ["edge-light", "worker", "browser"],
});
const runtime = new EdgeRuntime({
  initialCode: outputFiles[0].text,
  extend(context) {
    return Object.assign(context, { compiledModules, nodeModules, process: { env: { ...process.env } } });
  },
});
await runServer({ runtime, port: Number(process.env.PORT), host: "127.0.0.1" });
