// `npm run build`: what the npm package has besides its own sources: the WebAssembly module and its glue in pkg/wasm/,
// and the documents that every copy of it must carry; and the page, in www/dist/.

import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure, main, root, run } from "./lib.mjs";
import { buildPage } from "./page.mjs";
import { sbom } from "./sbom.mjs";
import { setup } from "./setup.mjs";

/** What it builds with has to be set up already. */
export async function build() {
  await run("cargo", ["run", "--quiet", "--locked", "--package", "xtask", "--", "build"], {
    problem: "The WebAssembly module could not be built: the compiler's message is above.",
    remedy: "If it says that the linker `cc` was not found, install gcc or clang, then run this again.",
  });
  inline();
  await javascript();
  await buildPage();
  writeFileSync(join(root, "pkg/sbom.cdx.json"), sbom());
  for (const document of ["README.md", "SECURITY.md", "LICENSE-MIT", "LICENSE-APACHE"]) {
    copyFileSync(join(root, document), join(root, "pkg", document));
  }
}

/** `heron-webhooks/inline`: the module as text, which every bundler and every policy for scripts understands. */
function inline() {
  const base64 = readFileSync(join(root, "pkg/wasm/core.wasm"), "base64");
  writeFileSync(join(root, "pkg/wasm/inline.js"), `export default "${base64}";\n`);
}

/** `heron-webhooks/js`: the same Rust as JavaScript, for places that forbid WebAssembly. */
async function javascript() {
  const folder = join(root, "target/wasm2js");
  const glue = (file) => readFileSync(join(root, file, "core.js"), "utf8");
  if (glue("pkg/wasm") !== glue("target/wasm2js/glue")) {
    throw new Failure("The JavaScript build needs another glue than the WebAssembly module.");
  }
  const { resolve } = createRequire(import.meta.url);
  const output = join(folder, "wasm2js.js");
  await run(process.execPath, [
    join(resolve("binaryen/package.json"), "../bin/wasm2js"),
    join(folder, "glue/core.wasm"),
    ...["-Oz", "--mvp-features", "--enable-mutable-globals", "--enable-sign-ext", "--enable-bulk-memory"],
    ...["--enable-nontrapping-float-to-int", "-o", output],
  ]);
  // A module that instantiates itself, once: what is wanted is the function, which makes an instance at every call.
  const text = readFileSync(output, "utf8");
  const body = text.slice(0, text.indexOf("\nvar retasmFunc")).replace(/^import .*;$/gm, "");
  writeFileSync(join(folder, "core.js"), `${body}\nexport default asmFunc;\n`);
  const { build: bundle } = await import("esbuild");
  await bundle({
    entryPoints: [join(root, "tools/wasm2js/entry.js")],
    inject: [join(root, "tools/wasm2js/webassembly.js")],
    outfile: join(root, "pkg/wasm/js.js"),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await setup();
    await build();
  });
}
