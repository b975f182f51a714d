// The reader of pasted texts: what it takes from where, and that it is bounded and leaves alone what it does not know.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRequest } from "heron-webhooks/explain";
import { asTheyAre, pastes } from "./pastes.mjs";

const text = (bytes) => bytes && Buffer.from(bytes).toString("latin1");

for (const { name, text: pasted, body, signature, secret, url, notes, from } of pastes) {
  test(name, () => {
    const read = parseRequest(pasted);
    assert.deepEqual(
      { body: text(read.body), signature: read.signature, secret: read.secret, url: read.url },
      { body: text(body ?? null), signature: signature ?? null, secret: secret ?? null, url: url ?? null },
    );
    const kinds = Object.entries({ body, signature, secret, url }).filter(([, value]) => value !== undefined);
    assert.deepEqual(read.taken.map(({ what }) => what).sort(), kinds.map(([what]) => what).sort());
    if (from) assert.match(read.taken.find(({ what }) => what === "body").from, from);
    if (notes) assert.match(read.notes.join("\n"), notes);
    else assert.deepEqual(read.notes, []);
    assert.doesNotMatch(JSON.stringify([read.taken, read.notes]), /sec_test/);
    if (typeof pasted === "string") assert.deepEqual(parseRequest(Buffer.from(pasted)), read);
  });
}

test("a text that is not recognised is returned as it is", () => {
  for (const pasted of asTheyAre) {
    const { body, taken, notes, signature } = parseRequest(pasted);
    assert.deepEqual([text(body), taken, notes, signature], [text(Buffer.from(pasted)), [], [], null], String(pasted));
  }
});

test("arguments", () => {
  for (const wrong of [undefined, null, 1, {}, "\ud800"]) assert.throws(() => parseRequest(wrong), TypeError);
});

test("long and hostile texts take seconds at most", () => {
  const long = 300_000;
  for (const part of [
    "{",
    "[",
    '"{',
    "{'",
    '{"a":',
    "\\",
    "'",
    "a:",
    "a=\n",
    "a: b\n",
    " ",
    "^",
    "$",
    "curl ",
    "b'{",
    "heron-signature",
  ]) {
    for (const start of [
      "",
      "curl '",
      "curl $'",
      'curl "',
      "POST / HTTP/1.1\n",
      "x {",
      '{"headers":{"a":"',
      "Heron-Signature: ",
    ]) {
      const begun = performance.now();
      parseRequest(start + part.repeat(long / part.length));
      const took = performance.now() - begun;
      assert.ok(took < 5000, `${start}${part}…: ${took} ms`);
    }
  }
  const deep = (depth) => (depth === 0 ? "{}" : JSON.stringify({ headers: {}, body: deep(depth - 1) }));
  assert.match(text(parseRequest(deep(8)).body), /^\{"headers"/);
  assert.equal(parseRequest(`curl x -d '${"x".repeat(17 * 2 ** 20)}'`).taken.length, 0);
});
