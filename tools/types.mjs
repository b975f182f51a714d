// `node tools/types.mjs`: checks the types of the package's sources.
//
// Each source is JavaScript with types in its comments. Those of `exports` have a declaration beside them that users
// import: the source is checked against it. The compiler prefers a declaration to its source, so pkg/tsconfig.json
// names these sources; that none is forgotten is checked here.

import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { Failure, answer, main, root, run } from "./lib.mjs";

const PKG = join(root, "pkg");
const TSC = join(root, "node_modules/typescript/bin/tsc");

await main(async () => {
  await run(process.execPath, [TSC, "-p", "pkg"], {
    problem: "The types do not fit: the compiler's message is above.",
  });
  const checked = answer(process.execPath, [TSC, "-p", "pkg", "--listFilesOnly"])
    .split("\n")
    .map((file) => relative(PKG, file));
  const sources = readdirSync(PKG, { recursive: true }).filter(
    (file) => file.endsWith(".js") && !/^(dist|wasm)\b/.test(file),
  );
  const forgotten = sources.filter((file) => !checked.includes(file));
  if (forgotten.length > 0)
    throw new Failure(`${forgotten.join(", ")} is not checked.`, 'Name it in "files" of pkg/tsconfig.json.');
});
