// A megabyte: the page goes on answering the keyboard, and what it shows in the end is right.
import assert from "node:assert/strict";
import { test } from "node:test";
import { explain } from "heron-webhooks/explain";
import { sign } from "heron-webhooks";
import { SIGNATURE, fill, inBrowsers, settled, text, until } from "./page.mjs";

const SECRET = "sec_test";
const transaction = (_, i) => `{"heron_id": "txn_${i}", "reference_id": "Überweisung №${i % 7}", "amount": ${i}.0}`;
const transactions = Array.from({ length: 13_500 }, transaction).join(", ");
const LARGE = `{"topic": "transactions.deleted", "data": {"transactions": [${transactions}]}}`;
const LETTERS = "     ";
/** More than the library takes unless told so: the page is for bodies that a receiver refused, too. */
const maxBodyBytes = 2 * 1024 * 1024;

/** Longest time that a letter took from the key to the next frame; in Chromium also the longest task. */
async function typing(page, selector) {
  await page.focus(selector);
  await page.$eval(selector, (field) => {
    field.setSelectionRange(1, 1);
    globalThis.frames = [];
    globalThis.tasks = [];
    if (PerformanceObserver.supportedEntryTypes.includes("longtask")) {
      new PerformanceObserver((list) =>
        globalThis.tasks.push(...list.getEntries().map(({ duration }) => duration)),
      ).observe({
        type: "longtask",
      });
    }
    field.addEventListener("keydown", () => {
      const start = performance.now();
      requestAnimationFrame(() => setTimeout(() => globalThis.frames.push(performance.now() - start)));
    });
  });
  for (const letter of LETTERS) {
    await page.keyboard.press(letter);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));
  }
  await settled(page);
  const [frame, task] = await page.evaluate(() => [Math.max(...globalThis.frames), Math.max(0, ...globalThis.tasks)]);
  return { frame: Math.round(frame), task: Math.round(task) };
}

inBrowsers((open) => {
  test("Preview", async (context) => {
    assert.ok(Buffer.byteLength(LARGE) > 1024 * 1024);
    const { page, problems } = await open();
    await page.click("#test-secret");
    await fill(page, "#payload", LARGE, 0);
    await until(page, SIGNATURE, sign(SECRET, LARGE, { form: "python", maxBodyBytes }));
    const { frame, task } = await typing(page, "#payload");
    context.diagnostic(`from a key to the next frame at most ${frame} ms; the longest task ${task} ms`);
    assert.ok(frame < 500);
    await page.click("[name=form][value=raw]");
    await until(page, SIGNATURE, sign(SECRET, `{${LETTERS}${LARGE.slice(1)}`, { maxBodyBytes }));
    assert.ok((await page.$$("*")).length < 5000);
    assert.match(
      await text(page, ".parts"),
      /^A long text: characters 0 to 50,005 of 1,0\d\d,\d\d\d characters are shown/,
    );
    await page.click(".editor-card .parts button:last-of-type");
    assert.match(await text(page, ".parts"), /^A long text: characters 50,005 to 100,005 /);
    await page.keyboard.press("Tab");
    await page.focus("#payload");
    await page.keyboard.type("x");
    await page.click("[name=form][value=python]");
    await until(page, "#payload-text", /not JSON/);
    assert.deepEqual(problems, []);
  });

  test("Verify, while it looks for a cause", async (context) => {
    const { page, problems } = await open();
    await page.click("#test-secret");
    await page.click("#tab-verify");
    await fill(page, "#header", sign("sec_another", LARGE, { maxBodyBytes }));
    await fill(page, "#body", LARGE, 0);
    const { frame, task } = await typing(page, "#body");
    context.diagnostic(`from a key to the next frame at most ${frame} ms; the longest task ${task} ms`);
    assert.ok(frame < 500);
    const body = `{${LETTERS}${LARGE.slice(1)}`;
    await until(page, ".report-text", explain(SECRET, body, sign("sec_another", LARGE, { maxBodyBytes })).text);
    await fill(page, "#header", sign(SECRET, body, { maxBodyBytes }));
    await until(page, "#verdict-title", "Match");
    assert.ok((await page.$$("*")).length < 10_000);
    assert.deepEqual(problems, []);
  });
});
