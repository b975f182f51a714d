// TypeScript: a program that imports every public subpath is compiled strictly, with the package's own declarations
// checked, by each compiler and module resolution; what the compiler wrote is run.

const COMPILERS = {
  4.9: "typescript-4.9/bin/tsc",
  5.4: "typescript-5.4/bin/tsc",
  5.9: "typescript/bin/tsc",
  "6.0": "typescript-6.0/bin/tsc",
  7: "typescript-7/bin/tsc",
};

const RESOLUTIONS = {
  "node10, CommonJS": { moduleResolution: "node", module: "commonjs" },
  "node16, CommonJS": { moduleResolution: "node16", module: "node16", type: "commonjs" },
  "node16, ES module": { moduleResolution: "node16", module: "node16", type: "module" },
  "nodenext, CommonJS": { moduleResolution: "nodenext", module: "nodenext", type: "commonjs" },
  "nodenext, ES module": { moduleResolution: "nodenext", module: "nodenext", type: "module" },
  "bundler, ES module": { moduleResolution: "bundler", module: "esnext", type: "module" },
};

const isKnown = (compiler, resolution) =>
  !(resolution.startsWith("bundler") && compiler === "4.9") && !(resolution.startsWith("node10") && compiler === "7");

/** @type {import("../rows.mjs").Row[]} */
export const ROWS = Object.entries(COMPILERS).flatMap(([compiler, tsc]) =>
  Object.entries(RESOLUTIONS)
    .filter(([resolution]) => isKnown(compiler, resolution))
    .map(([resolution, { type = "commonjs", ...options }]) => ({
      name: `TypeScript ${compiler}, ${resolution}`,
      sources: ["program.ts"],
      files: {
        "package.json": JSON.stringify({ private: true, type }),
        "tsconfig.json": JSON.stringify({
          compilerOptions: {
            ...{ strict: true, skipLibCheck: false, exactOptionalPropertyTypes: true, types: [] },
            // The compiler's own declarations are not what is tested.
            ...{ target: "es2022", lib: ["es2022", "dom"], skipDefaultLibCheck: true },
            // From 6.0 on the old resolution has to be asked for.
            ...(compiler === "6.0" && { ignoreDeprecations: "6.0" }),
            ...options,
          },
          files: ["program.ts"],
        }),
      },
      build: [[tsc]],
      run: ["node", "program.js"],
    })),
);
