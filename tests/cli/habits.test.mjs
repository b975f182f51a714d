// The habits of command lines: help, guesses, completion, addresses without a scheme, errors in words.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { test } from "node:test";
import { topics } from "../../pkg/lib/samples.js";
import { file, hmac, payload, receiver, run, start, usageError } from "./program.mjs";

test("help, version and topics as commands", async () => {
  const same = [
    [["help"], ["--help"]],
    [
      ["help", "sign"],
      ["sign", "--help"],
    ],
    [["version"], ["--version"]],
  ];
  for (const [command, option] of same) assert.deepEqual(await run(command), await run(option));
  assert.equal((await run(["topics"])).stdout, `${topics.join("\n")}\n`);
  await usageError(["help", "sing"], /Did you mean sign\?/);
});

test("did you mean: commands, options, topics", async (context) => {
  const { url } = await receiver(context, [204]);
  await usageError(["explian"], /there is no such command\. Did you mean explain\?/);
  await usageError(["verfy"], /Did you mean verify\?/);
  await usageError(["frobnicate"], /there is no such command; the commands are sign, verify, /);
  await usageError(["verify", payload, "--signatrue", "x"], /unknown option --signatrue\. Did you mean --signature\?/);
  await usageError(["sign", "--xyzzy"], /Unknown option '--xyzzy'/);
  const { stderr } = await run(["send", url, "--topic", "end_user.procesed"]);
  assert.match(stderr, /does not publish the topic end_user\.procesed\. Did you mean end_user\.processed\?/);
});

test("completion in bash", async () => {
  const { stdout } = await run(["completion", "bash"]);
  const complete = (...words) => {
    const script = `${stdout}\nCOMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _heron_webhooks; echo "\${COMPREPLY[*]}"`;
    const { stdout: answer, stderr } = spawnSync("bash", ["-c", script, "bash", ...words], { encoding: "utf8" });
    assert.equal(stderr, "");
    return answer.trim();
  };
  assert.equal(complete("heron-webhooks", "ver"), "verify version");
  assert.equal(complete("heron-webhooks", "send", "url", "--ti"), "--timeout");
  assert.equal(complete("heron-webhooks", "send", "--topic", "pdf.f"), "pdf.failed");
  assert.equal(complete("heron-webhooks", "completion", ""), "bash zsh fish");
  assert.equal(complete("heron-webhooks", "help", "si"), "sign");
});

test("completion in other shells", async () => {
  assert.match((await run(["completion", "zsh"])).stdout, /^autoload -Uz compinit bashcompinit /);
  const { stdout } = await run(["completion", "fish"]);
  assert.match(stdout, /__fish_seen_subcommand_from send' -l topic -xa '.*pdf\.failed/);
  assert.match(stdout, /__fish_use_subcommand -a check -d 'finds the mistakes of a receiver/);
  await usageError(["completion", "tcsh"], /completion is for a shell: bash, zsh or fish/);
});

test("-H: more headers, and other ones", async (context) => {
  const { url, received } = await receiver(context, [204]);
  const headers = ["-H", "Authorization: Bearer x:y", "--header", "content-type: text/plain"];
  assert.equal((await run(["send", url, "--topic", "pdf.failed", ...headers])).status, 0);
  assert.equal(received[0].headers.authorization, "Bearer x:y");
  assert.equal(received[0].headers["content-type"], "text/plain");
  for (const header of ["nothing", "a b: c", "a: b\r\nc: d"]) {
    await usageError(["send", url, "--topic", "pdf.failed", "-H", header], /-H 'X-Name: value'/);
  }
});

test("a URL without a scheme: http on this machine, https elsewhere, Slack's is still Slack's", async (context) => {
  const { host, received } = await receiver(context, [204]);
  assert.equal((await run(["send", `${host}/heron`, "--topic", "pdf.failed"])).status, 0);
  assert.equal(received.length, 1);
  const local = await run(["send", `${host.replace("127.0.0.1", "localhost")}/x`, "--topic", "pdf.failed", "--json"]);
  assert.match(JSON.parse(local.stdout).url, /^http:\/\/localhost:\d+\/x$/);
  const elsewhere = await run(["send", "nowhere.invalid/heron", "--topic", "pdf.failed", "--json"]);
  assert.equal(JSON.parse(elsewhere.stdout).url, "https://nowhere.invalid/heron");
  for (const args of [
    ["send", "hooks.slack.com/triggers/SECRETPART", "--topic", "a.b"],
    ["check", "hooks.slack.com/services/T/B/SECRETPART"],
    ["listen", "--forward", "hooks.slack.com/services/T/B/SECRETPART"],
  ]) {
    const { status, stdout, stderr } = await run(args);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.doesNotMatch(stderr, /SECRETPART/);
  }
});

test("any port, also those that browsers refuse", async (context) => {
  const server = createHttpServer((_request, response) => response.writeHead(204).end());
  context.after(() => server.close());
  for (const port of [6667, 6668, 6669, 10_080]) {
    try {
      await once(server.listen(port, "127.0.0.1"), "listening");
      break;
    } catch {
      // It is in use.
    }
  }
  const { stdout } = await run(["send", `localhost:${server.address().port}`, "--topic", "pdf.failed"]);
  assert.match(stdout, /\n204 after /);
});

test("errors of the system and of TLS in words", async (context) => {
  const said = async (url) => (await run(["send", url, "--topic", "pdf.failed"])).stdout.split("\n").at(-2);
  const { host } = await receiver(context, [204]);
  const server = createServer((socket) => socket.end("SSH-2.0-x\r\n").on("error", () => {})).listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => server.close());
  const { port } = server.address();
  assert.match(await said(`https://${host}/`), /does not speak TLS: use http:\/\/|answer is not HTTP/);
  assert.match(await said(`http://127.0.0.1:${port}/`), /^the answer is not HTTP: does 127\.0\.0\.1:\d+ want https:/);
  assert.match(await said("http://nowhere.invalid/"), /there is no host nowhere\.invalid|could not be looked up/);
  const closing = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
  await once(closing, "listening");
  context.after(() => closing.close());
  assert.match(await said(`http://127.0.0.1:${closing.address().port}/`), /closed the connection/);
});

test("verify: the cause in one line, and how to see all", async () => {
  const hex = Buffer.from(hmac('{"topic":"a.b"}'), "base64").toString("hex");
  const body = file("plain.json", '{"topic":"a.b"}');
  const { status, stdout, stderr } = await run(["verify", body, "--signature", hex]);
  assert.equal(status, 1);
  assert.match(stdout, /^no match: The signature is in hex\. \S.*\n$/);
  assert.match(stderr, /^More: https:\/\/.*\/docs\/causes\.md#signature_hex\n"heron-webhooks explain", with the same/);
  const json = JSON.parse((await run(["verify", body, "--signature", hex, "--json"])).stdout);
  assert.match(json.cause, /^The signature is in hex\./);
  assert.match(json.more, /#signature_hex$/);
  const left = await run([
    "verify",
    payload,
    "--form",
    "raw",
    "--signature",
    hmac('{"topic":"a.b","name":"Zoë","score":1}'),
  ]);
  assert.match(left.stdout, /^no match: It matches in the javascript form, which was left out\.\n$/);
});

test("page: serves the page, which no other site may frame", async (context) => {
  const child = start(["page"]);
  context.after(() => child.kill());
  const [printed] = await once(child.stderr, "data");
  const [, url] = String(printed).match(/^The page is at (http:\S+)\. Ctrl-C ends it\.$/m);
  const response = await fetch(url);
  assert.equal(response.headers.get("content-security-policy"), "frame-ancestors 'none'");
  assert.match(await response.text(), /<title>/);
  assert.equal((await fetch(`${url}/other`)).status, 404);
  child.kill("SIGINT");
  assert.deepEqual(await once(child, "exit"), [0, null]);
  await usageError(["page", "x"], /it takes options only/);
  await usageError(["page", "--port", "x"], /--port is a number/);
});

test("explain: what gives the signature that other code computed", async () => {
  const body = '{"topic":"a.b","name":"Zoë","score":1}';
  const args = ["explain", "-", "--signature", hmac(body), "--computed", hmac(`${body}\n`)];
  const { stdout } = await run(args, { input: body });
  assert.match(stdout, /What your code computed\n\n.*once this is put right:\n\n {2}\* .*\[body_newline_removed\]/s);
});

test("explain: one line on a match, more with --verbose", async () => {
  const args = ["explain", payload, "--signature", hmac('{"topic":"a.b","name":"Zoë","score":1}')];
  const short = await run(args);
  assert.equal(short.status, 0);
  assert.match(short.stdout, /^[^\n]+\n$/);
  const long = await run([...args, "--verbose"]);
  assert.ok(long.stdout.startsWith(short.stdout) && long.stdout.length > 2 * short.stdout.length);
});
