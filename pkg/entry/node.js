// Node: the module is read and compiled once, synchronously, so that `require()` works as `import` does.
import { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import { offerUtf16 } from "../instance.js";
import { load } from "./load.js";
import { useNative } from "./native.js";

load(
  () => new WebAssembly.Module(readFileSync(new URL("../wasm/core.wasm", import.meta.url))),
  'leave the package out of your bundle, or import "heron-webhooks/inline"',
);

useNative(256);

// Up to version 23, UTF-8 is decoded a character at a time.
if (Number.parseInt(process.versions.node) < 24) {
  offerUtf16(({ buffer, byteOffset, length }) => Buffer.from(buffer, byteOffset, length).toString("utf16le"));
}

export * from "../webhooks.js";
