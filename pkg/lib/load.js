// Every entry starts the module with it, or throws what can be done if there is none.
import { start } from "./instance.js";

export function load(compile, remedy) {
  try {
    start(compile());
  } catch (cause) {
    throw new Error(`heron-webhooks could not load its WebAssembly module: ${cause.message}: ${remedy}`, { cause });
  }
}
