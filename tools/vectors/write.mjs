// How the vector files are written: JSON in ASCII, one case a line, a long text in parts.

import { writeFileSync } from "node:fs";

/** Where the vectors are. */
export const VECTORS = new URL("../../tests/vectors/", import.meta.url);

/** Texts longer than this are written as parts, their runs as `{ repeat, times }`. */
const LONG = 200;

/** The files' own description, beside their origin. */
export const FORMAT = {
  input: "`text`: a decoded string; `hex`: bytes as received",
  long: "a list stands for its parts joined, `{repeat, times}` for a part repeated",
};

/** A text, or its parts. */
export function compact(text) {
  if (text === null || text.length <= LONG) {
    return text;
  }
  const parts = [];
  let end = 0;
  for (const run of text.matchAll(/(.{1,5}?)\1{39,}/gsu)) {
    parts.push(text.slice(end, run.index), { repeat: run[1], times: run[0].length / run[1].length });
    end = run.index + run[0].length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== "");
}

/** A text of a vector file again whole. */
export const join = (text) =>
  Array.isArray(text)
    ? text.map((part) => (typeof part === "string" ? part : part.repeat.repeat(part.times))).join("")
    : text;

const ascii = (value) =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Writes a vector file. */
export function write(name, about, cases) {
  const lines = cases.map(ascii).join(",\n");
  writeFileSync(new URL(name, VECTORS), `{"about":${ascii(about)},\n"cases":[\n${lines}\n]}\n`);
}
