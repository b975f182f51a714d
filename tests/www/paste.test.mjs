// What people paste into Verify: each part goes to its field, the page says what was taken from where, and Undo.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BODY, SECRET, SIGNATURE, asTheyAre, pastes } from "../cli/pastes.mjs";
import { inBrowsers, paste, press, settled, text, until } from "./page.mjs";

const texts = pastes.filter((one) => typeof one.text === "string");
const CURL = `curl https://example.org/ -H 'Heron-Signature: ${SIGNATURE}' --data-raw '${BODY.replaceAll("'", String.raw`'\''`)}'`;

const values = (page) =>
  page.evaluate(() => ["body", "header", "secret"].map((id) => document.getElementById(id).value));

inBrowsers((open, browser) => {
  test("each part goes to its field", async () => {
    assert.ok(texts.length >= 40);
    const { page, problems } = await open();
    await page.click("#test-secret");
    await page.click("#tab-verify");
    const some = browser === "chromium" ? texts : texts.filter((_one, index) => index % 6 === 0);
    for (const { name, text: pasted, body, signature, secret, notes } of some) {
      await page.click("#own");
      await page.click("#test-secret");
      await paste(page, "#body", pasted);
      await until(page, "#taken", /Undo: keep what was pasted$/);
      const shown = (body === undefined ? "" : Buffer.from(body).toString()).replace(/\r\n?/g, "\n");
      assert.deepEqual(await values(page), [shown, signature ?? "", secret ?? SECRET], name);
      if (body !== undefined && signature === SIGNATURE && body === BODY) await until(page, "#verdict-title", "Match");
      const said = await text(page, "#taken");
      for (const [what, given] of Object.entries({ body, signature, secret })) {
        assert.equal(said.includes(`The ${what}: from `), given !== undefined, `${name}: ${said}`);
      }
      if (notes) assert.match(said, notes, name);
      assert.ok(!said.includes(SECRET), name);
    }
    assert.deepEqual(problems, []);
  });

  test("it can be undone, and what is typed then stays", async () => {
    const { page } = await open();
    await page.click("#tab-verify");
    await until(page, "#verdict-title", "Match");
    await paste(page, "#body", CURL);
    await until(
      page,
      "#taken",
      /^The signature: .*The body: from --data-raw of the curl command\.|^The body: from --data-raw/,
    );
    assert.deepEqual(await values(page), [BODY, SIGNATURE, ""]);
    await page.click("#taken button");
    assert.deepEqual(await values(page), [CURL, "", ""]);
    assert.equal(await text(page, "#taken"), "");
    assert.equal(await page.evaluate(() => document.activeElement.id), "body");
    await page.keyboard.type("x");
    await settled(page);
    assert.equal((await values(page))[1], "");
  });

  test("a header with its name, pasted into its field, leaves the body", async () => {
    const { page } = await open();
    await page.click("#test-secret");
    await page.click("#tab-verify");
    await paste(page, "#body", BODY);
    await paste(page, "#header", `Heron-Signature: ${SIGNATURE}`);
    await until(page, "#taken", /^The signature: from /);
    assert.deepEqual(await values(page), [BODY, SIGNATURE, SECRET]);
    await until(page, "#verdict-title", "Match");
  });

  test("a text that is not known, or is pasted into another one, stays as it is", async () => {
    const { page } = await open();
    await page.click("#test-secret");
    await page.click("#tab-verify");
    for (const pasted of asTheyAre.filter((one) => typeof one === "string" && one !== "" && !one.includes("\r"))) {
      await page.click("#own");
      await paste(page, "#body", pasted);
      await settled(page);
      assert.equal(await text(page, "#taken"), "", pasted);
      assert.deepEqual((await values(page)).slice(0, 2), [pasted, ""]);
    }
    await page.focus("#body");
    await press(page, "Control", "End");
    await page.$eval(
      "#body",
      (area, value) => {
        const clipboardData = { getData: () => value };
        area.dispatchEvent(Object.assign(new Event("paste", { bubbles: true, cancelable: true }), { clipboardData }));
      },
      CURL,
    );
    await settled(page);
    assert.equal(await text(page, "#taken"), "");
  });
});
