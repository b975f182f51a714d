// Why a WebAssembly module could not be started, and what helps there. Engines have no codes for it: their messages tell.

import { property } from "./arguments.js";

/** Of Chromium, Firefox and Safari. */
const BY_POLICY = /content security policy|unsafe-eval|\bCSP\b/i;

/** Of V8 where the embedder decides: workerd, Vercel Edge. */
const BY_HOST = /disallowed by embedder|code generation/i;

const IMPORT =
  'have your bundler resolve packages by the condition "workerd" or "edge-light", as wrangler and Next do, so that the .wasm ' +
  "file is imported";

/** Bundled by `require()`, a file is left behind. */
const NOT_BUNDLED =
  "leave the package out of your bundle, or bundle it by `import`: the ES module has the module inside";

/**
 * `name` is the subpath's; `imported`, where the host's bundler has to hand over a compiled module, says how;
 * `otherwise` names what works in any case.
 *
 * @param {unknown} cause
 * @param {{ name: string, imported?: string | undefined, otherwise: string }} host
 */
export function notStarted(cause, { name, imported, otherwise }) {
  const { reason, remedy } = explained(cause, imported);
  const remedies = remedy === undefined ? otherwise : `${remedy}, or ${otherwise}`;
  return new Error(`${name} could not load its WebAssembly module: ${reason}: ${remedies}`, { cause });
}

/**
 * @param {unknown} cause
 * @param {string | undefined} imported
 * @returns {{ reason: string, remedy?: string | undefined }}
 */
function explained(cause, imported) {
  if (typeof WebAssembly === "undefined") return { reason: "there is no WebAssembly here" };
  const reason = String(property(cause, "message") ?? cause);
  if (BY_POLICY.test(reason))
    return { reason, remedy: "allow 'wasm-unsafe-eval' for scripts in the Content-Security-Policy" };
  if (property(cause, "code") === "ENOENT") return { reason, remedy: NOT_BUNDLED };
  if (BY_HOST.test(reason)) return { reason, remedy: IMPORT };
  // V8 reserves gigabytes of addresses for each memory, however little of it is used.
  if (cause instanceof RangeError)
    return { reason, remedy: "raise the limit of the process's virtual memory (`ulimit -v`)" };
  return { reason, remedy: imported };
}
