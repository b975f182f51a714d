// The crate against other crates: builds `native/`, writes the inputs for it, and runs it.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "../tools/lib.mjs";
import { document, event } from "./inputs.mjs";
import { lastLine } from "../tests/runtimes/lib.mjs";
import { printed } from "./runtimes.mjs";

/** Microseconds a call, one number a round, of each contender for each input. */
export async function native({ kinds, sizes, documents, rounds, batch }) {
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
  const profile = ["--release", "--locked", "--quiet", "--manifest-path", manifest, "--target-dir", join(target, "native")];
  await run("cargo", ["build", ...profile]);
  return lastLine(await printed("cargo", ["run", ...profile, "--", folder, `${rounds}`, `${batch}`]));
}
