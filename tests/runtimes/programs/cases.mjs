// Runs cases, in whatever runtime this is.
import rfc4231 from "../../vectors/rfc4231.json" with { type: "json" };
import serialisers from "../../vectors/serialisers.json" with { type: "json" };
import { suite } from "../../api/suite.mjs";

/** How many cases passed, and what failed in the others. */
export function report(cases) {
  const failures = [];
  for (const [name, body] of cases) {
    try {
      body();
    } catch (error) {
      failures.push(`${name}: ${error?.stack ?? error}`);
    }
  }
  return { passed: cases.length - failures.length, failures };
}

export const conformance = (lib) => suite(lib, { serialisers, rfc4231 });
