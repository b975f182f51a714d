// `explain` in the package names the causes that it names in Rust (tests/mismatch.rs), and the command line prints the
// same.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { explain } from "heron-webhooks/explain";
import { sign } from "heron-webhooks";
import { root } from "../lib/servers.mjs";

const vectors = new URL("../vectors/", import.meta.url);
const { cases } = JSON.parse(readFileSync(new URL("mismatches.json", vectors), "utf8"));
const bytes = (text, hex) => (hex === undefined ? Buffer.from(text) : Buffer.from(hex, "hex"));

function command(secret, body, signature, ...options) {
  const args = [join(root, "pkg/cli/main.js"), "explain", "--signature", signature, ...options];
  const env = { PATH: process.env.PATH, HERON_WEBHOOK_SECRET: secret.toString() };
  return spawnSync(process.execPath, args, { input: body, env, encoding: "utf8" });
}

for (const { name, causes, secret, secretHex, body, bodyHex, signature } of cases) {
  test(name, () => {
    const report = explain(bytes(secret, secretHex), bytes(body, bodyHex), signature);
    assert.equal(report.verdict, "mismatch");
    assert.deepEqual(
      report.findings[0].causes.map(({ id }) => id),
      causes,
    );
  });
}

test("the report in words is that of Rust, and the address of each proven cause", () => {
  const body = '{"topic": "pdf.parsed", "data": {"name": "Zoë", "amount": 1.0}}';
  const signature = sign("sec_test", body, { form: "python" });
  const { text } = explain("sec_test\n", body, signature);
  const address = "https://github.com/heron-data/heron-webhooks/blob/main/docs/causes.md#secret_newline";
  assert.equal(text, `${readFileSync(new URL("explained.txt", vectors), "utf8")}\nMore: ${address}\n`);
  const hex = Buffer.from(signature, "base64").toString("hex");
  const { computed, text: both } = explain("sec_test\n", body, hex, { computed: hex });
  assert.deepEqual(
    computed.findings[0].causes.map(({ url }) => url),
    [address, address.replace("secret_newline", "signature_hex")],
  );
  assert.equal(both.match(/^More: /gm).length, 2, "each address once");
  assert.doesNotMatch(explain("sec_test", "", signature).text, /^More: /m, "suspected causes have no line");
});

test("the address of a cause leads to its heading in docs/causes.md; each heading is that of a cause", () => {
  const headings = readFileSync(join(root, "docs/causes.md"), "utf8").match(/(?<=^### ).+$/gm);
  const met = new Set();
  for (const { secret, secretHex, body, bodyHex, signature } of cases) {
    const { findings } = explain(bytes(secret, secretHex), bytes(body, bodyHex), signature);
    for (const { id, url } of findings.flatMap(({ causes }) => causes)) {
      assert.equal(url, `https://github.com/heron-data/heron-webhooks/blob/main/docs/causes.md#${id}`);
      met.add(id);
    }
  }
  assert.deepEqual(headings.sort(), [...met].sort());
});

test("the command line prints the same report, with the verdict as its status", () => {
  const { secret, body, signature } = cases.find(({ causes }) => causes[0] === "signature_hex");
  const report = explain(secret, body, signature);
  const json = command(Buffer.from(secret), body, signature, "--json");
  assert.deepEqual([json.status, JSON.parse(json.stdout)], [1, report]);
  const text = command(Buffer.from(secret), body, signature);
  assert.deepEqual([text.status, text.stdout, text.stderr], [1, report.text, ""]);
  const match = command(Buffer.from(secret), body, sign(secret, body));
  assert.deepEqual(
    [match.status, match.stdout.split("\n", 1)[0]],
    [0, "Match: it is the signature of the body as it is."],
  );
});
