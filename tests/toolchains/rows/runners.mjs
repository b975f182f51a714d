// Test runners and programs that run TypeScript: a test that gets both deliveries.
import { fixture } from "../rows.mjs";

const json = JSON.stringify;

const TEST = fixture("jest.js");
const ESM = { "verdict.test.js": TEST.replace("./verdict", "./verdict.js"), "verdict.js": fixture("verdict.mjs") };
const PLAIN = { "verdict.test.js": TEST, "verdict.js": fixture("verdict.mjs") };
const REQUIRED = {
  "verdict.test.js": TEST.replace(/^import .*/, 'const { verdict } = require("./verdict");'),
  "verdict.js": fixture("verdict.cjs"),
};
const typed = (name) => fixture(name).replace("verdict()", "verdict(): string | undefined");
const JEST_TYPES = `declare const test: (name: string, run: () => void) => void;
declare const expect: (value: unknown) => { toBe(other: unknown): void };
`;
const TYPED = { "verdict.spec.ts": TEST + JEST_TYPES, "verdict.ts": typed("verdict.mjs") };
const PROGRAM = { "program.ts": `${typed("verdict.mjs")}\nconsole.log(verdict());\n` };

const BABEL = {
  "babel.config.cjs": 'module.exports = { presets: [["@babel/preset-env", { targets: { node: "current" } }]] };\n',
};
const JSDOM = { 29: "jest-environment-jsdom-29", 30: "jest-environment-jsdom" };

/** As Jest's documentation says for packages that it cannot read. */
const TRANSFORMED = { transformIgnorePatterns: ["/node_modules/(?!heron-webhooks)"] };

/** What the template of NestJS has in package.json. */
const NEST = {
  moduleFileExtensions: ["js", "json", "ts"],
  rootDir: ".",
  testRegex: ".*\\.spec\\.ts$",
  transform: { "^.+\\.(t|j)s$": "ts-jest" },
  testEnvironment: "node",
};
const NEST_COMPILER = {
  ...{ emitDecoratorMetadata: true, experimentalDecorators: true, allowSyntheticDefaultImports: true, sourceMap: true },
  ...{
    declaration: true,
    outDir: "./dist",
    baseUrl: "./",
    incremental: true,
    skipLibCheck: true,
    strictNullChecks: true,
  },
  types: [],
};
const nest = (compilerOptions) => ({
  "tsconfig.json": json({ compilerOptions: { ...NEST_COMPILER, ...compilerOptions } }),
});

/** Rows of one release of Jest. */
function jest(release) {
  const command = release === 29 ? "jest-29/bin/jest.js" : "jest/bin/jest.js";
  const row = (name, files, options, more) => ({
    name: `Jest ${release}, ${name}`,
    files: { ...files, "jest.config.json": json({ testEnvironment: "node", ...options }) },
    run: [command, "--ci"],
    needs: ["@babel/preset-env", "@swc/core", "@swc/jest", "ts-jest", "typescript", JSDOM[release]],
    ...more,
  });
  return [
    row("CommonJS", REQUIRED, { transform: {} }),
    row("Babel", { ...PLAIN, ...BABEL }, {}),
    row("Babel, the package transformed too", { ...PLAIN, ...BABEL }, TRANSFORMED),
    row("swc", PLAIN, { transform: { "\\.js$": "@swc/jest" } }),
    row("jsdom", { ...PLAIN, ...BABEL }, { testEnvironment: JSDOM[release] }),
    row("NestJS's template", { ...TYPED, ...nest({ module: "commonjs", target: "ES2021" }) }, NEST),
    row(
      "NestJS's template since 11",
      { ...TYPED, ...nest({ module: "nodenext", target: "ES2023", isolatedModules: true }) },
      NEST,
    ),
    row(
      "ES modules",
      { ...ESM, "package.json": '{ "type": "module" }' },
      { transform: {} },
      { env: { NODE_OPTIONS: "--experimental-vm-modules" } },
    ),
  ];
}

const VITEST = ["vitest", "run", "--globals", "--disable-console-intercept"];

const tsNode = (moduleResolution) => {
  return {
    module: moduleResolution === "node10" ? "commonjs" : moduleResolution,
    moduleResolution,
    target: "es2022",
    strict: true,
    types: [],
  };
};

/** @type {import("../rows.mjs").Row[]} */
export const ROWS = [
  ...jest(29),
  ...jest(30),
  ...["threads", "forks", "vmThreads", "vmForks"].map((pool) => ({
    name: `Vitest, ${pool}`,
    files: PLAIN,
    run: [...VITEST, `--pool=${pool}`],
  })),
  {
    name: "Vitest, the package transformed too",
    files: {
      ...PLAIN,
      "vitest.config.mjs": 'export default { test: { server: { deps: { inline: ["heron-webhooks"] } } } };\n',
    },
    run: VITEST,
  },
  { name: "Vitest, jsdom", files: PLAIN, run: [...VITEST, "--environment=jsdom"], needs: ["jsdom"] },
  {
    name: "Mocha, CommonJS",
    sources: ["verdict.cjs"],
    files: {
      "verdict.test.cjs":
        'const { verdict } = require("./verdict.cjs");\nit("verdict", () => console.log(verdict()));\n',
    },
    run: ["mocha", "verdict.test.cjs"],
  },
  {
    name: "Mocha, ES module",
    sources: ["verdict.mjs"],
    files: {
      "verdict.test.mjs": 'import { verdict } from "./verdict.mjs";\nit("verdict", () => console.log(verdict()));\n',
    },
    run: ["mocha", "verdict.test.mjs"],
  },
  ...["commonjs", "module"].map((type) => ({
    name: `tsx, ${type}`,
    files: { ...PROGRAM, "package.json": json({ private: true, type }) },
    run: ["tsx", "program.ts"],
  })),
  ...["node10", "node16"].map((moduleResolution) => ({
    name: `ts-node, ${moduleResolution}`,
    files: { ...PROGRAM, "tsconfig.json": json({ compilerOptions: tsNode(moduleResolution) }) },
    run: ["ts-node", "program.ts"],
    needs: ["typescript"],
  })),
  ...[22, 24].map((release) => ({
    name: `types stripped by Node ${release}`,
    files: { ...PROGRAM, "package.json": '{ "type": "module" }' },
    run: [`node-${release}`, "--experimental-strip-types", "program.ts"],
  })),
];
