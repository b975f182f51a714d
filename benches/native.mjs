// The crate against other crates: builds `native/`, writes the inputs for it, and runs it.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "../tools/lib.mjs";
import { document, event } from "./inputs.mjs";
import { lastLine } from "../tests/runtimes/lib.mjs";
import { printed } from "./runtimes.mjs";

/** Microseconds a call, one number a round, of each contender for each input. `profile`: how cargo builds them. */
export async function native({ kinds, sizes, documents, rounds, batch, profile }) {
  const target = join(root, "target/benches");
  const folder = join(target, "inputs");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (name, text) => writeFileSync(join(folder, `${name}.json`), text);
  for (const size of sizes) {
    for (const kind of kinds) write(`${kind} ${size}`, event(kind, size).pythonWire);
  }
  for (const name of documents) write(name, document(name));

  const manifest = join(root, "benches/native/Cargo.toml");
  const folders = ["--manifest-path", manifest, "--target-dir", join(target, "native")];
  const options = ["--profile", profile, "--locked", "--quiet", ...folders];
  await run("cargo", ["build", ...options]);
  return lastLine(await printed("cargo", ["run", ...options, "--", folder, `${rounds}`, `${batch}`]));
}
