// Nothing is built: the installed package by `import` and by `require()`, in releases of Node, and with flags of Node that
// take something away.
import { fixture, through } from "../rows.mjs";

const FORMATS = {
  import: { sources: ["program.mjs", "verdict.mjs"], program: "program.mjs" },
  "require()": { sources: ["program.cjs", "verdict.cjs"], program: "program.cjs" },
};

const FLAGS = {
  "--disallow-code-generation-from-strings": ["node", "--disallow-code-generation-from-strings"],
  "--frozen-intrinsics": ["node", "--frozen-intrinsics"],
  "--experimental-permission": ["node-20", "--experimental-permission", "--allow-fs-read=*"],
  "--permission": ["node-24", "--permission", "--allow-fs-read=*"],
};

/** A receiver that gets one part of the package by `require()` and the other by `import`. */
const mixed = (name) =>
  fixture("receiver.mjs").replace(
    new RegExp(`^import ({ ${name} }) from (.+);$`, "m"),
    'import { createRequire } from "node:module";\nconst $1 = createRequire(import.meta.url)($2);',
  );

/** What somebody is told who cannot have WebAssembly. */
const TOLD = `import("./verdict.mjs").then(({ verdict }) => verdict()).catch(({ message }) => console.log(message));
`;

const inFormats = (row, command) =>
  Object.entries(FORMATS).map(([format, { sources, program }]) => {
    return { ...row, name: `${row.name}, ${format}`, sources, run: [...command, program] };
  });

/** @type {import("../rows.mjs").Row[]} */
export const ROWS = [
  ...[20, 22, 24, 26].flatMap((release) => inFormats({ name: `Node ${release}` }, [`node-${release}`])),
  ...inFormats({ name: "Node 18", long: true }, ["node-18"]),
  ...Object.entries(FLAGS).flatMap(([name, command]) => inFormats({ name }, command)),
  ...["Webhook", "createNodeHandler"].map((name) => ({
    name: `${name} by require(), the rest by import`,
    files: { "receiver.mjs": mixed(name) },
    serve: ["node", "receiver.mjs"],
  })),
  {
    name: "--jitless: the error names the subpath that works",
    sources: ["verdict.mjs"],
    files: { "program.mjs": TOLD },
    run: ["node", "--jitless", "program.mjs"],
    prints: '"heron-webhooks/js"',
  },
  {
    name: "--jitless: that subpath, import",
    sources: ["program.mjs"],
    files: { "verdict.mjs": through("js", "verdict.mjs") },
    run: ["node", "--jitless", "program.mjs"],
  },
  {
    name: "--jitless: that subpath, require()",
    sources: ["program.cjs"],
    files: { "verdict.cjs": through("js", "verdict.cjs") },
    run: ["node", "--jitless", "program.cjs"],
  },
  {
    name: "the name with the module inside",
    sources: ["program.mjs"],
    files: { "verdict.mjs": through("inline", "verdict.mjs") },
    run: ["node", "program.mjs"],
  },
];
