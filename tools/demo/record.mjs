// Records the deliveries that sender.py makes, for machines without Python: `node tools/demo/record.mjs`, after any
// change to payloads.mjs or sender.py.

import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { RECORDED, findPython, sendByPython } from "./sender.mjs";

/** Longer bodies are compressed. */
const LONG = 10_000;

const bodies = new Map();
const deliveries = [];
const python = findPython();
for await (const { body, ...delivery } of sendByPython(python)) {
  if (!bodies.has(body)) {
    bodies.set(body, bodies.size);
  }
  deliveries.push({ ...delivery, body: bodies.get(body) });
}

const written = [...bodies.keys()].map((body) =>
  body.length > LONG ? { gzip: gzipSync(body, { level: 9 }).toString("base64") } : body,
);
const lines = (values) => values.map((value) => `\n    ${JSON.stringify(value)}`).join(",");
writeFileSync(
  RECORDED,
  `{
  "about": "The demo's deliveries, recorded by tools/demo/record.mjs",
  "python": "${python.version}",
  "node": "${process.versions.node}",
  "bodies": [${lines(written)}
  ],
  "deliveries": [${lines(deliveries)}
  ]
}
`,
);
console.log(`${deliveries.length} deliveries recorded`);
