// `heron-webhooks/init`: before it was given a module, and after. `compiled`: the module, where bytes may not be
// compiled.
import base64 from "../../../pkg/wasm/core-inline.js";
import { beforeInit } from "../../api/faults.mjs";
import { conformance, report } from "./cases.mjs";

export default async function (compiled) {
  const lib = await import("heron-webhooks/init");
  const before = report(beforeInit(lib));
  lib.init(compiled ?? compile());
  const after = report(conformance(lib));
  lib.init(compiled ?? compile());
  const again = report(conformance(lib));
  return {
    passed: before.passed + Math.min(after.passed, again.passed),
    failures: [...before.failures, ...after.failures, ...again.failures],
  };
}

/** The published module, from where every runtime can read it. */
function compile() {
  return new WebAssembly.Module(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}
