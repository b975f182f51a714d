// The conformance suite in this Node, by `import` and by `require()`; and what only Node can show.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { inspect } from "node:util";
import * as imported from "heron-webhooks";
import { suite } from "../api/suite.mjs";

const vector = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8"));
const vectors = { serialisers: vector("serialisers"), rfc4231: vector("rfc4231") };
const required = createRequire(import.meta.url)("heron-webhooks");

for (const [how, lib] of Object.entries({ import: imported, "require()": required })) {
  await test(`Node ${process.versions.node}, by ${how}`, async (context) => {
    for (const [name, body] of suite(lib, vectors)) await context.test(name, body);
  });
}

const { Webhook, sign } = imported;

test("signs as node:crypto does", () => {
  for (let length = 0; length < 300; length++) {
    const [secret, body] = [randomBytes(1 + (length % 100)), randomBytes(length)];
    assert.equal(sign(secret, body), createHmac("sha256", secret).update(body).digest("base64"));
  }
});

test("signs as CPython's documented recipe does", (context) => {
  const program = [
    "import base64, hashlib, hmac, json, sys",
    'message = json.dumps(json.loads(sys.stdin.read()), separators=(",", ":")).encode("utf-8")',
    'print(base64.b64encode(hmac.new(b"sec_test", message, hashlib.sha256).digest()).decode())',
  ].join("\n");
  const body = '{"meta": {"2": "Zoë 😀", "1": 100.0, "big": 12345678901234567890, "tiny": 1e-7}, "a": 1, "a": 2}';
  const python = spawnSync("python3", ["-c", program], { input: body, encoding: "utf8", env: { ...process.env, PYTHONUTF8: "1" } });
  if (python.error?.code === "ENOENT") return context.skip("there is no python3 on this machine");
  assert.equal(python.status, 0, python.stderr);
  assert.equal(sign("sec_test", body, { form: "python" }), python.stdout.trim());
});

test("console.log and util.inspect show no secret", () => {
  const webhook = new Webhook("sec_do_not_show");
  for (const options of [{}, { showHidden: true, depth: Infinity }]) {
    assert.equal(inspect(webhook, options).includes("do_not_show"), false);
  }
});
