// The page's Preview, by mouse and by keyboard: what it shows is what the library says, and its programs do run.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { sign, stringify } from "heron-webhooks";
import {
  COPY_SIGNATURE,
  MESSAGE,
  ROW,
  SIGNATURE,
  clipboard,
  fill,
  inBrowsers,
  paste,
  tabTo,
  text,
  until,
} from "./page.mjs";

const SECRET = "sec_test";

/** Quotes of all kinds, what shells expand, control characters, and characters that are not seen. */
const AWKWARD = [
  String.raw`{"a": "it's \"quoted\" $HOME ${"`id`"} \\ %s !!", "ë": "Zoë 🥐 ${"\u2028\u200b\u00a0"}",`,
  String.raw`  "n": 1.0, "tab\t": "\u0000\u001b"}`,
].join("\n");

const runs = { curl: ["bash", []], python: ["python3", ["-"]], node: [process.execPath, ["--input-type=module", "-"]] };

/** Runs a program, given as text, and resolves to what a receiver got. */
async function received(deliveries, command, args, program) {
  const child = spawn(command, args, { env: { PATH: process.env.PATH, HERON_WEBHOOK_SECRET: SECRET } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (data) => (output += data));
  child.stdin.end(program);
  const [status] = await once(child, "close");
  assert.equal(status, 0, output);
  return deliveries.pop();
}

async function receiver(context) {
  const deliveries = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    deliveries.push({ body, headers: request.headers, url: request.url });
    response.end("thanks");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  context.after(() => server.close());
  return { port: server.address().port, deliveries };
}

inBrowsers((open) => {
  test("the message and the signature of each form are the library's", async () => {
    const { page, problems } = await open();
    await fill(page, "#payload", AWKWARD);
    await fill(page, "#secret", SECRET);
    for (const form of ["python", "javascript", "raw"]) {
      await page.click(`[name=form][value=${form}]`);
      const message = form === "raw" ? AWKWARD : stringify(AWKWARD, { form });
      await until(page, SIGNATURE, sign(SECRET, message));
      assert.equal(await text(page, MESSAGE), message);
      const request = await text(page, "#program .code-text");
      assert.equal(
        request,
        [
          "POST /heron HTTP/1.1",
          "Host: localhost:3000",
          "Content-Type: application/json",
          `Content-Length: ${Buffer.byteLength(message)}`,
          `Heron-Signature: ${sign(SECRET, message)}`,
          "",
          message,
        ].join("\n"),
      );
    }
    assert.deepEqual(problems, []);
  });

  test("it opens on a finished example, whose forms are in rows with their differences marked", async () => {
    const { page, problems } = await open();
    await until(page, "#first-secret .field-note", /^sec_test, a demonstration/);
    const payload = await page.$eval("#payload", ({ value }) => value);
    for (const [index, form] of ["python", "javascript", "raw"].entries()) {
      const message = form === "raw" ? payload : stringify(payload, { form });
      const row = `.form-row:nth-child(${index + 1})`;
      await until(page, `${row} output`, sign(SECRET, message));
      assert.equal(await text(page, `${row} .code-text`), message);
      assert.equal(await text(page, `${row} .code-meta`), `${Buffer.byteLength(message)} bytes`);
    }
    const marks = (row) => page.$$eval(`.form-row:nth-child(${row}) mark`, (all) => all.map((one) => one.textContent));
    assert.deepEqual(await marks(1), ["\\u00eb\\u2019", "\\ud83e\\udd50", "1.0", "12345678901234567890"]);
    assert.deepEqual(await marks(2), ["ë’", "🥐", "1", "12345678901234567000"]);
    assert.deepEqual(await marks(3), []);
    assert.equal(await text(page, ".form-row .json-key"), '"topic"');
    assert.deepEqual(problems, []);
  });

  test("“Check this in Verify” brings the message and its signature there", async () => {
    const { page } = await open();
    await page.click("[name=form][value=javascript]");
    await page.click("#check");
    await until(page, "#verdict-text", "It is the signature of the body as it was received (raw form).");
    assert.equal(await page.evaluate(() => location.hash), "#verify");
    assert.match(await page.$eval("#body", ({ value }) => value), /"company":"Zoë/);
  });

  test("invisible characters have signs, which are not part of the text", async () => {
    const { page } = await open();
    await page.click("[name=form][value=raw]");
    await fill(page, "#payload", '{"a":\t"\u200b\u00a0 "}\n');
    await until(page, MESSAGE, '{"a":\t"\u200b\u00a0 "}\n');
    const signs = await page.$$eval(`${MESSAGE} .sign`, (all) => all.map(({ dataset }) => dataset.sign));
    assert.deepEqual(signs, ["→", "U+200B", "U+00A0", "·", "↵"]);
  });

  test("everything follows each letter that is typed", async () => {
    const { page } = await open();
    await fill(page, "#payload", "");
    await page.type("#secret", SECRET);
    await page.focus("#payload");
    let typed = "";
    for (const letter of '{"é": 1.0}') {
      await page.keyboard.sendCharacter?.(letter);
      typed += letter;
      assert.equal(await page.$eval("#payload", ({ value }) => value), typed);
    }
    await until(page, SIGNATURE, sign(SECRET, typed, { form: "python" }));
  });

  test("an error is shown with its place, and the caret goes there", async () => {
    const { page } = await open();
    await fill(page, "#payload", '{\n  "é": 1.0,}');
    await until(page, "#payload-place", "Line 2, column 12, byte 14");
    assert.match(await text(page, "#payload-text"), /^The text is not JSON: unexpected character\.$/);
    assert.equal(await text(page, SIGNATURE), "No message: the payload is not JSON.");
    await tabTo(page, "#go-to-problem");
    await page.keyboard.press("Enter");
    const caret = () => page.$eval("#payload", ({ selectionStart }) => selectionStart);
    assert.deepEqual([await page.evaluate(() => document.activeElement.id), await caret()], ["payload", 13]);
    await page.keyboard.press("Delete");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("}");
    await until(page, "#payload-text", /^Valid JSON, 14 bytes$/);
  });

  test("formatting changes white space alone", async () => {
    const { page } = await open();
    const payload = '{"b":1.0,"a":[12345678901234567890,1e5,{}, [ ]],"b":"x, {\\"y\\": [1]}"}';
    await fill(page, "#payload", payload);
    await until(page, "#payload-text", /^Valid/);
    await page.click("#format");
    await page.waitForFunction(() => document.querySelector("#payload").value.includes("\n"));
    const formatted = await page.$eval("#payload", ({ value }) => value);
    assert.equal(
      formatted,
      `{
  "b": 1.0,
  "a": [
    12345678901234567890,
    1e5,
    {},
    []
  ],
  "b": "x, {\\"y\\": [1]}"
}`,
    );
    assert.equal(stringify(formatted, { form: "python" }), stringify(payload, { form: "python" }));
  });

  test("each of the published topics has a sample event", async () => {
    const { page } = await open();
    const topics = await page.$$eval("#sample option", (options) => options.map(({ value }) => value));
    assert.equal(topics.length, 44);
    for (const topic of topics) {
      await page.select("#sample", topic);
      await until(page, MESSAGE, new RegExp(`^{"topic":"${topic}","created":`));
    }
  });

  test("the curl command, the Python and the Node program send what was signed", async (context) => {
    const { port, deliveries } = await receiver(context);
    const { page } = await open();
    await fill(page, "#secret", SECRET);
    await fill(page, "#url", `http://127.0.0.1:${port}/it's?a=$b&c`);
    for (const form of ["python", "raw"]) {
      await page.click(`[name=form][value=${form}]`);
      await fill(page, "#payload", AWKWARD);
      const message = form === "raw" ? AWKWARD : stringify(AWKWARD, { form });
      await until(page, SIGNATURE, sign(SECRET, message));
      for (const [language, [command, args]] of Object.entries(runs)) {
        await page.click(`[name=language][value=${language}]`);
        await until(
          page,
          "#program .code-text",
          { curl: /^(curl|printf)/, python: /^import base64/, node: /^\/\/ Save/ }[language],
        );
        const program = await text(page, "#program .code-text");
        assert.ok(!program.includes(SECRET));
        const { body, headers, url } = await received(deliveries, command, args, program);
        assert.equal(body.toString(), message, `${language}, ${form}`);
        assert.equal(headers["heron-signature"], sign(SECRET, message));
        assert.equal(headers["content-type"], "application/json");
        assert.equal(url, "/it's?a=$b&c");
      }
    }
  });

  test("a program is safe to paste into a terminal: what it would obey or hide is escaped", async (context) => {
    const { port, deliveries } = await receiver(context);
    const { page } = await open();
    await page.click("#test-secret");
    await page.click("[name=form][value=raw]");
    // Every control character but CR, a line end in text fields, and characters that reorder or hide text.
    const codes = Array.from({ length: 0xa0 }, (_, code) => code).filter((code) => code !== 0x0d);
    const controls = String.fromCharCode(...codes) + "\u061c\u200b\u200e\u202e\u2028\u2066\ufeff\u{e0041}";
    const message = `{"a": "100% \\n it's é🥐 ${controls}${controls}"}`;
    for (const path of ["\u001b]0;x\u0007\u202e", "{a,b}/[1-3]"]) {
      const target = new URL(`http://127.0.0.1:${port}/${path}?q={a,b}[1-3]`);
      await fill(page, "#url", `http://127.0.0.1:${port}/${path}?q={a,b}[1-3]`);
      await fill(page, "#payload", message);
      await until(page, SIGNATURE, sign(SECRET, message));
      for (const [language, [command, args]] of Object.entries(runs)) {
        await page.click(`[name=language][value=${language}]`);
        const begin = { curl: /^(curl|printf)/, python: /^import base64/, node: /^\/\/ Save/ }[language];
        const program = await until(page, "#program .code-text", begin);
        assert.doesNotMatch(program.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u, language);
        if (language === "curl") assert.ok(!program.endsWith("\n"));
        const shells =
          language === "curl"
            ? [
                ["sh", []],
                ["bash", []],
              ]
            : [[command, args]];
        for (const [shell, options] of shells) {
          const { body, url } = await received(deliveries, shell, options, program);
          assert.equal(body.toString(), message, language);
          assert.equal(url, target.pathname + target.search);
          assert.deepEqual(deliveries, []);
        }
      }
    }
  });

  test("a message that is too long for an argument goes through curl all the same", async (context) => {
    const { port, deliveries } = await receiver(context);
    const { page } = await open();
    await fill(page, "#secret", SECRET);
    await fill(page, "#url", `http://127.0.0.1:${port}/`);
    const message = `{"a":"${"it's 100%\\\\n ".repeat(20_000)}"}`;
    await fill(page, "#payload", message);
    await until(page, SIGNATURE, sign(SECRET, message));
    await page.click("[name=language][value=curl]");
    await until(page, "#program .code-text", /^printf/);
    await page.click("#program .copy");
    await until(page, "#program .copy", "Copied");
    const { body, headers } = await received(deliveries, "bash", [], await clipboard(page));
    assert.equal(body.toString(), message);
    assert.equal(headers["heron-signature"], sign(SECRET, message));
  });

  test("an address that is none, or Slack's, is not used", async () => {
    const { page } = await open();
    await page.click("#test-secret");
    for (const [address, note] of [
      ["nonsense", /^Not a web address/],
      ["https://hooks.slack.com/services/T/B/x", /^This is a Slack address/],
    ]) {
      await fill(page, "#url", "https://example.org/");
      await until(page, "#program .code-text", /^POST \/ HTTP\/1\.1\nHost: example\.org\n/);
      await fill(page, "#url", address);
      await until(page, "#url-note", note);
      await until(page, "#program .code-text", /^POST \/heron HTTP\/1\.1\nHost: localhost:3000\n/);
    }
  });

  test("copy buttons take the whole text, by mouse and by keyboard", async () => {
    const { page } = await open();
    await page.click("#test-secret");
    await fill(page, "#payload", `{"text": "${"Zoë ".repeat(5000)}"}`);
    await page.click("[name=form][value=javascript]");
    const message = `{"text":"${"Zoë ".repeat(5000)}"}`;
    await until(page, SIGNATURE, sign(SECRET, message));
    assert.match(await text(page, `${ROW} .code-more`), /^10,011 characters more\./);
    assert.equal((await text(page, MESSAGE)).length, 10_000);
    await page.click(`${ROW} .code-head .copy`);
    await until(page, `${ROW} .code-head .copy`, "Copied");
    assert.equal(await clipboard(page), message);
    await page.focus("#payload");
    await tabTo(page, COPY_SIGNATURE);
    await page.keyboard.press(" ");
    await until(page, COPY_SIGNATURE, "Copied");
    assert.equal(await clipboard(page), sign(SECRET, message));
    await page.click(`${ROW} .code-more button`);
    assert.equal(await text(page, MESSAGE), message);
  });

  test("the whole flow by keyboard alone", async () => {
    const { page } = await open();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await tabTo(page, "#secret");
    await page.keyboard.type(SECRET);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.deepEqual(await page.$eval("#secret", ({ type, value }) => [type, value]), ["text", SECRET]);
    await page.keyboard.press("Enter");
    assert.equal(await page.$eval("#secret", ({ type }) => type), "password");
    await tabTo(page, "#payload");
    await page.keyboard.down("Control");
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    await page.keyboard.type('{"n": 1.0}');
    await tabTo(page, "[name=form]:checked");
    await page.keyboard.press("ArrowRight");
    await until(page, SIGNATURE, sign(SECRET, '{"n":1}'));
    await tabTo(page, "[name=language]:checked");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await until(page, "#program .code-text", /^import base64/);
  });

  test("a secret that is pasted with a line break keeps it, until it is edited", async () => {
    const { page } = await open();
    await fill(page, "#payload", "{}");
    await paste(page, "#secret", `${SECRET}\n`);
    await until(page, SIGNATURE, sign(`${SECRET}\n`, "{}"));
    assert.match(await text(page, "#first-secret .field-note"), /has a line break/);
    await page.focus("#secret");
    await page.keyboard.press("End");
    await page.keyboard.type("x");
    await until(page, SIGNATURE, sign(`${SECRET}x`, "{}"));
    assert.equal(await text(page, "#first-secret .field-note"), "");
  });
});
