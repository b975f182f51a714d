// What the tests of the page do with it.

/** Replaces what is in a field, as pasting does: one `input` event. */
export async function fill(page, selector, text) {
  await page.focus(selector);
  await page.evaluate((id, value) => {
    const field = document.querySelector(id);
    field.value = value;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, selector, text);
}

/** Until the page has shown all that its background work found. */
export async function settled(page) {
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  await page.waitForFunction(() => !document.querySelector("[aria-busy]"));
}
