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

/** The page shows code in place of backquotes. */
const plain = (text) => text.replaceAll("`", "");

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
  test("it opens on an example, and there are others", async () => {
    const { page, problems } = await opened(open);
    await until(page, "#verdict-text", "It is the signature of the Python form of the body.");
    await page.click("[name=example][value=wrong-secret]");
    await until(
      page,
      "#verdict-text",
      /^No cause was found\. It is the signature of another text, or made with another/,
    );
    await page.click("[name=example][value=hex]");
    await until(page, "#verdict-text", "The signature is in hex.");
    await until(page, "#verdict-advice", /^Signing it yourself\? Encode the digest as base64/);
    assert.equal(await text(page, ".picture-field mark"), await page.$eval("#header", ({ value }) => value));
    // Examples are signed with the secret that is entered.
    await page.click("[name=example][value=match]");
    await fill(page, "#secret", "sec_mine");
    await until(page, "#verdict-title", "Match");
    const body = await page.$eval("#body", ({ value }) => value);
    assert.equal(await page.$eval("#header", ({ value }) => value), sign("sec_mine", body, { form: "python" }));
    assert.deepEqual(problems, []);
  });

  test("with the user's own body, signature or file the rest of an example goes", async () => {
    const left = (page) =>
      page.$$eval("#secret, #body, #header", (all) => all.map(({ id, value }) => value && id).filter(Boolean));
    for (const [field, given] of [
      ["body", (page) => paste(page, "#body", BODY)],
      ["body", (page) => drop(page, "#body-drop", "body", Buffer.from(BODY))],
      ["header", (page) => paste(page, "#header", sign(SECRET, BODY))],
    ]) {
      const { page } = await opened(open);
      await until(page, "#verdict-title", "Match");
      await given(page);
      await until(page, "#verdict-title", "Nothing to check yet");
      assert.deepEqual(await left(page), [field]);
      assert.equal((await page.$$("[name=example]:checked")).length, 0);
      await page.click("[name=example][value=parsed-body]");
      await until(page, "#verdict-text", "The body went through JavaScript, which writes 1.0 as 1.");
    }
    // What is typed into an example is an experiment with it.
    const { page } = await opened(open);
    await until(page, "#verdict-title", "Match");
    await page.focus("#body");
    await page.keyboard.type(" ");
    await until(page, "#verdict-title", "Match");
    await page.keyboard.type("x");
    await until(page, "#verdict-title", "No match");
    assert.deepEqual(await left(page), ["secret", "body", "header"]);
  });

  test("what is missing is named, and the verdict comes with the last of it", async () => {
    const { page, problems } = await opened(open);
    await page.click("#own");
    assert.equal(await text(page, "#verdict-text"), "Still missing: the body, the signature, the secret.");
    assert.equal(await page.evaluate(() => document.activeElement.id), "body");
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
    await tabTo(page, "#own");
    await page.keyboard.press("Enter");
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
        causes.map((one) => plain(one.text)),
        name,
      );
      assert.deepEqual(
        await page.$$eval("#report .cause p", (all) => all.map((one) => one.textContent)),
        causes.map((one) => plain(one.advice)),
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

  test("each cause of the verdict has a link to its description, in another tab", async () => {
    const { page } = await opened(open);
    const { secret, body, signature } = fixtures.find(({ causes }) => causes.length === 2);
    const { causes } = explain(secret, body, signature).findings[0];
    await paste(page, "#secret", secret);
    await drop(page, "#body-drop", "body", body);
    await fill(page, "#header", signature);
    const names = causes.map(({ id }) => id.replaceAll("_", " ")).join(", ");
    await until(page, "#verdict-more", `More about this: ${names}`);
    assert.deepEqual(
      await page.$$eval("#verdict-more a", (all) => all.map(({ href, target, rel }) => [href, target, rel])),
      causes.map(({ url }) => [url, "_blank", "noopener noreferrer"]),
    );
    await fill(page, "#header", "");
    await until(page, "#verdict-more", "");
  });

  test("one picture: what was given against what was signed, with the cause marked", async () => {
    const { page } = await opened(open);
    await page.click("[name=example][value=parsed-body]");
    await until(page, "#verdict-text", "The body went through JavaScript, which writes 1.0 as 1.");
    const sides = () =>
      page.$$eval("#report > .card .side", (all) =>
        all.map((one) => ["h4", "pre", "mark"].map((part) => one.querySelector(part)?.textContent)),
      );
    const [given, signed] = await sides();
    assert.deepEqual([given[0], given[2]], ["What you gave, as Python prints it", "87"]);
    assert.deepEqual([signed[0], signed[2]], ["What was signed", "87.0"]);
    const secret = await page.$eval("#secret", ({ value }) => value);
    assert.equal(await page.$eval("#header", ({ value }) => value), sign(secret, signed[1]));
    assert.equal((await page.$$("#report > .card")).length, 1);
    assert.equal(await page.$eval("#report > details", ({ open }) => open), false);
    // A cause in the layout: as it was given.
    await page.click("#own");
    await page.click("#test-secret");
    await fill(page, "#body", '{"a":1}');
    await fill(page, "#header", sign(SECRET, '{"a":1}\n'));
    await until(page, "#verdict-title", "No match");
    await page.waitForSelector("#report > .card .side");
    assert.deepEqual(
      (await sides()).map(([name, text]) => [name, text]),
      [
        ["What you gave", '{"a":1}'],
        ["What was signed", '{"a":1}\n'],
      ],
    );
  });

  test("the field with the fault, with no more of a secret than what surrounds it", async () => {
    const { page } = await opened(open);
    await page.click("#own");
    for (const [secret, shown, marks] of [
      [`"${SECRET}" `, '"••••••••" ', ['"', '" ']],
      [`HERON_SECRET='${SECRET}'`, "HERON_SECRET='••••••••'", ["HERON_SECRET='", "'"]],
      [Buffer.from(SECRET).toString("hex"), "••••••••", ["••••••••"]],
    ]) {
      await fill(page, "#body", BODY);
      await fill(page, "#header", sign(SECRET, BODY));
      await paste(page, "#secret", secret);
      await until(page, ".picture-field", shown);
      assert.deepEqual(await page.$$eval(".picture-field mark", (all) => all.map((one) => one.textContent)), marks);
    }
  });

  test("a cause that is not proven is told as such, with its place marked", async () => {
    const { page } = await opened(open);
    await page.click("#own");
    await page.click("#test-secret");
    await fill(page, "#body", '{"é":12345678901234567000,"b":1}');
    await fill(page, "#header", sign("sec_another", BODY));
    await until(page, "#verdict-text", /^Not proven, but it looks like this: The body holds an integer/);
    assert.equal(await text(page, ".picture-field"), '{"é":12345678901234567000,"b":1}');
    assert.equal(await text(page, ".picture-field mark"), "12345678901234567000");
  });

  test("no cause: what was tried and what remains", async () => {
    const { page } = await opened(open);
    await page.click("#test-secret");
    await fill(page, "#body", BODY);
    await fill(page, "#header", sign("sec_another", BODY));
    const report = explain(SECRET, BODY, sign("sec_another", BODY));
    await until(page, "#report .report-text", report.text);
    assert.deepEqual(
      await page.$$eval("#report .plain:not(.ruled-out, .tried-in-part) li", (all) =>
        all.map((one) => one.textContent),
      ),
      report.remains,
    );
    const listed = (selector) => page.$$eval(`${selector} li`, (all) => all.map((one) => one.textContent));
    // The marks of code in a sentence are shown as code.
    const words = (causes) => causes.map(({ text }) => text.replaceAll("`", ""));
    assert.deepEqual(await listed("#report .ruled-out"), words(report.ruledOut));
    assert.ok(report.triedInPart.length > 0);
    assert.deepEqual(await listed("#report .tried-in-part"), words(report.triedInPart));
  });

  test("what the user's own code computed", async () => {
    const { page } = await opened(open);
    await page.click("#own");
    await page.click("#test-secret");
    await fill(page, "#body", BODY);
    await fill(page, "#header", sign(SECRET, BODY, { form: "python" }));
    await until(page, "#verdict-title", "Match");
    const card = "#report > section:nth-of-type(2)";
    await fill(page, "#computed", sign(SECRET, `${BODY}\n`));
    await until(page, `${card} h3`, "What your code computed");
    await until(
      page,
      `${card} .finding-lead`,
      "With this change it is the signature of the body as it was received (raw form):",
    );
    await until(page, `${card} [data-cause] h4`, /line break/);
    await fill(page, "#computed", sign(SECRET, BODY, { form: "javascript" }));
    await until(
      page,
      "#report > section:nth-of-type(2)",
      /^What your code computed\s*It is the signature of the JavaScript form of the body\./,
    );
    await fill(page, "#computed", sign("sec_another", BODY));
    await until(page, "#report > section:nth-of-type(2)", /No form, secret, digest or known mistake gives it\./);
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
