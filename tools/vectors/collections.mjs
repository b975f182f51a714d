// The collections of JSON texts that others wrote, the texts that the differential test found, and what the engines at
// hand make of them, with no policy in between. A case says what its source says of it, if it does: `expect` (accept or
// refuse), `wanted` (what JSON.stringify prints), `double` (the bits of the nearest double), `digits` (the fewest that
// tell it apart). Where this project means to differ from an engine, `deviates` says how and, by a key of the file's
// `deviations`, why.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { VECTORS, join } from "./write.mjs";

export const COLLECTIONS = ["json-test-suite", "test262", "cpython-json", "rfc8785", "decimals", "shortest", "found"];

/** A collection, its texts whole. */
export function load(name) {
  const { about, cases } = JSON.parse(readFileSync(new URL(`${name}.json`, VECTORS), "utf8"));
  for (const one of cases) {
    for (const field of ["text", "javascript", "python"]) one[field] = join(one[field]);
  }
  return { about, cases };
}

/** The text or the bytes of a case. */
export const input = ({ text, hex }) => text ?? Buffer.from(hex, "hex");

/** Node's rewriting of a text, or of bytes as `Buffer` decodes them; null: refused. */
export function node(text) {
  try {
    return JSON.stringify(JSON.parse(text.toString()));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

/** CPython's answers for the cases: `{ version, answers }`. */
export function cpython(cases) {
  const { error, status, stdout, stderr } = spawnSync(
    "python3",
    [fileURLToPath(new URL("loads.py", import.meta.url))],
    {
      input: JSON.stringify(cases.map(({ text, hex }) => ({ text, hex }))),
      maxBuffer: 1 << 28,
    },
  );
  if (error || status !== 0) throw new Error(`python3 did not answer: ${error?.message ?? stderr}`);
  return JSON.parse(stdout);
}
