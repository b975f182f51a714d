// What only Node can show. (The conformance suite runs in every runtime: see matrix.mjs.)
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as crypto from "node:crypto";
import { test } from "node:test";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import { Webhook, sign } from "heron-webhooks";
import { leftOut } from "../../tools/programs.mjs";

test("signs as node:crypto does", () => {
  for (let length = 0; length < 300; length++) {
    const [secret, body] = [crypto.randomBytes(1 + (length % 100)), crypto.randomBytes(length)];
    assert.equal(sign(secret, body), crypto.createHmac("sha256", secret).update(body).digest("base64"));
  }
});

test("signs as CPython's documented recipe does", { skip: leftOut("python3") }, () => {
  const program = [
    "import base64, hashlib, hmac, json, sys",
    'message = json.dumps(json.loads(sys.stdin.read()), separators=(",", ":")).encode("utf-8")',
    'print(base64.b64encode(hmac.new(b"sec_test", message, hashlib.sha256).digest()).decode())',
  ].join("\n");
  const body = '{"meta": {"2": "Zoë 😀", "1": 100.0, "big": 12345678901234567890, "tiny": 1e-7}, "a": 1, "a": 2}';
  const python = spawnSync("python3", ["-c", program], {
    input: body,
    encoding: "utf8",
    env: { ...process.env, PYTHONUTF8: "1" },
  });
  assert.equal(python.status, 0, python.stderr);
  assert.equal(sign("sec_test", body, { form: "python" }), python.stdout.trim());
});

test("takes the bytes and values of another realm", () => {
  for (const expression of ["Uint8Array.of(0x5b, 0x5d)", "Uint8Array.of(0x5b, 0x5d).buffer", "[]"]) {
    assert.equal(sign("sec_test", runInNewContext(expression)), sign("sec_test", "[]"));
  }
  assert.throws(() => sign("sec_test", runInNewContext("new Uint16Array(2)")), /^TypeError: body must be/);
  assert.throws(
    () => sign("sec_test", runInNewContext("Promise.resolve([])")),
    /^TypeError: body must be .* await it$/,
  );
});

test("console.log and util.inspect show no secret", () => {
  const webhook = new Webhook(["sec_do_not_show", "sec_nor_this"], { forms: ["python", "raw"] });
  assert.equal(inspect(webhook), "Webhook { secrets: 2, forms: [ 'raw', 'python' ] }");
  for (const options of [{}, { showHidden: true, depth: Infinity }, { customInspect: false, showHidden: true }]) {
    assert.doesNotMatch(inspect(webhook, options), /do_not_show|nor_this/);
  }
});

test("Jest's jsdom environment hides TextEncoder and TextDecoder: Node's are found", () => {
  const program = `delete globalThis.TextEncoder; delete globalThis.TextDecoder;
    const { sign, verify } = require("heron-webhooks"), { explain } = require("heron-webhooks/explain");
    console.log(verify("s", "é", sign("s", "é")), explain("s", "é", sign("s", "é")).verdict);`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", program], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  assert.equal(stdout, "true match\n", stderr);
});
