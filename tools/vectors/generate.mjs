// Writes serialisers.json, what the engines themselves make of every text in cases.mjs: to be run again, by
// `node tools/vectors/generate.mjs` with python3 beside node, when a case is added. The engines' versions go on top.

import { spawnSync } from "node:child_process";
import { groups } from "./cases.mjs";
import { CPYTHON, answersIn, javascript, questionFrame } from "./engines.mjs";
import { FORMAT, compact, write } from "./write.mjs";

function askPython(inputs) {
  const { stdout, error, status, stderr } = spawnSync("python3", [CPYTHON], {
    input: questionFrame(inputs),
    maxBuffer: 1 << 28,
  });
  if (error || status !== 0) {
    throw new Error(`python3 did not answer: ${error?.message ?? stderr}`);
  }
  const hello = 4 + stdout.readUInt32LE(0);
  return { version: stdout.toString("latin1", 4, hello), outputs: answersIn(stdout.subarray(hello + 4)) };
}

const cases = Object.entries(groups).flatMap(([group, list]) => list.map((one) => ({ group, ...one })));
const inputs = cases.map(({ text, hex }) => text ?? Buffer.from(hex, "hex"));
const python = askPython(inputs);

const about = {
  what: "JSON texts, and what two implementations print for them; null: refused",
  javascript: `JSON.stringify(JSON.parse(text)), Node.js ${process.version.slice(1)} (V8 ${process.versions.v8})`,
  python: `json.dumps(json.loads(text), separators=(",", ":")), ${python.version}`,
  input: `${FORMAT.input}, strict UTF-8 after one byte order mark is dropped`,
  long: FORMAT.long,
  made: "by tools/vectors/generate.mjs, from tools/vectors/cases.mjs",
  license: "MIT OR Apache-2.0, as the project",
};

const rows = cases.map((one, index) => {
  const { group, name, text, hex } = one;
  return {
    group,
    name,
    text: text === undefined ? undefined : compact(text),
    hex,
    javascript: compact(javascript(inputs[index])),
    python: compact(python.outputs[index]),
  };
});

write("serialisers.json", about, rows);
console.log(`${rows.length} cases written: Node.js ${process.version}, ${python.version}`);
