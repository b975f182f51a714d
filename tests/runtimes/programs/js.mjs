// `heron-webhooks/js`: no WebAssembly.
import { conformance, report } from "./cases.mjs";

export default async function () {
  return report(conformance(await import("heron-webhooks/js")));
}
