// The package by `require()`.
import { createRequire } from "node:module";
import { conformance, report } from "./cases.mjs";

export default async function () {
  return report(conformance(createRequire(import.meta.url)("heron-webhooks")));
}
