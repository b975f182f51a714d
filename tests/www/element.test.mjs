// The element <heron-preview>: on a page with a strict policy, inside React, and on a server.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import esbuild from "esbuild";
import { sign, stringify } from "heron-webhooks";
import { root } from "../lib/servers.mjs";
import { inBrowsers, press, tabTo } from "./page.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAYLOAD = '{"name": "Zoë", "amount": 1.0}';

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; require-trusted-types-for 'script'";
const HTML = '<!doctype html><html lang="en"><title>A dashboard</title><main></main><script src="page.js"></script>';

const PROGRAMS = {
  plain: `
    const preview = document.createElement("heron-preview");
    // Set before the element is defined, as frameworks do.
    preview.secret = "sec_test";
    preview.setAttribute("payload", ${JSON.stringify(PAYLOAD)});
    document.querySelector("main").append(preview);
    globalThis.heard = [];
    document.addEventListener("heron-preview", ({ detail }) => globalThis.heard.push(detail));
    import("heron-webhooks/preview");`,
  react: `
    import { createRoot } from "react-dom/client";
    import { WebhookPreview } from "./preview.jsx";
    const root = createRoot(document.querySelector("main"));
    globalThis.render = (secret) => root.render(<WebhookPreview payload={${JSON.stringify(PAYLOAD)}} secret={secret} />);
    globalThis.render("sec_test");`,
};

async function bundled(contents) {
  const { outputFiles } = await esbuild.build({
    stdin: { contents, loader: "jsx", resolveDir: join(root, "examples/react") },
    nodePaths: [join(root, "tests/node_modules")],
    define: { "process.env.NODE_ENV": '"production"' },
    ...{ bundle: true, format: "iife", jsx: "automatic", platform: "browser", write: false },
  });
  return outputFiles[0].contents;
}

let server;
before(async () => {
  const scripts = {};
  for (const [name, program] of Object.entries(PROGRAMS)) scripts[`/${name}/page.js`] = await bundled(program);
  server = createServer(({ url }, response) => {
    const type = scripts[url] ? "text/javascript" : "text/html; charset=utf-8";
    response.writeHead(200, { "content-type": type, "content-security-policy": POLICY }).end(scripts[url] ?? HTML);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const shown = (page) =>
  page.$eval("heron-preview", ({ shadowRoot }) =>
    ["pre", "output"].map((part) => shadowRoot.querySelector(part).textContent),
  );

async function untilShown(page, message, secret = "sec_test") {
  const wanted = [message, sign(secret, message)];
  await page.waitForFunction(
    (wanted) => {
      const root = document.querySelector("heron-preview")?.shadowRoot;
      return root && ["pre", "output"].every((part, index) => root.querySelector(part).textContent === wanted[index]);
    },
    { timeout: 10_000 },
    wanted,
  );
}

inBrowsers((open) => {
  async function opened(name) {
    const { page, problems } = await open();
    await page.goto(`http://127.0.0.1:${server.address().port}/${name}/`);
    await untilShown(page, stringify(PAYLOAD, { form: "python" }));
    return { page, problems: () => problems.filter((problem) => !problem.includes("favicon")) };
  }

  test("alone: payload, forms, events, by keyboard", async () => {
    const { page, problems } = await opened("plain");
    assert.equal(await page.$eval("heron-preview", (one) => one.outerHTML.includes("sec_test")), false);
    await page.keyboard.press("Tab");
    await press(page, "Control", "a");
    await page.keyboard.type('{"a": 1.0}');
    await untilShown(page, '{"a":1.0}');
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await untilShown(page, '{"a":1}');
    const [first, last] = await page.evaluate(() => [globalThis.heard[0], globalThis.heard.at(-1)]);
    assert.match(first.error, /^the JSON text ends too early/);
    assert.deepEqual([first.message, first.signature], [null, null]);
    assert.deepEqual(last, {
      ...{ payload: '{"a": 1.0}', form: "javascript", message: '{"a":1}', error: null },
      signature: sign("sec_test", '{"a":1}'),
    });
    // A program's own changes are no events.
    const heard = await page.evaluate(() => globalThis.heard.length);
    await page.$eval("heron-preview", (one) => Object.assign(one, { form: "raw", secret: "sec_other" }));
    await untilShown(page, '{"a": 1.0}', "sec_other");
    await page.$eval("heron-preview", (one) => Object.assign(one, { payload: null, form: "nonsense" }));
    assert.deepEqual(await shown(page), ["", ""]);
    assert.deepEqual(await page.$eval("heron-preview", ({ form, state }) => [form, state.message]), ["python", null]);
    assert.equal(await page.evaluate(() => globalThis.heard.length), heard);
    assert.deepEqual(problems(), []);
  });

  test("inside React", async () => {
    const { page, problems } = await opened("react");
    await page.evaluate(() => globalThis.render("sec_other"));
    await untilShown(page, stringify(PAYLOAD, { form: "python" }), "sec_other");
    await tabTo(page, "heron-preview");
    await press(page, "Control", "a");
    await page.keyboard.type("[]");
    await page.waitForFunction(
      (text) => document.querySelector("p").textContent === text,
      { timeout: 10_000 },
      `Send it with Heron-Signature: ${sign("sec_other", "[]")}`,
    );
    assert.equal(await page.evaluate(() => document.activeElement.localName), "heron-preview");
    assert.deepEqual(problems(), []);
  });

  test("its colours and fonts are the dashboard's to set, and axe finds nothing", async () => {
    const { page } = await opened("plain");
    await page.$eval("heron-preview", (one) => one.style.setProperty("--heron-surface", "rgb(1, 2, 3)"));
    const colour = () =>
      page.$eval(
        "heron-preview",
        ({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector("pre")).backgroundColor,
      );
    assert.equal(await colour(), "rgb(1, 2, 3)");
    await page.$eval("heron-preview", (one) => one.style.removeProperty("--heron-surface"));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() =>
      globalThis.axe.run("heron-preview", { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }),
    );
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
      [],
    );
  });
});

test("on a server, importing it does nothing", async () => {
  assert.deepEqual(Object.keys(await import("heron-webhooks/preview")), ["HeronPreviewElement"]);
  assert.equal(globalThis.customElements, undefined);
});
