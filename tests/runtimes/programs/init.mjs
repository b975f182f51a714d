// `heron-webhooks/init`: before it was given a module, and after. `compiled`: the module, where bytes may not be
// compiled.
import { beforeInit } from "../../api/faults.mjs";
import { conformance, moduleFor, report } from "./cases.mjs";

export default async function (compiled) {
  const lib = await import("heron-webhooks/init");
  const before = report(beforeInit(lib));
  lib.init(moduleFor(compiled));
  const after = report(conformance(lib));
  lib.init(moduleFor(compiled));
  const again = report(conformance(lib));
  return {
    passed: before.passed + Math.min(after.passed, again.passed),
    failures: [...before.failures, ...after.failures, ...again.failures],
  };
}
