// The package and its `explain` by `import`, and how it takes failures.
import { explain } from "heron-webhooks/explain";
import { faults, sabotage } from "../../api/faults.mjs";
import { conformance, report } from "./cases.mjs";

export default async function () {
  const control = sabotage();
  const lib = { ...(await import("heron-webhooks")), explain };
  return report([...conformance(lib), ...faults(lib, control)]);
}
