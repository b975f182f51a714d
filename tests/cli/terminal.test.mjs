// The command line at a terminal: a pseudo-terminal of 80 columns, driven by Python's `pty`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { leftOut } from "../../tools/programs.mjs";
import { folder, freePort, root } from "../lib/servers.mjs";

const skip = leftOut("python3");

const SECRET = "sec_typed_by_hand";
const files = folder("cli-terminal");
const payload = join(files, "payload.json");
writeFileSync(payload, '{"a": 1.0}');
const SIGNATURE = createHmac("sha256", SECRET).update('{"a": 1.0}').digest("base64");

/** What is on the terminal after the program has run and the `steps` were done: `[what to wait for, what to type]`. */
function atTerminal(args, { steps = [], env = {}, shell } = {}) {
  const command = shell ? ["sh", "-c", shell] : [process.execPath, join(root, "pkg/cli/main.js"), ...args];
  const script = fileURLToPath(new URL("terminal.py", import.meta.url));
  const order = JSON.stringify({ command, steps, env: { PATH: process.env.PATH, TERM: "xterm", ...env } });
  return JSON.parse(execFileSync("python3", [script], { input: order, encoding: "utf8", timeout: 60_000 }));
}

test("asks for the secret, and does not show it", { skip }, () => {
  const { status, output } = atTerminal(["sign", payload], { steps: [["not shown): ", `${SECRET}\r`]] });
  assert.equal(status, 0);
  assert.equal(output, `Webhook secret (it is not shown): \r\n${SIGNATURE}\r\n`);
});

test("corrects what is typed, and takes a secret beyond ASCII", { skip }, () => {
  const { output } = atTerminal(["sign", payload], { steps: [["not shown): ", `${SECRET}x\x7f\r`]] });
  assert.ok(output.endsWith(`${SIGNATURE}\r\n`), output);
  const accented = createHmac("sha256", "sëc😀").update('{"a": 1.0}').digest("base64");
  const { output: other } = atTerminal(["sign", payload], { steps: [["not shown): ", "sëc😀\r"]] });
  assert.ok(other.endsWith(`${accented}\r\n`), other);
});

test("asks at the terminal even if the payload comes through a pipe", { skip }, () => {
  const shell = `cat ${payload} | ${process.execPath} ${join(root, "pkg/cli/main.js")} sign`;
  const { status, output } = atTerminal([], { shell, steps: [["not shown): ", `${SECRET}\r`]] });
  assert.deepEqual([status, output], [0, `Webhook secret (it is not shown): \r\n${SIGNATURE}\r\n`]);
});

test("Ctrl-C and Ctrl-D at the question: no secret, exit status 2", { skip }, () => {
  for (const key of ["\x03", "\x04"]) {
    const { status, output } = atTerminal(["sign", payload], { steps: [["not shown): ", key]] });
    assert.equal(status, 2);
    assert.match(output, /no secret was entered/);
  }
});

test("a payload can be typed", { skip }, () => {
  const env = { HERON_WEBHOOK_SECRET: SECRET };
  const steps = [["Ctrl-D:", '{"a":  1.0}\n\x04']];
  const { status, output } = atTerminal(["sign", "--form", "python"], { env, steps });
  const signature = createHmac("sha256", SECRET).update('{"a":1.0}').digest("base64");
  assert.deepEqual([status, output.split("\r\n").at(-2)], [0, signature]);
});

test("the line break that ends what is typed is not signed", { skip }, () => {
  const env = { HERON_WEBHOOK_SECRET: SECRET };
  const { status, output } = atTerminal(["sign"], { env, steps: [["Ctrl-D:", '{"a": 1.0}\r\x04']] });
  assert.deepEqual([status, output.split("\r\n").at(-2)], [0, SIGNATURE]);
  assert.doesNotMatch(output, /ends with a newline/);
});

test("a line that the terminal cuts off is refused", { skip: skip || process.platform !== "linux" }, () => {
  const env = { HERON_WEBHOOK_SECRET: SECRET };
  const { status, output } = atTerminal(["sign"], { env, steps: [["Ctrl-D:", `"${"x".repeat(5000)}"\r\x04`]] });
  assert.equal(status, 2);
  assert.match(output, /the terminal cuts a line off after 4095 bytes: save the payload in a file/);
});

test("colour at a terminal, but not if NO_COLOR or a dumb terminal asks for none", { skip }, () => {
  const args = ["verify", payload, "--signature", SIGNATURE];
  const env = { HERON_WEBHOOK_SECRET: SECRET };
  assert.equal(atTerminal(args, { env }).output, "\x1b[32mmatch\x1b[39m: raw form\r\n");
  assert.equal(atTerminal(args, { env: { ...env, NO_COLOR: "1" } }).output, "match: raw form\r\n");
  assert.equal(atTerminal(args, { env: { ...env, TERM: "dumb" } }).output, "match: raw form\r\n");
});

test("a retry counts down in place", { skip }, async () => {
  const url = `http://127.0.0.1:${await freePort()}/`;
  const args = ["send", url, "--topic", "pdf.failed", "--retry", "--schedule", "1.2"];
  const { status, output } = atTerminal(args, { env: { HERON_WEBHOOK_SECRET: SECRET, NO_COLOR: "1" } });
  assert.equal(status, 1);
  assert.match(output, /\r\x1b\[KRetry 1 of 1 in 0:02\r\x1b\[KRetry 1 of 1 in 0:01\r\x1b\[K/);
  assert.equal(output.match(/connection refused/g).length, 2);
});
