// CommonJS: the module is read from the file that edge functions import, as a third copy of it would be a sixth of the package.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { provide } from "../../lib/explain-module.js";

provide(() => new WebAssembly.Module(readFileSync(join(__dirname, "explain.wasm"))));

export { explain, parseRequest } from "../../explain.js";
