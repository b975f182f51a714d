// Node: the module is read and compiled once, synchronously, so that `require()` works as `import` does.
import { readFileSync } from "node:fs";
import { load } from "./load.js";
import { useNative } from "./native.js";

load(
  () => new WebAssembly.Module(readFileSync(new URL("../wasm/core.wasm", import.meta.url))),
  'leave the package out of your bundle, or import "heron-webhooks/inline"',
);

useNative(256);

export * from "../webhooks.js";
