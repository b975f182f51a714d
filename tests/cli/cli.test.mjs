// The command line, run as its users do: as a program, with files, standard input and the environment.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { sampleEvent, topics } from "../../pkg/lib/samples.js";
import { sign, stringify, unwrap, verify } from "heron-webhooks";
import { root } from "../lib/servers.mjs";
import { JAVASCRIPT, PYTHON, SECRET, TEXT, file, files, hmac, listening, payload } from "./program.mjs";
import { receiver, run, secretFile, start, usageError } from "./program.mjs";

test("help and version, of the program and of each command, within 80 columns", async () => {
  const { version } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
  const commands = ["sign", "verify", "explain", "send", "check", "listen", "replay", "page"];
  for (const args of [["--help"], ["-h"], ...commands.map((command) => [command, "--help"])]) {
    const { status, stdout, stderr } = await run(args);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /^Usage: heron-webhooks /);
    if (args.length > 1) assert.match(stdout, /\nExamples:\n/);
    for (const line of stdout.split("\n")) assert.ok(line.length <= 80, line);
  }
  for (const args of [["--version"], ["-v"], ...commands.map((command) => [command, "--version"])]) {
    assert.deepEqual(await run(args), { status: 0, stdout: `${version}\n`, stderr: "" });
  }
  const nothing = await run([]);
  assert.deepEqual([nothing.status, nothing.stdout], [2, ""]);
  assert.match(nothing.stderr, /^Usage/);
});

test("sign: every form, from a file and from standard input, as text and as JSON", async () => {
  const expected = { raw: hmac(TEXT), python: hmac(PYTHON), javascript: hmac(JAVASCRIPT) };
  for (const [form, signature] of Object.entries(expected)) {
    assert.equal((await run(["sign", payload, "--form", form])).stdout, `${signature}\n`);
    const { status, stdout, stderr } = await run(["sign", "--form", form, "--json"], { input: TEXT });
    assert.deepEqual([status, JSON.parse(stdout), stderr], [0, { signature, form }, ""]);
  }
  assert.equal((await run(["sign"], { input: TEXT })).stdout, `${expected.raw}\n`);
  assert.equal((await run(["sign", "-"], { input: TEXT })).stdout, `${expected.raw}\n`);
});

test("sign: a newline at the end is signed, and pointed out", async () => {
  const { stdout, stderr } = await run(["sign"], { input: `${TEXT}\n` });
  assert.equal(stdout, `${hmac(`${TEXT}\n`)}\n`);
  assert.match(stderr, /ends with a newline/);
});

test("the secret: from a file whose final newline does not count, the environment, or with a warning", async () => {
  const bare = { env: { HERON_WEBHOOK_SECRET: undefined } };
  const windows = file("windows.txt", `${SECRET}\r\n`);
  const bytes = file("bytes.txt", Buffer.from([0xff, 0x0a, 0x0a]));
  assert.equal((await run(["sign", payload, "--secret-file", secretFile], bare)).stdout, `${hmac(TEXT)}\n`);
  assert.equal((await run(["sign", payload, "--secret-file", windows], bare)).stdout, `${hmac(TEXT)}\n`);
  const signed = hmac(TEXT, Buffer.from([0xff, 0x0a]));
  assert.equal((await run(["sign", payload, "--secret-file", bytes], bare)).stdout, `${signed}\n`);
  const given = await run(["sign", payload, "--secret", SECRET], bare);
  assert.deepEqual([given.status, given.stdout], [0, `${hmac(TEXT)}\n`]);
  assert.match(given.stderr, /^Warning: a secret among the arguments can be seen by others/);
  await usageError(["sign", payload], /there is no secret: give --secret-file/, bare);
  await usageError(["sign", payload], /HERON_WEBHOOK_SECRET is empty/, { env: { HERON_WEBHOOK_SECRET: "" } });
  await usageError(["sign", payload, "--secret-file", file("empty.txt", "\n")], /empty\.txt is empty/);
  await usageError(["sign", payload, "--secret-file", secretFile, "--secret-file", secretFile], /give only one/);
  await usageError(
    ["sign", payload, "--secret-file", secretFile, "--secret", SECRET],
    /either --secret-file or --secret/,
  );
});

test("verify: a match, with its form and its secret; exit status 0", async () => {
  const old = file("old.txt", "sec_of_old");
  for (const [form, text] of Object.entries({ raw: TEXT, python: PYTHON, javascript: JAVASCRIPT })) {
    assert.deepEqual(await run(["verify", payload, "--signature", hmac(text)]), {
      status: 0,
      stdout: `match: ${form} form\n`,
      stderr: "",
    });
  }
  const rotated = ["--secret-file", secretFile, "--secret-file", old, "--signature", hmac(PYTHON, "sec_of_old")];
  assert.equal((await run(["verify", ...rotated], { input: TEXT })).stdout, "match: python form, secret 2 of 2\n");
  const { stdout } = await run(["verify", ...rotated, "--json"], { input: TEXT });
  assert.deepEqual(JSON.parse(stdout), { match: true, form: "python", secretIndex: 1 });
  const noJson = await run(["verify", "--signature", hmac("no JSON")], { input: "no JSON" });
  assert.equal(noJson.stdout, "match: raw form\n");
});

test("verify: no match, exit status 1", async () => {
  for (const [args, code] of [
    [["--signature", hmac(TEXT, "another")], "signature_mismatch"],
    [["--signature", hmac(PYTHON), "--form", "raw", "--form", "javascript"], "signature_mismatch"],
    [["--signature", "nonsense"], "signature_malformed"],
    [["--signature", ""], "signature_missing"],
  ]) {
    const text = await run(["verify", payload, ...args]);
    assert.equal(text.status, 1);
    assert.match(text.stdout, /^no match: /);
    const json = await run(["verify", payload, ...args, "--json"]);
    assert.equal(json.status, 1);
    const { match, code: given } = JSON.parse(json.stdout);
    assert.deepEqual([match, given], [false, code]);
  }
});

test("bad usage: exit status 2, and a message that says what to do", async (context) => {
  const { url } = await receiver(context, [204]);
  await usageError(["explode"], /there is no such command; the commands are sign, verify, /);
  await usageError(["--explode"], /Unknown option '--explode'/);
  await usageError(["sign", "--explode"], /Unknown option '--explode'/);
  await usageError(["sign", join(files, "nowhere.json")], /cannot read .*nowhere\.json: there is no such file/);
  await usageError(["sign", files], /cannot read .*: it is a folder/);
  await usageError(["sign", payload, payload], /it takes one FILE/);
  await usageError(["sign", payload, "--form", "ruby"], /--form is raw, python or javascript, not "ruby"/);
  await usageError(["sign", "--form", "python"], /at byte 6/, { input: '{"a": ?}' });
  await usageError(["verify", payload], /--signature is missing/);
  await usageError(["explain", payload], /--signature is missing/);
  await usageError(["send"], /it takes one URL/);
  await usageError(["send", url], /either --topic or --data/);
  await usageError(["send", "mailto:a@b.c", "--topic", "a.b"], /URL must be an http: or https: URL/);
  await usageError(["send", "http://user:word@localhost/", "--topic", "a.b"], /user name or a password/);
  await usageError(["send", url, "--topic", "a.b", "--wire", "morse"], /--wire is signed, spaced, utf8, source/);
  await usageError(["send", url, "--topic", "a.b", "--schedule", "1"], /--schedule is for --retry/);
  await usageError(
    ["send", url, "--topic", "a.b", "--retry", "--schedule", "1,x"],
    /--schedule takes seconds, .* not "x"/,
  );
  await usageError(["listen", "there"], /it takes options only/);
  await usageError(["listen", "--port", "70000"], /--port is a number from 0 to 65535/);
  await usageError(["listen", "--port", new URL(url).port], /port \d+ is in use: choose another one with --port/);
  await usageError(["listen", "--slack"], /SLACK_WEBHOOK_URL is not set: a Slack Incoming Webhook's URL is https:/);
  const wrong = { env: { SLACK_WEBHOOK_URL: "https://example.com/SECRETPART" } };
  const { stderr } = await run(["listen", "--slack"], wrong);
  assert.match(stderr, /SLACK_WEBHOOK_URL must start with https:\/\/hooks\.slack\.com\/services\//);
  assert.doesNotMatch(stderr, /SECRETPART/);
});

test("a reader that has seen enough is no error", async () => {
  const child = start(["send", "--help"]);
  child.stdout.destroy();
  assert.deepEqual(await once(child, "close"), [0, null]);
});

test("the samples: one for each published topic, in which the serialisers differ", () => {
  assert.equal(new Set(topics).size, 44);
  for (const topic of topics) {
    const text = sampleEvent(topic, new Date("2026-03-02T08:15:30.123Z"));
    const event = unwrap(SECRET, text, sign(SECRET, text, { form: "python" }));
    assert.deepEqual([event.topic, event.created], [topic, "2026-03-02T08:15:30+00:00"]);
    assert.notEqual(stringify(text, { form: "python" }), stringify(text, { form: "javascript" }));
  }
});

test("send: a sample event that verifies, in each form and each wire form", async (context) => {
  const { received, url } = await receiver(context, [200, "thank you\n\x1b[31mred"]);
  for (const form of ["python", "javascript", "raw"]) {
    for (const wire of ["signed", "spaced", "utf8", "source"]) {
      const args = ["send", url, "--topic", "end_user.review_required", "--form", form, "--wire", wire];
      const { status, stdout } = await run(args);
      assert.equal(status, 0);
      assert.match(stdout, /\n200 after \d+ ms\n {2}thank you\n {2}\\u\{1b\}\[31mred\n$/);
      for (const line of stdout.split("\n")) assert.ok(line.length <= 80, line);
      const { body, headers } = received.at(-1);
      assert.equal(headers["content-type"], "application/json");
      // More spaces than were signed: nothing else than the bytes themselves has the signature of the raw form.
      const survives = form !== "raw" || wire !== "spaced";
      assert.equal(verify(SECRET, body, headers["heron-signature"]), survives, `${form} ${wire}`);
      if (form === "python") {
        if (wire === "signed") assert.match(body, /"meta":\{"company":"Zo\\u00eb/);
        if (wire === "spaced") assert.match(body, /"meta": \{"company": "Zo\\u00eb/);
        if (wire === "utf8") assert.match(body, /"meta":\{"company":"Zoë’s Bakery 🥐","score":1\.0,/);
      }
    }
  }
});

test("send: utf8 keeps the escapes that UTF-8 or JSON cannot do without", async (context) => {
  const { received, url } = await receiver(context, [204]);
  const text = String.raw`{"topic":"a.b","x":"\ud83d\ude00 \ud83d \\u00e9 \u0000 \u001f \" \u007f\ude00"}`;
  await run(["send", url, "--data", "-", "--wire", "utf8"], { input: text });
  const { body, headers } = received[0];
  assert.equal(body, String.raw`{"topic":"a.b","x":"😀 \ud83d \\u00e9 \u0000 \u001f \" \u007f\ude00"}`);
  assert.ok(verify(SECRET, body, headers["heron-signature"]));
});

test("send: retries on the schedule, the same delivery each time, until it is taken", async (context) => {
  const { received, url } = await receiver(context, [500, "not yet"], [503], [204]);
  const args = ["send", url, "--data", payload, "--wire", "source", "--retry", "--schedule", "0.1,0,9"];
  const { status, stdout, stderr } = await run([...args, "--json"]);
  assert.equal(status, 0);
  assert.equal(stderr, "Retry 1 of 3 in 0.1 s\nRetry 2 of 3 in 0 s\n");
  const { attempts, delivered, signature } = JSON.parse(stdout);
  assert.equal(delivered, true);
  assert.deepEqual(
    attempts.map(({ status: code }) => code),
    [500, 503, 204],
  );
  assert.equal(attempts[0].answer, "not yet");
  assert.deepEqual(
    received.map(({ body }) => body),
    [TEXT, TEXT, TEXT],
  );
  for (const { headers } of received) assert.equal(headers["heron-signature"], signature);
});

test("send: exit status 1 if it is not taken in the end, whatever the reason", async (context) => {
  const refuses = await receiver(context, [401, "signature_mismatch"]);
  const refused = await run(["send", refuses.url, "--topic", "a.b", "--retry", "--schedule", "0"]);
  assert.deepEqual([refused.status, refuses.received.length], [1, 2]);
  assert.match(refused.stderr, /Note: Heron does not publish the topic a\.b\./);
  const redirects = await receiver(context, [302]);
  assert.equal((await run(["send", redirects.url, "--topic", "pdf.failed"])).status, 1);
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const address = `http://127.0.0.1:${silent.address().port}/`;
  const late = await run(["send", address, "--topic", "pdf.failed", "--timeout", "0.3"]);
  assert.match(late.stdout, /\nno answer within 0\.3 s\n/);
  silent.close();
  silent.closeAllConnections();
  await once(silent, "close");
  const closed = await run(["send", address, "--topic", "pdf.failed"]);
  assert.deepEqual([late.status, closed.status], [1, 1]);
  assert.match(closed.stdout, /\nconnection refused: nothing is listening on 127\.0\.0\.1:\d+\n/);
});

test("send: a Slack message if the URL is Slack's, which is never shown", async (context) => {
  const slack = await receiver(context, [200, "ok"], [403, "action_prohibited"]);
  const url = `http://${slack.host}/services/T0/B0/SECRETPART`;
  const args = ["send", url, "--slack-host", slack.host, "--topic", "end_user.review_required"];
  const posted = await run(args);
  assert.deepEqual([posted.status, posted.stdout], [0, `posted to Slack (http://${slack.host}/...)\n`]);
  assert.equal(JSON.parse(slack.received[0].body).blocks[0].type, "header");
  assert.equal(slack.received[0].headers["heron-signature"], undefined);
  const rejected = await run([...args, "--json"]);
  assert.equal(rejected.status, 1);
  const { message, ...rest } = JSON.parse(rejected.stdout);
  assert.deepEqual(rest, { url: `Slack (http://${slack.host}/...)`, delivered: false, code: "rejected" });
  assert.match(message, /status 403, action_prohibited/);
  const retried = await run([...args, "--retry"]);
  assert.deepEqual([retried.status, slack.received.length], [2, 2]);
  assert.doesNotMatch(posted.stdout + rejected.stdout + retried.stderr, /SECRETPART/);
});

const EVENT = '{"topic": "end_user.processed", "created": "2026-03-02T08:15:30", "data": {"name": "Zoë"}}';
const SIGNED = stringify(EVENT, { form: "python" });
const genuine = { "heron-signature": hmac(SIGNED) };

test("listen: a line a delivery, with its verdict; ends at an interrupt", async (context) => {
  const { child, line, deliver } = await listening(context, []);
  assert.equal(await deliver(EVENT, genuine), "204 ");
  assert.match(await line(), /^\d\d:\d\d:\d\d {2}204 No Content {2}POST \/any\/path, \d+ ms$/);
  assert.equal(await line(), `          end_user.processed: python form, ${SIGNED.length} bytes`);
  assert.equal(await deliver(EVENT.replace("Zoë", "Zoe"), genuine), "401 signature_mismatch");
  assert.match(await line(), /^\S+ {2}401 Unauthorized {2}POST \/any\/path, \d+ ms$/);
  assert.match(await line(), /^ {10}signature_mismatch: the signature does not match: .{10,30}$/);
  for (let count = 0; count < 2; count++) assert.match(await line(), /^ {10}\S.{10,69}$/);
  assert.equal(await deliver(EVENT, {}), "400 signature_missing");
  assert.match(await line(), /^\S+ {2}400 Bad Request /);
  child.kill("SIGINT");
  assert.deepEqual(await once(child, "close"), [0, null]);
});

test("listen --json --body: an object a delivery", async (context) => {
  const { line, deliver } = await listening(context, ["--json", "--body"]);
  await deliver(EVENT, genuine);
  const { time, milliseconds, ...rest } = JSON.parse(await line());
  assert.ok(Date.parse(time) > 0 && milliseconds >= 0);
  const expected = { topic: "end_user.processed", form: "python", secretIndex: 0, passedOn: [], body: SIGNED };
  assert.deepEqual(rest, { method: "POST", path: "/any/path", status: 204, ...expected });
});

test("listen --forward: the signed text and its signature go to a receiver, whose failure is ours", async (context) => {
  const next = await receiver(context, [200], [500]);
  const { line, deliver } = await listening(context, [
    "--json",
    "--forward",
    next.url,
    "--topic",
    "end_user.processed",
  ]);
  assert.equal(await deliver(EVENT, genuine), "204 ");
  assert.match(JSON.parse(await line()).passedOn[0], /^forwarded to http:\S+: 200 after \d+ ms$/);
  const [{ body, headers, url }] = next.received;
  assert.deepEqual([body, headers["heron-signature"], url], [SIGNED, hmac(SIGNED), "/heron"]);
  assert.equal(await deliver(EVENT, genuine), "500 handler_failed");
  assert.match(JSON.parse(await line()).problem, /^not forwarded to http:\S+: 500$/);
  const other = EVENT.replace("processed", "created");
  assert.equal(await deliver(other, { "heron-signature": hmac(other) }), "204 ");
  assert.equal(await deliver(EVENT, {}), "400 signature_missing");
  assert.equal(next.received.length, 2);
});

test("listen --slack: genuine events become Slack messages", async (context) => {
  const slack = await receiver(context, [200, "ok"], [500, "rollup_error"]);
  const env = { SLACK_WEBHOOK_URL: `http://${slack.host}/services/T0/B0/SECRETPART` };
  const { line, deliver } = await listening(context, ["--slack", "--slack-host", slack.host], env);
  assert.equal(await deliver(EVENT, genuine), "204 ");
  assert.match(await line(), / 204 /);
  assert.match(await line(), /end_user\.processed: python form/);
  assert.equal(await line(), `          posted to Slack (http://${slack.host}/...)`);
  assert.match(JSON.parse(slack.received[0].body).text, /\w/);
  assert.equal(await deliver(EVENT, genuine), "500 handler_failed");
  assert.match(await line(), / 500 /);
  assert.match(await line(), /end_user\.processed/);
  assert.match(await line(), /handler_failed: Slack answered with status 500, rollup_error/);
});
