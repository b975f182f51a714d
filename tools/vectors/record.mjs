// Records anew what Node and CPython make of every text of the collections, in their own files: to be run, by
// `node tools/vectors/record.mjs` with python3 beside node, when a case is added or an engine is to be another one.

import { COLLECTIONS, cpython, input, load, node } from "./collections.mjs";
import { FORMAT, compact, write } from "./write.mjs";

function record(name) {
  const { about, cases } = load(name);
  const { version, answers } = cpython(cases);
  const rows = cases.map((one, index) => ({
    ...one,
    text: one.text === undefined ? undefined : compact(one.text),
    javascript: compact(node(input(one))),
    python: compact(answers[index]),
  }));
  const engines = {
    javascript: `JSON.stringify(JSON.parse(text)), Node.js ${process.version.slice(1)} (V8 ${process.versions.v8})`,
    python: `json.dumps(json.loads(text), separators=(",", ":")), ${version}`,
  };
  write(`${name}.json`, { ...about, ...FORMAT, ...engines }, rows);
  console.log(`${name}: ${rows.length} cases, Node.js ${process.version}, ${version}`);
}

COLLECTIONS.forEach(record);
