// The package with the host's SHA-256, for messages of every length, and with its own: the same answers.
import { offer } from "../../../pkg/lib/native-sha256.js";
import { conformance, report } from "./cases.mjs";

const LENGTHS = [0, 1, 63, 64, 65, 191, 192, 193, 255, 256, 4096, 16_383, 16_384, 16_385, 70_000, 1 << 20];

export default async function () {
  const lib = await import("heron-webhooks");
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
  return report([["messages of every length", same], ...conformance(lib), ["the host was asked", wasAsked]]);
}
