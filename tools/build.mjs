// `npm run build`: the npm package's WebAssembly module and its glue, in pkg/wasm/.

import { pathToFileURL } from "node:url";
import { main, run } from "./lib.mjs";
import { setup } from "./setup.mjs";

/** What it builds with has to be set up already. */
export async function build() {
  await run("cargo", ["run", "--quiet", "--locked", "--package", "xtask", "--", "build"], {
    problem: "The WebAssembly module could not be built: the compiler's message is above.",
    remedy: "If it says that the linker `cc` was not found, install gcc or clang, then run this again.",
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await setup();
    await build();
  });
}
