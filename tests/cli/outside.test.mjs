// Whatever comes from outside, and how: the command line waits for it, refuses it by name, or shows it harmlessly.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { reportJson, reportLine } from "../../pkg/cli/report.js";
import { verify } from "heron-webhooks";
import { freePort } from "../lib/servers.mjs";
import { CLI, SECRET, TEXT, file, hmac, listening, payload, receiver, run, usageError } from "./program.mjs";

const utf16 = (text) => Buffer.from(`\ufeff${text}\r\n`, "utf16le");

test("standard input that is a pipe without blocking, whose writer is late and slow", () => {
  const script = `
import os, subprocess, sys, time
reading, writing = os.pipe()
os.set_blocking(reading, False)
child = subprocess.Popen(sys.argv[2:], stdin=reading)
os.close(reading)
for part in sys.argv[1][:9], sys.argv[1][9:]:
    time.sleep(0.6)
    os.write(writing, part.encode())
os.close(writing)
sys.exit(child.wait())`;
  const args = ["-c", script, TEXT, process.execPath, CLI, "sign"];
  const env = { PATH: process.env.PATH, HERON_WEBHOOK_SECRET: SECRET };
  const { status, stdout, stderr } = spawnSync("python3", args, { env, encoding: "utf8" });
  assert.deepEqual([status, stdout, stderr], [0, `${hmac(TEXT)}\n`, ""]);
});

test("an empty payload is said to be empty", async (context) => {
  const { url, received } = await receiver(context, [204]);
  const empty = file("empty.json", "");
  for (const [command, ...options] of [
    ["sign"],
    ["verify", "--signature", hmac("")],
    ["explain", "--signature", "a"],
  ]) {
    await usageError([command, ...options], /standard input is empty: it must hold the payload/);
    await usageError([command, empty, ...options], /empty\.json is empty: it must hold the payload/);
    await usageError([command, ...options], /standard input holds nothing but white space/, { input: " \r\n" });
  }
  await usageError(["send", url, "--data", empty], /empty\.json is empty/);
  await usageError(["send", url, "--data", "-"], /standard input is empty/);
  await usageError(["send", url, "--topic", ""], /--topic is empty/);
  assert.equal(received.length, 0);
});

test("UTF-16 is named, in payloads and secrets, with or without a byte order mark, in both byte orders", async () => {
  const bare = Buffer.from(TEXT, "utf16le");
  const forms = [utf16(TEXT), utf16(TEXT).swap16(), bare, Buffer.from(bare).swap16()];
  for (const [index, bytes] of forms.entries()) {
    const path = file(`utf16-${index}.json`, bytes);
    await usageError(["verify", path, "--signature", hmac(TEXT)], /utf16-\d\.json is UTF-16, .*: save it as UTF-8/);
    await usageError(["explain", "--signature", hmac(TEXT)], /standard input is UTF-16/, { input: bytes });
  }
  const secret = file("secret-utf16.txt", utf16(SECRET));
  await usageError(["verify", payload, "--signature", "a", "--secret-file", secret], /secret-utf16\.txt is UTF-16/);
  const binary = file("binary.txt", Buffer.from([0xff, 0xfe, 0x61, 0x62]));
  const { stdout } = await run(["sign", payload, "--secret-file", binary]);
  assert.equal(stdout, `${hmac(TEXT, Buffer.from([0xff, 0xfe, 0x61, 0x62]))}\n`);
});

test("a byte order mark in a secret file does not count", async () => {
  const { stdout } = await run(["sign", payload, "--secret-file", file("marked.txt", `\ufeff${SECRET}\r\n`)]);
  assert.equal(stdout, `${hmac(TEXT)}\n`);
  await usageError(["sign", payload, "--secret-file", file("mark.txt", "\ufeff\n")], /mark\.txt is empty/);
});

test("a secret that is not UTF-8 is not changed into another one", () => {
  const command = `HERON_WEBHOOK_SECRET="$(printf 'sec_\\377')" exec "$0" "$@"`;
  const { status, stderr } = spawnSync("sh", ["-c", command, process.execPath, CLI, "sign", payload], {
    encoding: "utf8",
  });
  assert.equal(status, 2);
  assert.match(stderr, /HERON_WEBHOOK_SECRET is not UTF-8: save the secret in a file/);
});

test("a file without an end, and one that is too large", { skip: process.platform === "win32" }, async () => {
  await usageError(["sign", "/dev/zero"], /\/dev\/zero has more than 16,777,216 bytes/);
  await usageError(["sign", payload, "--secret-file", "/dev/zero"], /\/dev\/zero has more than 16,777,216 bytes/);
  await usageError(["sign", ""], /cannot read the file "": there is no such file/);
});

const CONTROLS = "\u007f\u0085\u009b31m\u061c\u200e\u200f\u202e\u2066\u2028\ufeff\u{e0041}";
const RAW = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2066-\u2069\ufeff\u{e0041}]/u;

test("nothing that controls a terminal gets there, as text or in JSON, and JSON keeps its value", async (context) => {
  const body = `{"topic":"a.b","data":"${CONTROLS}"}`;
  const path = file("controls.json", body);
  const { url } = await receiver(context, [200, `answer ${CONTROLS}`]);
  const explained = ["explain", path, "--signature", "AAAA"];
  const sent = ["send", url, "--data", path];
  for (const args of [explained, sent]) {
    const text = await run(args);
    assert.doesNotMatch(text.stdout + text.stderr, RAW);
    const json = await run([...args, "--json"]);
    assert.doesNotMatch(json.stdout + json.stderr, RAW);
    assert.ok(JSON.stringify(JSON.parse(json.stdout)).includes(CONTROLS));
  }
  const { line, deliver } = await listening(context, ["--json", "--body"]);
  assert.equal(await deliver(body, { "heron-signature": hmac(body) }), "204 ");
  const printed = await line();
  assert.doesNotMatch(printed, RAW);
  assert.equal(JSON.parse(printed).body, body);
});

test("nor by an error: file names, options, topics", async (context) => {
  const { url } = await receiver(context, [204]);
  for (const args of [
    ["sign", `/nowhere/${CONTROLS}`],
    ["sign", "--secret-file", `/nowhere/${CONTROLS}`, payload],
    ["sign", `--${CONTROLS}`],
    ["sign", "--form", CONTROLS],
    ["listen", "--host", CONTROLS, "--port", "0"],
    ["send", url, "--topic", CONTROLS],
  ]) {
    const { stdout, stderr } = await run(args);
    assert.match(stderr, /\\u\{9b\}31m|\\u009b31m/, args.join(" "));
    assert.doesNotMatch(stdout + stderr, RAW);
  }
});

test("an option whose value begins with a dash: how to give it", async () => {
  await usageError(["verify", payload, "--signature", "-abc"], /ambiguous\. .* use '--signature=-XYZ'/);
});

test("a reader of the errors that has seen enough is no error", async () => {
  const child = spawn(process.execPath, [CLI, "sign", payload], { env: { ...process.env, HERON_WEBHOOK_SECRET: "" } });
  child.stderr.destroy();
  assert.deepEqual(await once(child, "close"), [2, null]);
});

test("send: a Slack URL comes from the environment; among the arguments, with a warning", async (context) => {
  const slack = await receiver(context, [200, "ok"]);
  const url = `http://${slack.host}/services/T0/B0/SECRETPART`;
  const rest = ["--slack-host", slack.host, "--topic", "end_user.review_required"];
  const quiet = await run(["send", "--slack", ...rest], {
    env: { SLACK_WEBHOOK_URL: url, HERON_WEBHOOK_SECRET: undefined },
  });
  assert.deepEqual(quiet, { status: 0, stdout: `posted to Slack (http://${slack.host}/...)\n`, stderr: "" });
  const warned = await run(["send", url, ...rest]);
  assert.equal(warned.status, 0);
  assert.match(warned.stderr, /^Warning: a Slack URL among the arguments can be seen by others\. Use --slack/);
  assert.equal(slack.received.length, 2);
  await usageError(["send", "--slack", ...rest], /SLACK_WEBHOOK_URL is not set/);
  await usageError(["send", url, "--slack", ...rest], /give either a URL or --slack/, {
    env: { SLACK_WEBHOOK_URL: url },
  });
  for (const option of [["--wire", "spaced"], ["--form", "raw"], ["--retry"]]) {
    await usageError(["send", url, ...rest, ...option], /--(wire|form|retry) is for receivers/);
  }
  await usageError(
    ["send", url, "--slack-host", "other.example", "--topic", "a.b"],
    /--slack-host is not the host of the URL/,
  );
});

test("Slack's URLs are known in any spelling, and those that take no messages are refused, unquoted", async () => {
  const start = /URL must start with https:\/\/hooks\.slack\.com\/services\//;
  for (const [url, message] of [
    ["https://hooks.slack.com:8443/services/SECRETPART", start],
    ["http://HOOKS.slack.com./services/SECRETPART", start],
    ["https://user:word@hooks.slack.com/services/SECRETPART", start],
    ["https://hooks.slack.com./triggers/SECRETPART", /URL starts a Slack workflow, which takes no messages/],
  ]) {
    const { status, stdout, stderr } = await run(["send", url, "--topic", "a.b"]);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /SECRETPART|\n {4}at /);
  }
  await usageError(
    ["listen", "--forward", "https://HOOKS.slack.com./services/T"],
    /--forward is for receivers: use --slack/,
  );
  const env = { SLACK_WEBHOOK_URL: "https://hooks.slack.com/workflows/T" };
  await usageError(["listen", "--slack"], /SLACK_WEBHOOK_URL starts a Slack workflow/, { env });
});

test("send: an event that is not UTF-8 or not JSON is refused, not changed", async (context) => {
  const { url, received } = await receiver(context, [200, "ok"]);
  const latin1 = file("latin1.json", Buffer.from('{"topic":"a.b","x":"Zo\xeb"}', "latin1"));
  for (const wire of ["spaced", "utf8"]) {
    await usageError(
      ["send", url, "--data", latin1, "--form", "raw", "--wire", wire],
      /UTF-8.*at byte \d+|at byte \d+.*UTF-8/s,
    );
  }
  const slack = ["--slack-host", new URL(url).host];
  const env = { SLACK_WEBHOOK_URL: url };
  await usageError(["send", "--slack", ...slack, "--data", latin1], /UTF-8/, { env });
  assert.equal(received.length, 0);
});

test("send: texts of megabytes in every wire form", async (context) => {
  const { url, received } = await receiver(context, [204]);
  for (const [wire, long] of [
    ["spaced", "x".repeat(14e6)],
    ["spaced", "\\n".repeat(7e6)],
    ["utf8", "\\u00eb".repeat(2e6)],
  ]) {
    const path = file("long.json", `{"topic":"a.b","x":"${long}"}`);
    const { status, stderr } = await run(["send", url, "--data", path, "--wire", wire]);
    assert.equal(status, 0, stderr.slice(0, 500));
    const { body, headers } = received.at(-1);
    assert.ok(verify(SECRET, body, headers["heron-signature"], { maxBodyBytes: 2 ** 29 }), wire);
  }
});

test("send: a time limit that is no whole number of milliseconds; none of nothing", async (context) => {
  const { url } = await receiver(context, [204]);
  assert.equal((await run(["send", url, "--topic", "pdf.failed", "--timeout", "1.0005"])).status, 0);
  await usageError(["send", url, "--topic", "pdf.failed", "--timeout", "0"], /--timeout must be more than 0/);
});

test("listen: options that would do nothing, listen everywhere, or go round in circles", async () => {
  await usageError(["listen", "--host", ""], /--host is empty/);
  await usageError(["listen", "--topic", "a.b"], /--topic is for --slack and --forward/);
  await usageError(["listen", "--slack-host", "a.b"], /--slack-host is for --slack/);
  const port = String(await freePort());
  for (const host of ["localhost", "127.0.0.2", "[::1]", "0.0.0.0"]) {
    const args = ["listen", "--port", port, "--forward", `http://${host}:${port}/heron`];
    await usageError(args, /--forward leads back to this program/);
  }
});

test("listen: what is no HTTP is reported, with the reason", async (context) => {
  const { line, port } = await listening(context, []);
  const say = async (bytes) => {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    socket.end(bytes);
    let answer = "";
    for await (const chunk of socket.setEncoding("latin1")) answer += chunk;
    return answer;
  };
  assert.match(await say(Buffer.from("16030100", "hex")), /^HTTP\/1\.1 400 Bad Request\r\n/);
  assert.match(await line(), /^\S+ {2}400 Bad Request {2}no request$/);
  assert.match(await line(), /^ {10}bad_request: the sender began with TLS: the URL must start with/);
  assert.match(await line(), /^ {10}http:\/\/, not https:\/\//);
  assert.match(await say(`GET / HTTP/1.1\r\nX: ${"x".repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
  assert.match(await line(), /^\S+ {2}431 Request Header Fields Too Large {2}no request$/);
  assert.match(await line(), /^ {10}headers_too_large: /);
});

test("listen: the reason of a refusal", async (context) => {
  const { line, deliver } = await listening(context, []);
  assert.equal(
    await deliver("x".repeat(1024 * 1024 + 1), { "heron-signature": Buffer.alloc(32).toString("base64") }),
    "413 body_too_large",
  );
  assert.match(await line(), / 413 Payload Too Large /);
  assert.match(await line(), /^ {10}body_too_large: the body has more than 1048576 bytes/);
});

test("listen: whatever the receiver is told is printed, harmlessly, also once the delivery is answered", (context) => {
  const printed = [];
  const { mock } = context.mock.method(process.stdout, "write", (text) => printed.push(text));
  const request = { method: "GET", url: "/heron" };
  const answered = (statusCode) => ({ writableFinished: true, statusCode });
  const error = (code, message, cause) => Object.assign(new Error(message), { code, cause });
  const record = { time: new Date(), start: performance.now(), request, passedOn: [] };
  reportLine({ ...record, response: answered(405), error: error("method_not_allowed", "the method is GET\x1b") });
  reportLine({ ...record, response: answered(408), error: error("body_timeout", "too slow", new Error("unseen")) });
  reportLine({ ...record, response: answered(500), error: error("handler_failed", "onEvent failed", "a text") });
  reportLine({ time: new Date(), request, error: error("store_failed", "store.release failed") });
  reportJson({ time: new Date(), request, error: error("store_failed", "store.release failed\u202e") });
  mock.restore();
  assert.match(
    printed.join(""),
    new RegExp(
      [
        " {2}405 Method Not Allowed {2}GET /heron, \\d+ ms\\n" +
          " {10}method_not_allowed: the method is GET\\\\u\\{1b\\}\\n",
        " {2}408 Request Timeout {2}GET /heron, \\d+ ms\\n {10}body_timeout: too slow\\n",
        " {2}500 Internal Server Error {2}GET /heron, \\d+ ms\\n {10}handler_failed: onEvent failed\\n",
        " {2}later {2}GET /heron\\n {10}store_failed: store.release failed\\n",
      ].join("\\S+"),
    ),
  );
  const { time, ...rest } = JSON.parse(printed.at(-1));
  assert.ok(!Number.isNaN(Date.parse(time)));
  const told = { code: "store_failed", problem: "store.release failed\u202e" };
  assert.deepEqual(rest, { method: "GET", path: "/heron", ...told });
  assert.doesNotMatch(printed.at(-1), RAW);
});

test("listen --forward: what it posts verifies, with the header as it came", async (context) => {
  const next = await receiver(context, [204]);
  const { line, deliver } = await listening(context, ["--json", "--forward", next.url]);
  const spaced = '{"topic": "pdf.failed", "created": "2026-03-02T08:15:30", "data": {"a": 1.0, "name": "Zoë"}}';
  const signature = hmac('{"topic":"pdf.failed","created":"2026-03-02T08:15:30","data":{"a":1.0,"name":"Zo\\u00eb"}}');
  assert.equal(await deliver(spaced, { "heron-signature": signature }), "204 ");
  await line();
  const [{ body, headers }] = next.received;
  assert.equal(headers["heron-signature"], signature);
  assert.ok(verify(SECRET, body, signature, { forms: ["raw"] }));
});
