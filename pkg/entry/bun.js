// Bun: as in Node, and its bundler takes the file along, into single executables too.
import { readFileSync } from "node:fs";
import path from "../wasm/core.wasm" with { type: "file" };
import { load } from "../lib/load.js";
import { useNodeCrypto } from "../lib/native-sha256.js";

// A path, because of `type`; bundled, it is one beside the bundle.
load(
  () =>
    new WebAssembly.Module(
      readFileSync(new URL(/** @type {string} */ (/** @type {unknown} */ (path)), import.meta.url)),
    ),
  'leave the package out of your bundle, or import "heron-webhooks/inline"',
);

useNodeCrypto(256);

export * from "../index.js";
