// Writes tests/vectors/middlemen/: what real programs print for eight events, when they stand between the sender and
// the receiver. To be run again, by `node tools/middlemen/run.mjs`, when a program or an event is added. README.md says
// what it installs. In each of two ways one text is signed and another received:
//
// - signed-then-reprinted: the sender signed its own form, and the program printed what was on the wire anew.
// - reprinted-then-signed: the program's print was signed, and the wire has the sender's: with spaces, or compact.

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { EVENTS } from "./events.mjs";
import { printed } from "./programs.mjs";

const FOLDER = new URL("../../tests/vectors/middlemen/", import.meta.url);

const SENDERS = `
import json, sys
values = [json.loads(text) for text in json.load(sys.stdin)]
print(json.dumps([{"spaced": json.dumps(value), "compact": json.dumps(value, separators=(",", ":"))} for value in values]))
`;

const names = Object.keys(EVENTS);
const texts = Object.values(EVENTS);

/** Python's texts of each event, and JavaScript's: on the wire Python's are spaced, and it signs the compact ones. */
const python = JSON.parse(execFileSync("python3", ["-c", SENDERS], { input: JSON.stringify(texts) }));
const javascript = texts.map((text) => JSON.stringify(JSON.parse(text)));

/** The cases of one program, none twice: of its prints of Python's texts, then of JavaScript's. */
function cases(prints) {
  const seen = new Set();
  const found = names.flatMap((event, index) => {
    const [fromPython, fromJavaScript] = [prints[index], prints[names.length + index]];
    if (fromPython.refused !== undefined && fromJavaScript.refused !== undefined) {
      return [{ event, refused: reason(fromPython) }];
    }
    const reprinted = { event, way: "signed-then-reprinted" };
    const signed = { event, way: "reprinted-then-signed" };
    return [
      { ...reprinted, signer: "python", ...texted(python[index].compact, fromPython) },
      { ...reprinted, signer: "javascript", ...texted(javascript[index], fromJavaScript) },
      { ...signed, wire: "spaced", ...texted(fromPython, python[index].spaced) },
      { ...signed, wire: "compact", ...texted(fromPython, python[index].compact) },
    ];
  });
  return found.filter((one) => {
    const key = JSON.stringify({ ...one, signer: undefined, wire: undefined });
    return !seen.has(key) && seen.add(key);
  });
}

const texted = (signed, received) => {
  const refusal = [signed, received].find((text) => text.refused !== undefined);
  return refusal ? { refused: reason(refusal) } : { signed, received };
};

/** The first line is enough. */
const reason = ({ refused }) => refused.split("\n", 1)[0];

const ascii = (value) =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const slug = (program) =>
  program
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

const middlemen = printed([...python.map(({ spaced }) => spaced), ...javascript]);

// Programs that print the same, from the same, share a file.
const groups = new Map();
for (const { program, version, command, prints } of middlemen) {
  const found = cases(prints);
  const key = JSON.stringify(found);
  const group = groups.get(key) ?? { programs: [], cases: found };
  group.programs.push({ program, version, command });
  groups.set(key, group);
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER);
for (const { programs, cases: found } of groups.values()) {
  const [first, ...also] = programs;
  const head = Object.entries({ ...first, also }).map(([key, value]) => `${ascii(key)}:${ascii(value)}`);
  const text = `{${head.join(",\n")},\n"cases":[\n${found.map(ascii).join(",\n")}\n]}\n`;
  writeFileSync(new URL(`${slug(first.program)}.json`, FOLDER), text, { flag: "wx" });
}
console.log(`${middlemen.length} programs, ${groups.size} files`);
