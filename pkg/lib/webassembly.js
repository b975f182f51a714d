// Stands in for the host's `WebAssembly` in the glue, which then takes whatever an entry hands over for a module.
import { tag } from "./arguments.js";

/**
 * In `heron-webhooks/js` a "module" is a function that makes an instance's exports.
 *
 * @param {WebAssembly.Module | BufferSource | ((imports: object) => WebAssembly.Exports)} module
 * @param {WebAssembly.Imports} imports
 */
function Instance(module, imports) {
  if (typeof module === "function") return { exports: module(imports) };
  const { WebAssembly } = globalThis;
  // A compiled module may be of another realm. Bytes are from a bundler that was told to make them of the .wasm file.
  if (tag(module) === "WebAssembly.Module")
    return new WebAssembly.Instance(/** @type {WebAssembly.Module} */ (module), imports);
  return new WebAssembly.Instance(new WebAssembly.Module(/** @type {BufferSource} */ (module)), imports);
}

const Module = { [Symbol.hasInstance]: () => true };

const standIn = { Instance, Module };
export { standIn as WebAssembly };
