// Runs cases, in whatever runtime this is.
import rfc4231 from "../../vectors/rfc4231.json" with { type: "json" };
import serialisers from "../../vectors/serialisers.json" with { type: "json" };
import text from "../../../pkg/wasm/core-inline.js";
import { compile } from "../../../pkg/lib/compile.js";
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

/** The published module for `init`: compiled here, unless the host has compiled it. */
export const moduleFor = (compiled) => compiled ?? compile(text);
