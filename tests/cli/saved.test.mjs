// Requests as they are: explained, saved by `listen`, sent again.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { parseRequest } from "heron-webhooks/explain";
import { SECRET, file, files, hmac, listening, payload, receiver, run, usageError } from "./program.mjs";
import { BODY, SECRET as SEC_TEST, SIGNATURE, pastes } from "./pastes.mjs";

const EVENT = '{"topic": "pdf.failed", "created": "2026-03-02T08:15:30",\r\n "data": {"a": 1.0}}';
const SIGNED = '{"topic":"pdf.failed","created":"2026-03-02T08:15:30","data":{"a":1.0}}';

test("explain --request: every paste that holds a signed body matches", async () => {
  const signed = pastes.filter(({ body, signature }) => body === BODY && signature === SIGNATURE);
  assert.ok(signed.length > 20);
  for (const { name, text } of signed.filter((_paste, index) => index % 5 === 0)) {
    const request = file("request.txt", text);
    const env = { HERON_WEBHOOK_SECRET: SEC_TEST };
    const { status, stdout, stderr } = await run(["explain", "--request", request], { env });
    assert.equal(status, 0, `${name}: ${stdout}${stderr}`);
    assert.match(stderr, /^signature: from .+$/m);
    assert.match(stderr, /^body: from .+$/m);
  }
});

test("explain --request: standard input, a secret in it, a body beside it", async () => {
  const bare = { HERON_WEBHOOK_SECRET: undefined };
  const mail = `Secret: ${SECRET}\nSignature: ${hmac(EVENT)}\nBody: ${EVENT}\n`;
  const piped = await run(["explain", "--request", "-", "--json"], { env: bare, input: mail });
  assert.equal(piped.status, 0, piped.stderr);
  const { verdict, taken } = JSON.parse(piped.stdout);
  assert.deepEqual([verdict, taken.map(({ what }) => what).sort()], ["match", ["body", "secret", "signature"]]);
  const header = file("header.txt", `Heron-Signature: ${hmac(SIGNED)}\n`);
  assert.equal((await run(["explain", file("event.json", EVENT), "--request", header])).status, 0);
  await usageError(["explain", "--request", header], /the request has no body in it: give the body as FILE too/);
  await usageError(["explain", "--request", payload], /no request was recognised in it/);
  await usageError(["explain", payload], /--signature is missing: .*, or --request/);
  await usageError(["explain", "--request", file("c.txt", "curl x -d '{}'")], /which the request does not hold/);
});

test("listen --save: head, body and verdict, without credentials; explain and replay read them", async (context) => {
  const directory = join(files, "saved/deep");
  const { line, deliver, port, child } = await listening(context, ["--json", "--save", directory]);
  const authorization = "Bearer sec_of_somebody";
  assert.equal(await deliver(EVENT, { "heron-signature": hmac(SIGNED), authorization }), "204 ");
  const first = JSON.parse(await line());
  assert.equal(await deliver(EVENT, { "heron-signature": hmac(SIGNED, `${SECRET}\n`) }), "401 signature_mismatch");
  const second = JSON.parse(await line());
  assert.match(second.cause, /^The secret lacks a line break|line break/);
  assert.equal(await deliver(EVENT, { "heron-signature": "nonsense" }), "400 signature_malformed");
  const third = JSON.parse(await line());
  assert.equal(readdirSync(directory).length, 6);
  assert.equal(statSync(first.saved).mode & 0o777, 0o600);
  const head = readFileSync(first.saved, "latin1");
  assert.match(head, /^POST \/any\/path HTTP\/1\.1\r\n/);
  assert.doesNotMatch(head, /authorization|sec_of/i);
  for (const { saved } of [first, second, third]) {
    const { body, notes } = parseRequest(readFileSync(saved));
    assert.deepEqual([Buffer.from(body).toString(), notes], [EVENT, []]);
  }
  const verdict = JSON.parse(readFileSync(second.saved.replace(/http$/, "json"), "utf8"));
  assert.deepEqual([verdict.status, verdict.code, verdict.cause], [401, "signature_mismatch", second.cause]);
  assert.match(verdict.more, /\/docs\/causes\.md#secret_newline/);
  assert.equal((await run(["explain", "--request", first.saved])).status, 0);
  assert.match((await run(["explain", "--request", second.saved])).stdout, /line break/);

  const next = await receiver(context, [204], [401]);
  const args = ["replay", first.saved, second.saved, "--to", next.host, "-H", "x-again: 1"];
  const replayed = await run(args);
  assert.equal(replayed.status, 1);
  assert.match(replayed.stdout, /^\S+\.http: \d+ bytes to http:.*\n204 after \d+ ms\n.*\n401 after /);
  const [{ body, headers }] = next.received;
  assert.deepEqual([body, headers["heron-signature"], headers["x-again"]], [EVENT, hmac(SIGNED), "1"]);
  const again = await run(["replay", first.saved, "--json"]);
  const { url, delivered } = JSON.parse(again.stdout);
  assert.deepEqual([again.status, url, delivered], [0, `http://127.0.0.1:${port}/any/path`, true]);
  child.kill("SIGINT");
});

test("listen: the cause of a mismatch in a line, and a delivery whose sender goes away", async (context) => {
  const { line, deliver, port } = await listening(context, []);
  assert.equal(
    await deliver(EVENT, { "heron-signature": Buffer.from(hmac(SIGNED), "base64").toString("hex") }),
    "400 signature_malformed",
  );
  assert.match(await line(), / 400 Bad Request /);
  assert.match(await line(), /^ {10}signature_malformed: The signature is in hex\. /);
  await line();
  assert.match(await line(), /^ {10}More: https:\/\/github\.com\/.*\/docs\/causes\.md#signature_hex$/);
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(`POST / HTTP/1.1\r\nHost: x\r\nHeron-Signature: ${hmac(EVENT)}\r\nContent-Length: 99\r\n\r\nabc`);
  setTimeout(() => socket.destroy(), 300);
  const lines = [];
  while (lines.length < 6 && !/ gone {2}POST \/, /.test(lines.at(-1))) lines.push(await line());
  assert.match(lines.at(-1), / gone {2}POST \/, /);
});

test("replay: files that cannot be sent, and where to", async () => {
  await usageError(["replay"], /it takes the FILEs/);
  await usageError(["replay", payload], /payload\.json holds no body with its Heron-Signature header/);
  const mail = file("mail.txt", `Signature: ${hmac(EVENT)}\nBody: ${EVENT}\n`);
  await usageError(["replay", mail], /mail\.txt does not say where to: give --to URL/);
  await usageError(["listen", "--save", "/dev/null/x"], /cannot write to \/dev\/null\/x: ENOTDIR/);
});
