// The page's Verify: verdict and report are those of the library and of the command line, for bytes as they are.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { explain } from "heron-webhooks/explain";
import { sign } from "heron-webhooks";
import { folder, root } from "../lib/servers.mjs";
import { drop, fill, inBrowsers, paste, tabTo, text, until } from "./page.mjs";

const SECRET = "sec_test";
const BODY = '{"topic": "pdf.parsed", "data": {"name": "Zoë", "amount": 1.0}}';

const { cases } = JSON.parse(readFileSync(new URL("../vectors/mismatches.json", import.meta.url), "utf8"));
/** All whose inputs can be entered: a field holds text, and the page waits for what is empty. */
const fixtures = cases
  .map(({ body, bodyHex, ...one }) => ({
    ...one,
    body: bodyHex === undefined ? Buffer.from(body) : Buffer.from(bodyHex, "hex"),
  }))
  .filter(({ secret, body, signature }) => secret && body.length > 0 && signature && !/[\r\n]/.test(signature));

function command(secret, body, signature) {
  const env = { PATH: process.env.PATH, HERON_WEBHOOK_SECRET: secret };
  const args = [join(root, "pkg/cli/main.js"), "explain", "--signature", signature];
  return spawnSync(process.execPath, args, { input: body, env, encoding: "utf8" }).stdout;
}

async function opened(open) {
  const one = await open();
  await one.page.click("#tab-verify");
  return one;
}

inBrowsers((open, browser) => {
  test("what is missing is named, and the verdict comes with the last of it", async () => {
    const { page, problems } = await opened(open);
    assert.equal(await text(page, "#verdict-text"), "Still missing: the body, the signature, the secret.");
    assert.equal((await page.$$("#report .steps li")).length, 3);
    await fill(page, "#body", BODY);
    await until(page, "#verdict-text", "Still missing: the signature, the secret.");
    await fill(page, "#header", sign(SECRET, BODY, { form: "python" }));
    await page.click("#test-secret");
    await until(page, "#verdict-text", "It is the signature of the Python form of the body.");
    assert.equal(await text(page, "#verdict-title"), "Match");
    await fill(page, "#body", "");
    await until(page, "#verdict-title", "Nothing to check yet");
    assert.deepEqual(problems, []);
  });

  test("the flow by keyboard alone, with an earlier secret", async () => {
    const { page } = await open();
    await tabTo(page, "#secret");
    await page.keyboard.type("sec_new");
    await tabTo(page, "#add-secret");
    await page.keyboard.press("Enter");
    await page.keyboard.type(SECRET);
    await tabTo(page, "#tab-preview");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.id), "tab-verify");
    await tabTo(page, "#body");
    await page.keyboard.type("{}");
    await tabTo(page, "#header");
    await page.keyboard.type(sign(SECRET, "{}"));
    await until(
      page,
      "#verdict-text",
      "It is the signature of the body as it was received (raw form). It was made with another secret.",
    );
    await page.focus("#secret");
    await tabTo(page, "[aria-label='Remove this secret']");
    await page.keyboard.press("Enter");
    await until(page, "#verdict-title", "No match");
    assert.equal(await page.evaluate(() => document.activeElement.id), "add-secret");
  });

  test("the report is the library's and the command line's", async () => {
    const { page, problems } = await opened(open);
    assert.ok(fixtures.length >= 70);
    // Every cause in one browser; each takes a second and more in the other.
    const some = browser === "chromium" ? fixtures : fixtures.filter((_fixture, index) => index % 8 === 0);
    for (const [index, { name, secret, body, signature }] of some.entries()) {
      await paste(page, "#secret", secret);
      await drop(page, "#body-drop", "body", body);
      await fill(page, "#header", signature);
      const report = explain(secret, body, signature);
      await until(page, "#report .report-text", report.text);
      const causes = report.findings.flatMap(({ causes }) => causes);
      assert.deepEqual(
        await page.$$eval("#report .cause h4", (all) => all.map((one) => one.textContent)),
        causes.map((one) => one.text),
        name,
      );
      assert.deepEqual(
        await page.$$eval("#report .cause p", (all) => all.map((one) => one.textContent)),
        causes.map((one) => one.advice),
        name,
      );
      const signatures = await page.$$eval("#report td .wrap", (all) => all.map((one) => one.textContent));
      assert.deepEqual(
        signatures,
        report.forms.flatMap((form) => form.signatures),
        name,
      );
      if (index % 10 === 0) assert.equal(report.text, command(secret, body, signature), name);
    }
    assert.deepEqual(problems, []);
  });

  test("no cause: what was tried and what remains", async () => {
    const { page } = await opened(open);
    await page.click("#test-secret");
    await fill(page, "#body", BODY);
    await fill(page, "#header", sign("sec_another", BODY));
    const report = explain(SECRET, BODY, sign("sec_another", BODY));
    await until(page, "#report .report-text", report.text);
    assert.deepEqual(
      await page.$$eval("#report .plain li", (all) => all.map((one) => one.textContent)),
      report.remains,
    );
    const listed = (selector) => page.$$eval(`${selector} li`, (all) => all.map((one) => one.textContent));
    assert.deepEqual(await listed("#report .ruled-out"), report.ruledOut);
    assert.ok(report.triedInPart.length > 0);
    assert.deepEqual(await listed("#report .tried-in-part"), report.triedInPart);
  });

  test("all the differences of two forms are marked and named", async () => {
    const { page } = await opened(open);
    await page.click("#test-secret");
    await fill(page, "#body", BODY);
    await fill(page, "#header", sign("sec_another", BODY));
    await until(
      page,
      "#report .reason",
      "First at byte 9, line 1, column 10: Python leaves out the white space between values.",
    );
    await page.$eval("#report .pairs label:last-of-type input", (input) => input.click());
    await until(
      page,
      "#report .reason",
      "First at byte 40, line 1, column 41: Python writes \\u00eb, JavaScript writes ë.",
    );
    const marks = await page.$$eval("#report .side", (sides) =>
      sides.map((side) => [...side.querySelectorAll("mark")].map((mark) => mark.textContent)),
    );
    assert.deepEqual(marks, [
      ["\\u00eb", "1.0"],
      ["ë", "1"],
    ]);
    assert.deepEqual(await page.$$eval("#report .side pre", (all) => all.map((one) => one.textContent)), [
      '{"topic":"pdf.parsed","data":{"name":"Zo\\u00eb","amount":1.0}}',
      '{"topic":"pdf.parsed","data":{"name":"Zoë","amount":1}}',
    ]);
    assert.match(await text(page, "#report .named"), /ëU\+00EB LATIN SMALL LETTER E WITH DIAERESIS, UTF-8 c3 ab/);
  });

  test("a file is kept byte for byte, until it is edited", async () => {
    const { page } = await opened(open);
    const bytes = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from('{"a":\r\n1.0}\r\n'),
      Buffer.from([0xff]),
    ]);
    const file = join(folder("www"), "body.json");
    writeFileSync(file, bytes);
    await page.click("#test-secret");
    await fill(page, "#header", sign(SECRET, bytes));
    await (await page.$("#body-file")).uploadFile(file);
    await until(page, "#verdict-title", "Match");
    const notes = await page.$$eval("#body-notes li", (all) => all.map((one) => one.textContent));
    assert.equal(notes[0], `body.json: ${bytes.length} bytes, kept exactly.`);
    assert.deepEqual(
      notes.slice(1).map((note) => /byte order mark|Windows line ends|not valid UTF-8/.exec(note)?.[0]),
      ["byte order mark", "Windows line ends", "not valid UTF-8"],
    );
    await page.focus("#body");
    await page.keyboard.type(" ");
    await until(page, "#body-notes", /^Edited here/);
    await until(page, "#verdict-title", "No match");
  });

  test("pasted Windows line ends are kept, or made LF when asked", async () => {
    const { page } = await opened(open);
    const body = '{"a": 1,\r\n"b": 2}';
    await page.click("#test-secret");
    await fill(page, "#header", sign(SECRET, body));
    await paste(page, "#body", body);
    await until(page, "#verdict-text", "It is the signature of the body as it was received (raw form).");
    await tabTo(page, "#body-notes button");
    await page.keyboard.press("Enter");
    await until(page, "#verdict-title", "No match");
    await fill(page, "#header", sign(SECRET, body.replace("\r", "")));
    await until(page, "#verdict-title", "Match");
  });
});
