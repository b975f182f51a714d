export * from "./index.js";

/**
 * Starts the library with a module that you compiled yourself from `heron-webhooks/core.wasm`. Every other function
 * throws until it was called; calling it again does nothing.
 *
 * @param module - The compiled module; it is instantiated synchronously.
 * @throws {TypeError} If it is no `WebAssembly.Module`.
 *
 * @example
 * ```js
 * import { init, verify } from "heron-webhooks/init";
 *
 * init(await WebAssembly.compileStreaming(fetch("/assets/core.wasm")));
 * ```
 */
export function init(module: Module): void;

/** `WebAssembly.Module`, where the types of the host know it: those of Node 20 do not. */
type Module = typeof globalThis extends { WebAssembly: { Module: new (...args: never[]) => infer M } } ? M : object;
