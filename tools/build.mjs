// `npm run build`: what the npm package has besides its own sources: the WebAssembly module and its glue in pkg/wasm/,
// and the documents that every copy of it must carry.

import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { main, root, run } from "./lib.mjs";
import { setup } from "./setup.mjs";

/** What it builds with has to be set up already. */
export async function build() {
  await run("cargo", ["run", "--quiet", "--locked", "--package", "xtask", "--", "build"], {
    problem: "The WebAssembly module could not be built: the compiler's message is above.",
    remedy: "If it says that the linker `cc` was not found, install gcc or clang, then run this again.",
  });
  for (const document of ["README.md", "LICENSE-MIT", "LICENSE-APACHE"]) {
    copyFileSync(join(root, document), join(root, "pkg", document));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await setup();
    await build();
  });
}
