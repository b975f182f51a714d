// Input from outside the page: files, texts that the library refuses, and results that come late.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sign } from "heron-webhooks";
import { COPY_SIGNATURE, SIGNATURE, drop, fill, inBrowsers, text, until } from "./page.mjs";

const SECRET = "sec_test";

async function verified(page) {
  await page.click("#test-secret");
  await page.click("#tab-verify");
  await fill(page, "#body", "{}");
  await fill(page, "#header", sign(SECRET, "{}"));
  await until(page, "#verdict-title", "Match");
  await until(page, "#report .report-text", /./);
}

inBrowsers((open) => {
  test("no verdict and no signature stands for an input that the library refuses", async () => {
    const { page, problems } = await open();
    await verified(page);
    await fill(page, "#secret", "\ud800");
    await until(page, "#verdict-title", "Not checked");
    await until(page, "#verdict-text", /^It could not be checked: .*lone surrogate/);
    assert.equal((await page.$$("#report .report-text")).length, 0);
    await page.click("#test-secret");
    await until(page, "#verdict-title", "Match");

    await page.click("#tab-preview");
    await until(page, SIGNATURE, /=$/);
    await fill(page, "#secret", "\ud800");
    await until(page, SIGNATURE, /^It could not be signed: .*lone surrogate/);
    await until(page, "#program .code-text", /^It could not be signed/);
    assert.equal(await page.$eval(COPY_SIGNATURE, ({ disabled }) => disabled), true);
    await page.click("#tab-settings");
    await until(page, "#delivery .code-text", /^It could not be signed/);
    assert.deepEqual(problems, []);
  });

  test("an earlier verdict or signature is not taken for one that is late", async () => {
    const { page } = await open();
    await verified(page);
    await page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message) {
        setTimeout(() => post.call(this, message), 3000);
      };
    });
    await fill(page, "#body", "[]");
    await until(page, "#verdict-title", "Checking…");
    await until(page, "#verdict-title", "No match");
    await page.click("#tab-preview");
    await fill(page, "#payload", "[]");
    await until(page, SIGNATURE, "Signing…");
    await until(page, SIGNATURE, sign(SECRET, "[]"));
  });

  test("an example that comes late replaces nothing that the user put in", async () => {
    const { page } = await open();
    await page.click("#test-secret");
    await page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (message) {
        setTimeout(() => post.call(this, message), message.job === "example" ? 1000 : 0);
      };
    });
    await page.click("#tab-verify");
    await fill(page, "#body", "{}");
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1500)));
    assert.equal(await page.$eval("#body", ({ value }) => value), "{}");
    await fill(page, "#header", sign(SECRET, "{}"));
    await until(page, "#verdict-title", "Match");
  });

  test("files that cannot be taken are named, and the body stays", async () => {
    const { page, problems } = await open();
    await verified(page);
    const given = (files) =>
      page.$eval(
        "#body-drop",
        (zone, files) => {
          const dataTransfer = new DataTransfer();
          for (const [name, size] of files) dataTransfer.items.add(new File([new Uint8Array(size).fill(32)], name));
          zone.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
        },
        files,
      );
    await given([["large.json", 16 * 1024 * 1024 + 1]]);
    await until(page, "#body-notes", /^large\.json was not opened: it has more than 16 MiB/);
    assert.equal(await page.$eval("#body", ({ value }) => value), "{}");
    // A folder is given as a file that cannot be read.
    await page.evaluate(() => {
      globalThis.read = Blob.prototype.arrayBuffer;
      Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotFoundError"));
    });
    await given([["folder", 0]]);
    await until(page, "#body-notes", "folder was not opened: is it a folder, or was it changed or deleted?");
    assert.equal(await text(page, "#verdict-title"), "Match");
    await page.evaluate(() => (Blob.prototype.arrayBuffer = globalThis.read));
    await given([
      ["first", 3],
      ["second", 4],
    ]);
    await until(page, "#body-notes", /^first: 3 bytes, kept exactly\.second was not opened: a webhook has one body/);
    assert.deepEqual(problems, []);
  });

  test("a file that is read slowly replaces nothing that came after it", async () => {
    const { page } = await open();
    await verified(page);
    await page.evaluate(() => {
      const read = Blob.prototype.arrayBuffer;
      Blob.prototype.arrayBuffer = async function () {
        await new Promise((resolve) => setTimeout(resolve, this.name === "slow" ? 1000 : 0));
        return read.call(this);
      };
    });
    await drop(page, "#body-drop", "slow", Buffer.from("slow"));
    await drop(page, "#body-drop", "quick", Buffer.from("{}"));
    await until(page, "#body-notes", /^quick: 2 bytes/);
    await drop(page, "#body-drop", "slow", Buffer.from("slow"));
    await fill(page, "#body", "{ }");
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1500)));
    assert.equal(await page.$eval("#body", ({ value }) => value), "{ }");
  });

  test("a file that is dropped beside its field does not replace the page", async () => {
    const { page } = await open();
    const isKept = await page.evaluate(() =>
      ["dragover", "drop"].map((type) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["{}"], "body.json"));
        return !document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }),
    );
    assert.deepEqual(isKept, [true, true]);
  });
});
