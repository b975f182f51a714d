// Every host that compiles bytes, Node, Deno, Bun and browsers among them: the module is in the code, so that there is
// nothing to find or to fetch, whatever bundles it.
import text from "../wasm/core-inline.js";
import { compile } from "../lib/compile.js";
import { provide } from "../lib/instance.js";
import { useNodeCrypto } from "../lib/native-sha256.js";

provide(() => compile(text));

// From how many bytes on it is faster. Browsers have none.
useNodeCrypto("Deno" in globalThis ? 2048 : 256);

export * from "../index.js";
