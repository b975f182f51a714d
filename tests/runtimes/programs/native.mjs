// The package with the host's SHA-256, for messages of every length, and with its own: the same answers.
import * as lib from "../../../pkg/init.js";
import { offer } from "../../../pkg/lib/native-sha256.js";
import { conformance, moduleFor, report } from "./cases.mjs";

const LENGTHS = [0, 1, 63, 64, 65, 191, 192, 193, 255, 256, 4096, 16_383, 16_384, 16_385, 70_000, 1 << 20];

export default async function (compiled) {
  lib.init(moduleFor(compiled));
  const { hash, createHash } = process.getBuiltinModule("node:crypto");
  const asked = { hash: 0, createHash: 0 };
  const counted = {
    hash: (...args) => (asked.hash++, hash(...args)),
    createHash: (...args) => (asked.createHash++, createHash(...args)),
  };
  const message = (length) => Uint8Array.from({ length }, (_, index) => index % 251);
  const signatures = () => LENGTHS.map((length) => lib.sign("sec_test", message(length))).join();

  offer(() => counted, Infinity);
  const own = signatures();
  offer(() => counted, 0);
  // It is loaded for the last and longest of these, and there for all of the next.
  const mixed = signatures();
  const before = { ...asked };
  const native = signatures();
  const same = () => {
    if (own !== mixed || own !== native) throw new Error(`${native} instead of ${own}`);
  };
  const wasAsked = () => {
    const [short, long] = [asked.hash - before.hash, asked.createHash - before.createHash];
    if (short < 100 || long < 3) throw new Error(`the host hashed ${short} short messages and ${long} long ones`);
  };
  return report([
    ["messages of every length", same],
    ...conformance(lib),
    ["the host was asked", wasAsked],
    ["a host that is replaced, before it is looked at and after that", replaced],
  ]);
}

function replaced() {
  const large = `"${"x".repeat(300_000)}"`;
  const right = "g7gYiaKpD9mczcLjbGnDeJQXi2C6h0aUVRANgoX9ogg=";
  const signs = (when) => {
    const signature = lib.sign("sec_test", large);
    if (signature !== right) throw new Error(`${when}: ${signature}`);
  };
  const throwing = () => {
    throw new Error("replaced");
  };
  const liars = { constant: () => "\0".repeat(32), throwing, nothing: () => undefined, text: () => "x" };
  for (const [name, liar] of Object.entries(liars)) {
    let calls = 0;
    const hash = (...all) => (calls++, liar(...all));
    const update = () => ({ update, digest: hash });
    offer(() => ({ hash, createHash: update }), 0);
    signs(`${name}, before`);
    if (calls === 0) throw new Error(`${name}: it was not looked at`);
    const builtin = { ...process.getBuiltinModule("node:crypto") };
    offer(() => builtin, 0);
    signs("as it was");
    Object.assign(builtin, { hash, createHash: update });
    signs(`${name}, after`);
  }
}
