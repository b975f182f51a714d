// The package by `import`, and how it takes failures.
import { faults, sabotage } from "../../api/faults.mjs";
import { conformance, report } from "./cases.mjs";

export default async function () {
  const control = sabotage();
  const lib = await import("heron-webhooks");
  return report([...conformance(lib), ...faults(lib, control)]);
}
