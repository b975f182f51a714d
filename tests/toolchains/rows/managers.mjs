// Package managers: the tarball is installed by each, and nothing is downloaded for it.

const FORMATS = { import: "program.mjs", "require()": "program.cjs" };
const DEPENDENT = '{ "private": true, "dependencies": { "heron-webhooks": "file:./heron-webhooks.tgz" } }';

const YARN = `nodeLinker: pnp
enableGlobalCache: false
enableImmutableInstalls: false
enableTelemetry: false
`;

const MANAGERS = {
  npm: { build: [["npm", "install", "--offline"]], run: ["node"] },
  pnpm: { build: [["pnpm", "install", "--offline", "--no-frozen-lockfile", "--store-dir=store"]], run: ["node"] },
  "yarn, Plug'n'Play": {
    files: { ".yarnrc.yml": YARN, "yarn.lock": "" },
    build: [["yarn", "install"]],
    run: ["yarn", "node"],
  },
  "yarn, node_modules": {
    files: { ".yarnrc.yml": YARN.replace("pnp", "node-modules"), "yarn.lock": "" },
    build: [["yarn", "install"]],
    run: ["node"],
  },
};

/** @type {import("../rows.mjs").Row[]} */
export const ROWS = Object.entries(MANAGERS).flatMap(([name, { files, build, run }]) =>
  Object.entries(FORMATS).map(([format, program]) => ({
    name: `${name}, ${format}`,
    sources: ["program.mjs", "verdict.mjs", "program.cjs", "verdict.cjs"],
    files: { ...files, "package.json": DEPENDENT },
    tarball: true,
    build,
    run: [...run, program],
  })),
);
