// WCAG 2.2 AA as far as axe-core can tell, in every state of the page; no jumps, no sideways scrolling, no chatter.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fill, inBrowsers, settled, tabTo, until } from "./page.mjs";
import { scenes } from "./scenes.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page) {
  await page.evaluate(axe);
  const { violations: found, passes } = await page.evaluate(
    (values) => globalThis.axe.run({ runOnly: { type: "tag", values } }),
    TAGS,
  );
  assert.ok(passes.length > 20);
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(" | ")}`,
  );
}

inBrowsers((open, browser) => {
  for (const [name, scene] of Object.entries(scenes)) {
    test(`axe finds nothing: ${name}`, async () => {
      for (const width of browser === "chromium" ? [360, 1200] : [360]) {
        const { page } = await open({ width });
        await scene(page);
        for (const theme of ["light", "dark"]) {
          await page.$eval(
            "#theme",
            (button, wanted) => {
              if ((button.getAttribute("aria-pressed") === "true") !== (wanted === "dark")) button.click();
            },
            theme,
          );
          assert.equal(await page.evaluate(() => document.documentElement.dataset.theme ?? "light"), theme);
          // Colours fade for a moment.
          await settled(page);
          assert.deepEqual(await violations(page), [], `${theme}, ${width} pixels`);
        }
      }
    });
  }

  test("at 320 pixels nothing has to be scrolled sideways", async () => {
    for (const [name, scene] of Object.entries(scenes)) {
      const { page } = await open({ width: 320 });
      await scene(page);
      const [content, window] = await page.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
      assert.ok(content <= window, `${name}: ${content} pixels`);
    }
  });

  test("tabs: one of them is in the order of focus, and the arrow keys, Home and End choose", async () => {
    const { page } = await open();
    await tabTo(page, "[role=tab]");
    const chosen = [];
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "Home", "End"]) {
      await page.keyboard.press(key);
      chosen.push(
        await page.evaluate(() =>
          [
            document.activeElement.dataset.view,
            document.querySelectorAll("[role=tab][aria-selected=true]").length,
            document.querySelectorAll("[role=tab][tabindex='0']").length,
            document.querySelector("[role=tabpanel]:not([hidden])").id,
          ].join(" "),
        ),
      );
    }
    const views = ["verify", "settings", "preview", "settings", "preview", "settings"];
    assert.deepEqual(
      chosen,
      views.map((view) => `${view} 1 1 view-${view}`),
    );
  });

  test("every control shows that it has the focus", async () => {
    for (const view of ["preview", "verify", "settings"]) {
      const { page } = await open({ hash: `#${view}` });
      for (let presses = 0; ; presses++) {
        await page.keyboard.press("Tab");
        const [name, hasOutline] = await page.evaluate(() => {
          const element = document.activeElement;
          const shown = [element, element.parentElement, element.nextElementSibling].filter(Boolean);
          return [element.outerHTML.slice(0, 80), shown.some((one) => getComputedStyle(one).outlineStyle === "solid")];
        });
        if (presses > 10 && /^<(body|a class="skip")/.test(name)) break;
        assert.ok(hasOutline, `${view}: ${name}`);
        assert.ok(presses < 60, "the end of the page is not reached");
      }
    }
  });

  test("while one types, those who listen are told the result, not each letter", async () => {
    const { page } = await open();
    await page.click("#test-secret");
    await page.click("#tab-verify");
    await fill(page, "#body", "{}");
    await page.evaluate(() => {
      globalThis.said = [];
      new MutationObserver(() => globalThis.said.push(document.getElementById("announcement").textContent)).observe(
        document.getElementById("announcement"),
        { childList: true, characterData: true, subtree: true },
      );
    });
    await page.focus("#header");
    await page.keyboard.type("bm90IHRoZSBzaWduYXR1cmU=");
    await until(page, "#announcement", /^No match/);
    assert.ok((await page.evaluate(() => globalThis.said.length)) <= 3);
  });

  if (browser !== "chromium") return;

  test("nothing jumps, neither while it loads nor while one types", async () => {
    const { page } = await open();
    await page.evaluate(() => {
      globalThis.shifts = [];
      new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries())).observe({
        type: "layout-shift",
        buffered: true,
      });
    });
    await settled(page);
    // Browsers do not count what follows a key within half a second: here that counts too.
    const total = () => page.evaluate(() => globalThis.shifts.reduce((sum, { value }) => sum + value, 0));
    assert.equal(await total(), 0);
    await page.type("#secret", "sec_test");
    await page.focus("#payload");
    await page.keyboard.type("{,");
    await until(page, "#payload-text", /not JSON/);
    await page.select("#sample", "transactions.deleted");
    await page.click("[name=form][value=raw]");
    await page.click("[name=language][value=node]");
    await settled(page);
    assert.ok((await total()) < 0.001, `${await total()}`);
  });

  test("without motion and with forced colours", async () => {
    const { page } = await open();
    await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
    const durations = await page.$$eval("*", (all) => all.map((one) => getComputedStyle(one).transitionDuration));
    assert.deepEqual([...new Set(durations)], ["0s"]);
    const client = await page.createCDPSession();
    await client.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
    const [chosen, other] = await page.$$eval("[role=tab]", (tabs) =>
      tabs.map((tab) => getComputedStyle(tab).backgroundColor),
    );
    assert.notEqual(chosen, other);
  });
});
