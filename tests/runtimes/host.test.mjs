// The host's SHA-256, also where it is wrong or fails: the answers stay the same.
import assert from "node:assert/strict";
import * as crypto from "node:crypto";
import { test } from "node:test";
import { offer, sign, unwrap, verify } from "../lib/library.mjs";

const SECRET = "sec_test";
const BODY = JSON.stringify({ topic: "a.b", text: "x".repeat(300) });
const LARGE = JSON.stringify({ topic: "a.b", text: "x".repeat(300_000) });
const signature = (body) => crypto.createHmac("sha256", SECRET).update(body).digest("base64");

/** Signs and verifies often enough that the host is asked. */
function works() {
  for (let round = 0; round < 100; round++) {
    for (const body of round % 10 === 0 ? [BODY, LARGE] : [BODY]) {
      assert.equal(sign(SECRET, body), signature(body));
      assert.equal(verify(SECRET, body, signature(body)), true);
      assert.equal(verify(SECRET, `${body} `, signature(body)), true);
      assert.equal(verify(SECRET, body.replace("x", "y"), signature(body)), false);
      assert.equal(unwrap(SECRET, body, signature(body)).topic, "a.b");
    }
  }
}

const hosts = {
  "none at all": undefined,
  "one without one-shot hashing, as Node 20.11 had it": { createHash: crypto.createHash },
  "one that is wrong": { hash: () => "\0".repeat(32), createHash: crypto.createHash },
  "one that is wrong in two pieces": { hash: crypto.hash, createHash: () => crypto.createHash("sha512") },
  "one that throws": {
    hash() {
      throw new Error("no SHA-256 in this mode");
    },
    createHash: crypto.createHash,
  },
};

for (const [name, host] of Object.entries(hosts)) {
  test(name, () => {
    offer(() => host, 0);
    works();
  });
}

test("one that cannot be loaded", () => {
  offer(() => {
    throw new Error("No such built-in module: node:crypto");
  }, 0);
  works();
});

test("one that fails later on", () => {
  let calls = 0;
  const failing = (name, ...rest) => {
    if (++calls > 20) throw new Error("out of memory");
    return crypto.hash(name, ...rest);
  };
  offer(() => ({ hash: failing, createHash: crypto.createHash }), 0);
  works();
  assert.equal(calls, 21);
});

test("it is loaded once, for many messages or for a large one, and never for short ones", () => {
  let loads = 0;
  const load = () => (loads++, crypto);
  offer(load, 256);
  for (let round = 0; round < 200; round++) sign(SECRET, "x".repeat(191));
  for (let round = 0; round < 49; round++) sign(SECRET, "x".repeat(192));
  assert.equal(loads, 0);
  works();
  assert.equal(loads, 1);
  offer(load, 256);
  sign(SECRET, LARGE);
  assert.equal(loads, 2);
});

test("every length around the blocks of SHA-256 and the room in which messages are staged", () => {
  offer(() => crypto, 0);
  works();
  for (const [from, to] of [
    [0, 300],
    [16384 - 130, 16384 + 130],
  ]) {
    for (let length = from; length <= to; length++) {
      const body = "x".repeat(length);
      assert.equal(sign(SECRET, body), signature(body), `${length} bytes`);
    }
  }
});

test("headers around their room of 16 KiB, and a right one behind each", () => {
  const right = signature(BODY);
  for (const length of [0, 1, 43, 44, 45, 100, 16383, 16384, 16385, 65536]) {
    assert.equal(
      verify(SECRET, BODY, right.padEnd(length, "=").slice(0, length)),
      length === 44,
      `${length} characters`,
    );
    assert.equal(verify(SECRET, BODY, "é".repeat(length)), false);
    assert.equal(verify(SECRET, BODY, right), true);
  }
});
