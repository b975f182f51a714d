// The JavaScript examples of the README and of docs/api.md are run as they stand, and print what their comments say.
import assert from "node:assert/strict";
import { exec, execFileSync, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { send } from "../frameworks/deliveries.mjs";
import { freePort, listening } from "../lib/servers.mjs";
import { published } from "./published.mjs";

const root = new URL("../../", import.meta.url);
const folder = new URL("target/readme/", root);
const readme = readFileSync(new URL("README.md", root), "utf8");
const documents = readme + readFileSync(new URL("docs/api.md", root), "utf8");
const examples = [...documents.matchAll(/^```js\n(.*?)^```/gms)].map(([, code], index) => {
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

test("the README has at most 900 words", () => {
  const words = readme.split(/\s+/).filter(Boolean).length;
  assert.ok(words <= 900, `${words} words`);
});

for (const { code, file } of examples.slice(1)) {
  test(`example that begins "${code.split("\n", 1)[0]}"`, () => {
    const printed = execFileSync(process.execPath, [fileURLToPath(file)], { encoding: "utf8" });
    const expected = promised(code);
    assert.notEqual(expected.length, 0);
    assert.deepEqual(printed.trimEnd().split("\n"), expected);
  });
}

/** The README's first program in an empty project with nothing but the packed package, on a port that is free. */
async function firstProgram(t, env) {
  const { project } = published("readme");
  const port = await freePort();
  const { code } = examples[0];
  writeFileSync(join(project, "receiver.mjs"), code.replaceAll("3000", port));
  const receiver = spawn(process.execPath, ["receiver.mjs"], { cwd: project, env: { ...bare, ...env } });
  t.after(() => receiver.kill());
  let printed = "";
  for (const stream of [receiver.stdout, receiver.stderr]) stream.on("data", (text) => (printed += text));
  return { project, port, receiver, printed: () => printed };
}

const bare = { PATH: process.env.PATH, HOME: process.env.HOME };

test("the first program, to the letter", async (t) => {
  const start = performance.now();
  const { project, port, receiver, printed } = await firstProgram(t, { HERON_WEBHOOK_SECRET: "sec_test" });
  await listening(receiver, port);
  // It listens before its line has come through the pipe.
  while (printed() === "") await once(receiver.stdout, "data");
  await t.test("says where it listens", () => assert.equal(printed(), `Listening at http://localhost:${port}/heron\n`));

  await t.test("handles the delivery of the README's command", async () => {
    const command = readme
      .match(/^HERON_WEBHOOK_SECRET=sec_test npx (heron-webhooks send .*)$/m)[1]
      .replace("3000", port);
    const env = { ...bare, HERON_WEBHOOK_SECRET: "sec_test" };
    const { stdout } = await promisify(exec)(`npx --offline ${command}`, { cwd: project, env });
    assert.match(stdout, /^204 after \d+ ms$/m);
    const seconds = (performance.now() - start) / 1000;
    t.diagnostic(`${seconds.toFixed(1)} s from npm install to the first 204`);
    assert.ok(seconds < 120, `${seconds} s from npm install to the first 204`);
    assert.match(printed(), /^end_user\.processed \{/m);
  });

  const url = `http://127.0.0.1:${port}/heron`;
  const deliver = async (body, headers) => {
    const response = await send(url, { headers, body: Buffer.from(body) });
    return `${response.status} ${response.body}`.trim();
  };
  const sign = (text) => ({ "heron-signature": createHmac("sha256", "sec_test").update(text).digest("base64") });
  const signed = String.raw`{"topic":"a.b","data":{"name":"Zo\u00eb","score":1.0}}`;
  const received = String.raw`{"topic": "a.b", "data": {"name": "Zo\u00eb", "score": 1.0}}`;
  const large = `{"topic":"a.b","data":"${"x".repeat(150_000)}"}`;
  const answers = [
    ["a genuine delivery without a Content-Type", received, sign(signed), "204"],
    ["a genuine delivery of 150 KB", large, sign(large), "204"],
    ["a forged delivery", received.replace("1.0", "9.0"), sign(signed), "401 signature_mismatch"],
    ["an unsigned delivery", received, {}, "400 signature_missing"],
    ["an empty body", "", sign(signed), "400 body_missing"],
    ["an empty request", "", {}, "400 signature_missing"],
  ];
  for (const [what, body, headers, answer] of answers) {
    await t.test(what, async () => assert.equal(await deliver(body, headers), answer));
  }
  await t.test("still runs, and has logged each refusal without the secret", () => {
    assert.equal(receiver.exitCode, null);
    assert.match(printed(), /^heron-webhooks: signature_mismatch: /m);
    assert.doesNotMatch(printed(), /sec_test/);
  });
});

test("the first program without its secret ends with an error that names the variable", async (t) => {
  const { receiver, printed } = await firstProgram(t, {});
  const [status] = await once(receiver, "close");
  assert.equal(status, 1);
  assert.match(printed(), /TypeError: secret must be .*not undefined: .*HERON_WEBHOOK_SECRET/);
});
