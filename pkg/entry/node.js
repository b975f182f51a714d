// Node: the module is read and compiled once, synchronously, so that `require()` works as `import` does.
import { readFileSync } from "node:fs";
import { load } from "../lib/load.js";
import { useNodeCrypto } from "../lib/native-sha256.js";

load(
  () => new WebAssembly.Module(readFileSync(new URL("../wasm/core.wasm", import.meta.url))),
  'leave the package out of your bundle, or import "heron-webhooks/inline"',
);

useNodeCrypto(256);

export * from "../index.js";
