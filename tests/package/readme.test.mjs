// The README's JavaScript examples are run as they stand, and print what their comments say.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = new URL("../../", import.meta.url);
const folder = new URL("target/readme/", root);
const readme = readFileSync(new URL("README.md", root), "utf8");
const examples = [...readme.matchAll(/^```js\n(.*?)^```/gms)].map(([, code], index) => {
  mkdirSync(folder, { recursive: true });
  const file = new URL(`example-${index}.mjs`, folder);
  writeFileSync(file, code);
  return { code, file };
});

/** What the comments behind and below `console.log` promise. */
function promised(code) {
  const lines = code.split("\n");
  return lines.flatMap((line, index) => {
    if (!line.startsWith("console.log(")) return [];
    const comment = line.match(/; \/\/ (.*)$/) ?? lines[index + 1].match(/^\/\/ (.*)$/);
    return comment ? [comment[1]] : [];
  });
}

test("there are examples", () => assert.equal(examples.length, 3));

for (const { code, file } of examples.filter(({ code }) => !code.includes("express"))) {
  test(`example that begins "${code.split("\n", 1)[0]}"`, () => {
    const printed = execFileSync(process.execPath, [fileURLToPath(file)], { encoding: "utf8" });
    const expected = promised(code);
    assert.notEqual(expected.length, 0);
    assert.deepEqual(printed.trimEnd().split("\n"), expected);
  });
}

test("the Express receiver answers a genuine, a forged and an unsigned delivery", async (context) => {
  process.env.HERON_WEBHOOK_SECRET = "sec_readme";
  const { file } = examples.find(({ code }) => code.includes("express"));
  const { default: app } = await import(pathToFileURL(fileURLToPath(file)).href);
  const server = app.listen(0, "127.0.0.1");
  context.after(() => server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const logged = context.mock.method(console, "log", () => {});

  const signed = String.raw`{"topic":"end_user.processed","data":{"name":"Zo\u00eb","score":1.0}}`;
  const received = String.raw`{"topic": "end_user.processed", "data": {"name": "Zo\u00eb", "score": 1.0}}`;
  const signature = createHmac("sha256", "sec_readme").update(signed).digest("base64");
  const deliver = async (body, headers) => {
    const url = `http://127.0.0.1:${server.address().port}/heron`;
    const answer = await fetch(url, { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
    return [answer.status, await answer.text()];
  };
  assert.deepEqual(await deliver(received, { "heron-signature": signature }), [204, ""]);
  assert.deepEqual(logged.mock.calls[0].arguments, ["end_user.processed", { name: "Zoë", score: 1 }]);
  assert.deepEqual(await deliver(received + " ", {}), [400, "signature_missing"]);
  const forged = received.replace("1.0", "9.0");
  assert.deepEqual(await deliver(forged, { "heron-signature": signature }), [401, "signature_mismatch"]);
});
