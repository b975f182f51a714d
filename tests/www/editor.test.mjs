// The page's editors with a long text: all that is hashed can be seen, replaced and deleted, by mouse and by keyboard.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sign } from "heron-webhooks";
import { SIGNATURE, clipboard, drop, fill, inBrowsers, press, text, until } from "./page.mjs";

const SECRET = "sec_test";
const LONG = `{"a": "${"0123456789\\n".repeat(20_000)}"}`;
const LONGER = `{"b": "${"0123456789\\n".repeat(30_000)}"}`;

/** Puts a text into the clipboard, as a user's copying from elsewhere does. */
async function copied(page, value) {
  await page.evaluate((value) => {
    const field = Object.assign(document.createElement("textarea"), { id: "source", value });
    document.body.append(field);
    field.focus();
    field.select();
  }, value);
  await press(page, "Control", "c");
  await page.$eval("#source", (field) => field.remove());
}

async function pasted(page, selector, value) {
  await copied(page, value);
  await page.focus(selector);
  await press(page, "Control", "v");
}

/** Brings the page to each editor; resolves to a check that a text is all that is hashed. */
const EDITORS = {
  async payload(page) {
    await page.click("#test-secret");
    await page.click("[name=form][value=raw]");
    await page.focus("#payload");
    await press(page, "Control", "a");
    return async (whole) => {
      if (whole === "") return until(page, "#payload-text", "Empty");
      await until(page, SIGNATURE, sign(SECRET, whole));
    };
  },
  async body(page) {
    await page.click("#test-secret");
    await page.click("#tab-verify");
    await page.focus("#body");
    return async (whole) => {
      if (whole === "") return until(page, "#verdict-text", /^Still missing: the body/);
      await fill(page, "#header", sign(SECRET, whole));
      await until(page, "#verdict-title", "Match");
    };
  },
};

const selections = {
  "the keyboard": (page) => press(page, "Control", "a"),
  // The item of a context menu, which a test cannot reach.
  "“Select all”": (page) => page.evaluate(() => document.execCommand("selectAll")),
  "three clicks": (page, field) => page.click(field, { count: 3 }),
};

inBrowsers((open) => {
  for (const [id, prepared] of Object.entries(EDITORS)) {
    const field = `#${id}`;

    test(`${id}: what is pasted over all of a long text is all of the text`, async () => {
      const { page, problems } = await open();
      const isAll = await prepared(page);
      await pasted(page, field, LONG);
      await isAll(LONG);
      for (const [index, select] of Object.values(selections).entries()) {
        await copied(page, index % 2 ? LONG : LONGER);
        await page.focus(field);
        await select(page, field);
        await until(page, `${field} + .parts span`, /^All [\d,]+ characters are selected/);
        await press(page, "Control", "v");
        await isAll(index % 2 ? LONG : LONGER);
        await until(page, `${field} + .parts span`, /^A long text: characters 0 to 50,000 of/);
        assert.equal(await page.$eval(field, ({ scrollTop }) => scrollTop), 0);
      }
      await page.focus(field);
      await press(page, "Control", "a");
      await page.keyboard.type("x");
      await isAll("x");
      assert.equal(await page.$eval(`${field} + .parts`, ({ hidden }) => hidden), true);
      assert.deepEqual(problems, []);
    });

    test(`${id}: deleting, cutting and the button take all of it, and Undo brings all of it back`, async () => {
      const { page } = await open();
      const isAll = await prepared(page);
      await pasted(page, field, LONG);
      const deletions = [
        async () => {
          await press(page, "Control", "a");
          await page.keyboard.press("Delete");
        },
        async () => {
          await press(page, "Control", "a");
          await press(page, "Control", "x");
        },
        () => page.click(`#clear-${id}`),
        async () => {
          await page.focus(`#clear-${id}`);
          await page.keyboard.press("Enter");
        },
      ];
      for (const [index, deleted] of deletions.entries()) {
        await page.focus(field);
        await deleted();
        await isAll("");
        assert.equal(await page.evaluate(() => document.activeElement.id), id);
        if (index === 1) assert.equal((await clipboard(page)).length, LONG.length);
        await page.focus(field);
        await press(page, "Control", "z");
        await isAll(LONG);
        await page.focus(field);
        await press(page, "Control", "y");
        await isAll("");
        await page.focus(field);
        await press(page, "Control", "z");
        await isAll(LONG);
      }
    });

    test(`${id}: all is copied, and a part that is emptied shows the text around it`, async () => {
      const { page } = await open();
      const isAll = await prepared(page);
      await pasted(page, field, LONG);
      await press(page, "Control", "a");
      await press(page, "Control", "c");
      assert.equal(await clipboard(page), LONG);
      await page.click(`${field} + .parts button:last-of-type`);
      await page.$eval(field, (area) => {
        area.focus();
        area.setSelectionRange(1, area.value.length);
      });
      const first = Number((await text(page, `${field} + .parts span`)).match(/ ([\d,]+) to/)[1].replaceAll(",", ""));
      await page.keyboard.press("Delete");
      const left = LONG.slice(0, first + 1) + LONG.slice(first + 50_000);
      await isAll(left);
      assert.equal(await page.$eval(field, ({ value }) => value.length), 50_000);
      assert.ok(left.includes(await page.$eval(field, ({ value }) => value)));
    });
  }

  test("a paste is seen from its beginning", async () => {
    const { page } = await open();
    await page.click("#tab-verify");
    await pasted(page, "#body", `${"x\n".repeat(2000)}y`);
    await page.waitForFunction(() => document.querySelector("#body").scrollTop === 0, { timeout: 5000 });
    // What is pasted next comes after it.
    await press(page, "Control", "v");
    await page.waitForFunction(() => /yx\n[^y]*y$/.test(document.querySelector("#body").value), { timeout: 5000 });
  });

  test("a long file with Windows line ends has none in any part once it is edited", async () => {
    const { page } = await open();
    const isAll = await EDITORS.body(page);
    const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index}`);
    await drop(page, "#body-drop", "body.txt", Buffer.from(lines.join("\r\n")));
    await until(page, "#body-notes", /kept exactly/);
    await isAll(lines.join("\r\n"));
    await page.$eval("#body", (area) => area.setSelectionRange(0, 0));
    await page.focus("#body");
    await page.keyboard.type("x");
    await until(page, "#body-notes", /^Edited here: .* Each line ends with LF\.$/);
    await isAll(`x${lines.join("\n")}`);
  });

  test("Windows line ends that are pasted over all of a long text are kept", async () => {
    const { page } = await open();
    const isAll = await EDITORS.body(page);
    await pasted(page, "#body", LONG);
    await press(page, "Control", "a");
    await page.$eval("#body", (area) => {
      const clipboardData = { getData: () => "{\r\n}" };
      area.dispatchEvent(Object.assign(new Event("paste", { bubbles: true, cancelable: true }), { clipboardData }));
    });
    await isAll("{\r\n}");
  });
});
