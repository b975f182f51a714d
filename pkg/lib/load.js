// Every entry starts the module with it, or throws what can be done if there is none.
import { property } from "./arguments.js";
import { start } from "./instance.js";

/**
 * @param {() => WebAssembly.Module} compile
 * @param {string} remedy
 */
export function load(compile, remedy) {
  try {
    start(compile());
  } catch (cause) {
    throw new Error(`heron-webhooks could not load its WebAssembly module: ${property(cause, "message")}: ${remedy}`, {
      cause,
    });
  }
}
