// The page's Webhook settings: what a webhook would deliver, and nothing of it that is secret in sight or in a link.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sign, slackMessage } from "heron-webhooks";
import { clipboard, fill, inBrowsers, tabTo, text, until } from "./page.mjs";

const SLACK = "https://hooks.slack.com/services/T00000000/B00000000/MadeUpForThisTest";

inBrowsers((open) => {
  test("the signed request, with custom headers, by keyboard alone", async () => {
    const { page, problems } = await open();
    await tabTo(page, "#secret");
    await page.keyboard.type("sec_test");
    await tabTo(page, "#tab-preview");
    await page.keyboard.press("End");
    await tabTo(page, "#endpoint");
    await page.keyboard.down("Control");
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    await page.keyboard.type("https://example.org/hooks?x=1");
    await tabTo(page, "#add-header");
    await page.keyboard.press("Enter");
    await page.keyboard.type("X-Token");
    await page.keyboard.press("Tab");
    await page.keyboard.type("abc");
    const request = await until(page, "#delivery .code-text", /X-Token: abc\n/);
    const [head, body] = request.split("\n\n");
    assert.deepEqual(head.split("\n"), [
      "POST /hooks?x=1 HTTP/1.1",
      "Host: example.org",
      "Content-Type: application/json",
      `Content-Length: ${Buffer.byteLength(body)}`,
      `Heron-Signature: ${sign("sec_test", body)}`,
      "X-Token: abc",
    ]);
    assert.equal(JSON.parse(body).topic, "end_user.processed");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await until(page, "#delivery .code-text", /^(?!.*X-Token)/s);
    assert.deepEqual(problems, []);
  });

  test("a topic, and what is off or wrong", async () => {
    const { page } = await open();
    await page.click("#test-secret");
    await page.click("#tab-settings");
    assert.equal((await page.$$("#topic option")).length, 44);
    await page.select("#topic", "pdf.failed");
    await until(page, "#delivery .code-text", /"topic":"pdf\.failed"/);
    assert.equal(await page.$eval("#is-off", ({ hidden }) => hidden), true);
    await page.click("#enabled");
    assert.equal(await page.$eval("#is-off", ({ hidden }) => hidden), false);
    await page.click("#add-header");
    await page.keyboard.type("Heron-Signature");
    await until(page, ".header-row .field-note", "Heron sets this header itself, so this one is left out.");
    await fill(page, "#endpoint", "nonsense");
    await until(page, "#endpoint-note", /^Not a web address/);
    await until(page, "#delivery .code-text", "Nothing can be sent to this URL. Correct it to see the request.");
    const look = (selector) =>
      page.$eval(selector, (one) => [
        one.dataset.state,
        getComputedStyle(one).color !== getComputedStyle(document.body).color,
      ]);
    assert.deepEqual(await look("#endpoint-note"), ["error", true]);
    assert.deepEqual(await look(".header-row .field-note"), ["error", true]);
    assert.equal(await page.$eval("#endpoint", (field) => field.getAttribute("aria-invalid")), "true");
    await fill(page, "#endpoint", "");
    await until(page, "#delivery .code-text", "Enter a URL to see what it would receive.");
    assert.equal(await text(page, "#endpoint-note"), "");
    await fill(page, "#endpoint", "http://example.org/");
    await until(page, "#endpoint-note", /^Use https/);
    assert.deepEqual(await look("#endpoint-note"), ["warning", true]);
  });

  test("Slack's address is masked, and the message is shown as the library writes it", async () => {
    const { page, problems } = await open();
    await page.click("#tab-settings");
    await page.select("#topic", "end_user.review_required");
    await fill(page, "#endpoint", SLACK);
    await until(page, ".slack-header", "An end user needs a review");
    assert.equal(await page.$eval("#endpoint", ({ type }) => type), "password");
    const shown = await page.$$eval(".slack-fields p", (all) => all.map((one) => one.innerText.replace(/\s+/g, " ")));
    const event = {
      topic: "end_user.review_required",
      data: { heron_id: "eus_Eqio3Y4dhyNiMphrXwG58p", end_user_id: "zoes-bakery", status: "review_requested" },
    };
    const { fields } = slackMessage(event).blocks[1];
    const plain = fields.map(({ text }) => text.replace(/[*`]/g, "").replace(/\s+/g, " "));
    assert.deepEqual(
      shown.filter((field) => !field.startsWith("Sent ")),
      plain,
    );
    assert.match(
      shown.find((field) => field.startsWith("Sent ")),
      /^Sent Today at \d+:\d\d [AP]M$/,
    );
    assert.ok(!(await page.evaluate(() => document.body.innerText)).includes("MadeUp"));
    await page.click("#reveal-endpoint");
    assert.equal(await page.$eval("#endpoint", ({ type }) => type), "text");
    await fill(page, "#endpoint", "https://example.org/");
    assert.equal(await page.$eval("#endpoint", ({ type }) => type), "url");
    assert.equal(await page.$eval("#slack-card", ({ hidden }) => hidden), true);
    assert.deepEqual(problems, []);
  });

  test("a link holds no Slack address and no header's value", async () => {
    const { page } = await open();
    await page.click("#tab-settings");
    await page.click("#add-header");
    await page.keyboard.type("X-Token");
    await page.keyboard.press("Tab");
    await page.keyboard.type("very-secret");
    await page.evaluate(() => {
      // A browser that takes its time: what was said of the first link must not stand while the second is copied.
      const write = navigator.clipboard.writeText.bind(navigator.clipboard);
      navigator.clipboard.writeText = async (text) => {
        await new Promise((resolve) => setTimeout(resolve, 200));
        await write(text);
      };
    });
    const path = new URL(SLACK).pathname;
    for (const [address, url] of [
      [SLACK, undefined],
      [`HTTPS://HOOKS.SLACK.COM${path}`, undefined],
      [`https://hooks.slack.com.${path}`, undefined],
      [`https://hooks.slack.com:8443${path}`, undefined],
      [`https://me@hooks.slack-gov.com.:443${path}`, undefined],
      [`https://hooks%2eslack%2ecom${path}`, undefined],
      [`hooks.slack.com:443${path}`, undefined],
      ["https://me:pass@example.org/a?key=1#x", "https://example.org/a"],
    ]) {
      await fill(page, "#endpoint", address);
      assert.equal(await page.$eval("#endpoint", ({ type }) => type), url ? "url" : "password", address);
      await page.click("#copy-link");
      await until(page, "#link-note", /^The link is copied/);
      const link = await clipboard(page);
      const state = JSON.parse(Buffer.from(link.split(".").at(-1), "base64url"));
      assert.deepEqual(state, {
        topic: "end_user.processed",
        ...(url && { url }),
        enabled: true,
        headers: ["X-Token"],
      });
    }
  });
});
