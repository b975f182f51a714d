// Shared by the page's tests: browsers, a server that records requests, and the actions of users.
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { launch } from "puppeteer-core";
import { servePage } from "../../tools/demo/page.mjs";
import { leftOut } from "../../tools/programs.mjs";
import { CHROMIUM, FIREFOX } from "../lib/browsers.mjs";

/** The chosen form of Preview, its signature and its text. */
export const ROW = ".form-row:has(:checked)";
export const SIGNATURE = `${ROW} output`;
export const MESSAGE = `${ROW} .code-text`;
export const COPY_SIGNATURE = `${ROW} .copy-signature`;

/** The same suite in each browser. `open(options)` resolves to a new page, as `opened` does. */
export function inBrowsers(suite) {
  for (const [name, options] of Object.entries({ chromium: CHROMIUM, firefox: FIREFOX })) {
    const skip = leftOut(name);
    describe(name, { skip, timeout: 300_000 }, () => {
      let [browser, current] = [];
      const close = async () => {
        await current?.page.close();
        current?.server.closeAllConnections();
        current?.server.close();
      };
      before(async () => (browser = await launch(options)));
      after(async () => {
        await close();
        await browser?.close();
      });
      suite(async (options) => {
        // One at a time: what is in the background gets no frames.
        await close();
        return (current = await opened(browser, options));
      }, name);
    });
  }
}

/**
 * The page on a server of its own, or as a `file:` address, and what came of it: `requests`, of the server and of the
 * browser; `problems`, such as exceptions and violations of the policy.
 */
async function opened(browser, { width = 1200, hash = "", base = "/", file } = {}) {
  const [requests, problems] = [[], []];
  const server = await servePage({ base, onRequest: ({ url }) => requests.push(url) });
  const page = await browser.newPage();
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.setViewport({ width, height: 900 });
  const address = file ?? `http://127.0.0.1:${server.address().port}${base}`;
  await page.goto(address + hash);
  await until(page, ".form-row .code-meta", /byte/);
  return { page, server, requests, problems, address };
}

/** Replaces what is in a field at once, as pasting does; the caret is at the end then, or where `caret` says. */
export async function fill(page, selector, text, caret = text.length) {
  await page.focus(selector);
  await page.$eval(
    selector,
    (field, value, caret) => {
      field.value = value;
      if (caret < value.length) field.setSelectionRange(caret, caret);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
    text,
    caret,
  );
}

/** Presses a key while another one is held. */
export async function press(page, held, key) {
  await page.keyboard.down(held);
  await page.keyboard.press(key);
  await page.keyboard.up(held);
}

/** Pastes, with the line ends as they are. */
export async function paste(page, selector, text) {
  await page.focus(selector);
  await page.$eval(
    selector,
    (field, value) => {
      field.select();
      // Firefox takes no data for a ClipboardEvent of a program's own.
      const event = Object.assign(new Event("paste", { bubbles: true, cancelable: true }), {
        clipboardData: { getData: () => value },
      });
      if (!field.dispatchEvent(event)) return;
      field.setRangeText(value);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
    text,
  );
}

/** Drops a file. */
export async function drop(page, selector, name, bytes) {
  await page.$eval(
    selector,
    (element, name, bytes) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(bytes)], name));
      for (const type of ["dragenter", "dragover", "drop"]) {
        element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }
    },
    name,
    [...bytes],
  );
}

export function text(page, selector) {
  return page.$eval(selector, (element) => element.textContent);
}

/** Waits until the text of an element is this, or matches this; resolves to it. */
export async function until(page, selector, wanted) {
  const [source, flags] = wanted instanceof RegExp ? [wanted.source, wanted.flags] : [null, ""];
  try {
    await page.waitForFunction(
      (selector, source, flags, wanted) => {
        const found = document.querySelector(selector)?.textContent;
        return found !== undefined && (source === null ? found === wanted : new RegExp(source, flags).test(found));
      },
      { timeout: 20_000 },
      selector,
      source,
      flags,
      source === null ? wanted : "",
    );
  } catch (error) {
    const found = await page.$eval(selector, (element) => element.textContent).catch(() => "nothing");
    assert.fail(`${selector} should be ${wanted}, but is ${found.slice(0, 300)} (${error.message})`);
  }
  return text(page, selector);
}

/** The text in the clipboard, pasted into a field that is added for it. */
export async function clipboard(page) {
  await page.evaluate(() => {
    const field = Object.assign(document.createElement("textarea"), { id: "pasted" });
    document.body.append(field);
    field.focus();
  });
  await press(page, "Control", "v");
  await page.waitForFunction(() => document.getElementById("pasted").value !== "", { timeout: 5000 });
  return page.$eval("#pasted", (field) => {
    field.remove();
    return field.value;
  });
}

/** Moves on with the Tab key until an element has the focus; fails if it cannot be reached. */
export async function tabTo(page, selector) {
  for (let presses = 0; presses < 80; presses++) {
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${selector} cannot be reached with the Tab key`);
}

/** Until the background work is done, for pictures and checks that need no particular text. */
export async function settled(page) {
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
}
