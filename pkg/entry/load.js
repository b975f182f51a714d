// What every entry does: start the module, or say what can be done if it cannot be had.
import { start } from "../instance.js";

export function load(compile, remedy) {
  try {
    start(compile());
  } catch (cause) {
    throw new Error(`heron-webhooks could not load its WebAssembly module: ${cause.message}: ${remedy}`, { cause });
  }
}
