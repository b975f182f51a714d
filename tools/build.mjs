// `npm run build`: everything that is generated, in this order.
//
// 1. xtask (Rust) compiles wasm/core and wasm/explain and has wasm-bindgen write their glue, to target/modules/. It is
//    a program because wasm-bindgen's generator is a library: Cargo.lock pins it, and nothing has to be installed.
// 2. wasm-opt makes both modules smaller. They go to pkg/wasm/ with their glue and its types, and once more as text
//    inside JavaScript; wasm2js makes JavaScript of the core.
// 3. dist.mjs bundles the package's sources with them, in pkg/dist/: the files that are published.
// 4. The page, in www/dist/ and pkg/dist/; the bill of materials and the documents that every copy of the package carries.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildDist } from "./dist.mjs";
import { jsr } from "./jsr.mjs";
import { Failure, main, root, run } from "./lib.mjs";
import { buildPage } from "./page.mjs";
import { sbom } from "./sbom.mjs";
import { setup } from "./setup.mjs";

/** The features that the engines of all supported hosts have. */
const FEATURES = ["mutable-globals", "sign-ext", "bulk-memory", "nontrapping-float-to-int", "simd"];
const OPTIMISE = ["--mvp-features", ...FEATURES.map((feature) => `--enable-${feature}`)];

/** The tools have to be set up already. */
export async function build() {
  await run("cargo", ["run", "--quiet", "--locked", "--package", "xtask", "--", "build"], {
    problem: "The WebAssembly modules could not be built: the compiler's message is above.",
    remedy: "If it says that the linker `cc` was not found, install gcc or clang, then run this again.",
  });
  rmSync(generated, { recursive: true, force: true });
  mkdirSync(generated);
  await optimised("core", "-O4");
  await optimised("explain", "-Oz");
  await javascript();
  await buildDist();
  await buildPage();
  writeFileSync(join(root, "pkg/sbom.cdx.json"), sbom());
  const manifest = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
  writeFileSync(join(root, "pkg/jsr.json"), `${JSON.stringify(jsr(manifest), null, 2)}\n`);
  for (const document of ["README.md", "SECURITY.md", "LICENSE-MIT", "LICENSE-APACHE"]) {
    copyFileSync(join(root, document), join(root, "pkg", document));
  }
}

/** The glue names what hosts have; it gets what the library found there. */
const STAND_INS = `import { TextDecoder, TextEncoder } from "../lib/encoding.js";
import { WebAssembly } from "../lib/webassembly.js";
`;

const modules = join(root, "target/modules");
const generated = join(root, "pkg/wasm");
const { resolve } = createRequire(import.meta.url);
const binaryen = (tool) => join(resolve("binaryen/package.json"), "../bin", tool);

/** A module as a file, and the same bytes as text, which every bundler understands. */
async function optimised(name, level) {
  const file = join(generated, `${name}.wasm`);
  await run(process.execPath, [binaryen("wasm-opt"), join(modules, `${name}.wasm`), level, ...OPTIMISE, "-o", file]);
  const glue = readFileSync(join(modules, `${name}.js`), "utf8");
  writeFileSync(join(generated, `${name}.js`), `${STAND_INS}\n${glue}`);
  copyFileSync(join(modules, `${name}.d.ts`), join(generated, `${name}.d.ts`));
  writeFileSync(join(generated, `${name}-inline.js`), `export default "${readFileSync(file, "hex")}";\n`);
}

/** `heron-webhooks/js`: the same Rust as JavaScript, for places that forbid WebAssembly. */
async function javascript() {
  const folder = join(root, "target/wasm2js");
  mkdirSync(folder, { recursive: true });
  const glue = (file) => readFileSync(join(modules, file), "utf8");
  if (glue("core.js") !== glue("wasm2js/core.js")) {
    throw new Failure("The JavaScript build needs another glue than the WebAssembly module.");
  }
  const output = join(folder, "wasm2js.js");
  await run(process.execPath, [
    binaryen("wasm2js"),
    join(modules, "wasm2js/core.wasm"),
    ...["-Oz", "--mvp-features", "--enable-mutable-globals", "--enable-sign-ext", "--enable-bulk-memory"],
    ...["--enable-nontrapping-float-to-int", "-o", output],
  ]);
  // wasm2js writes a module that instantiates itself once. Only its function is kept, which makes an instance at every
  // call.
  const text = readFileSync(output, "utf8");
  const body = text.slice(0, text.indexOf("\nvar retasmFunc")).replace(/^import .*;$/gm, "");
  const { transform } = await import("esbuild");
  const { code } = await transform(`${body}\nexport { asmFunc as instantiate };\n`, {
    minify: true,
    format: "esm",
    target: "es2022",
  });
  writeFileSync(join(generated, "core-js.js"), code);
  const types = "export function instantiate(imports: object): WebAssembly.Exports;\n";
  writeFileSync(join(generated, "core-js.d.ts"), types);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await setup();
    await build();
  });
}
