// The page runs from any server and path, requests and stores nothing once loaded, and makes no link with a secret.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { sign } from "heron-webhooks";
import { root } from "../lib/servers.mjs";
import { dist } from "../../tools/page.mjs";
import { servePage } from "../../tools/demo/page.mjs";
import { MESSAGE, SIGNATURE, clipboard, fill, inBrowsers, paste, text, until } from "./page.mjs";
import { scenes } from "./scenes.mjs";

const SECRET = "sec_that_is_in_no_link";

/** Tries each way out of the page, in the page itself; resolves to what came of it. */
function escapes(elsewhere) {
  const outcome = (promise) =>
    promise.then(
      () => "done",
      () => "refused",
    );
  const loaded = (element) =>
    new Promise((resolve, reject) => {
      Object.assign(element, { onload: resolve, onerror: reject });
      document.head.append(element);
      setTimeout(reject, 1500);
    });
  const create = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const worker = (program) =>
    new Promise((resolve) => {
      const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
      new Worker(url).onmessage = ({ data }) => resolve(data);
    });
  globalThis.injected = "refused";
  const form = create("form", { action: elsewhere, method: "post", target: "_blank" });
  document.body.append(form);
  try {
    form.submit();
  } catch {
    // Firefox says that it is refused.
  }
  // A form that Chromium refuses says nothing, and a refused frame is loaded all the same, empty: the server tells.
  document.head.append(create("iframe", { src: elsewhere }));
  document.head.append(create("script", { textContent: "globalThis.injected = 'done'" }));
  return Promise.all([
    outcome(fetch(elsewhere)),
    outcome(fetch(location.href)),
    outcome(loaded(create("script", { src: elsewhere }))),
    outcome(loaded(create("img", { src: elsewhere }))),
    outcome(loaded(create("link", { rel: "stylesheet", href: elsewhere }))),
    // The tool that calls this may evaluate texts: what runs later may not.
    outcome(new Promise((resolve) => setTimeout(resolve)).then(() => new Function("return 1")())),
    outcome(
      new Promise((resolve, reject) =>
        Object.assign(new WebSocket(elsewhere.replace("http", "ws")), { onopen: resolve, onerror: reject }),
      ),
    ),
    // Chromium accepts a beacon, and then refuses it: the server tells.
    outcome(Promise.resolve().then(() => navigator.sendBeacon(elsewhere, "{}"))).then(() => "refused"),
    outcome(
      new Promise((resolve, reject) => Object.assign(new EventSource(elsewhere), { onopen: resolve, onerror: reject })),
    ),
    outcome(
      new Promise((resolve, reject) => {
        const request = Object.assign(new XMLHttpRequest(), { onload: resolve, onerror: reject });
        request.open("POST", elsewhere);
        request.send("{}");
      }),
    ),
    worker(`fetch("${elsewhere}").then(() => postMessage("done"), () => postMessage("refused"))`),
    globalThis.injected,
  ]);
}

inBrowsers((open) => {
  test("one file is loaded, and nothing after that", async () => {
    const { page, requests, problems } = await open();
    for (const scene of ["preview-problem", "verify-mismatch", "settings-slack"]) {
      await page.click("#tab-preview");
      await scenes[scene](page);
    }
    const paths = requests.filter((url) => url.startsWith("/"));
    assert.deepEqual(paths.sort(), ["/"]);
    const others = requests.filter((url) => !url.startsWith("/") && new URL(url).origin !== new URL(page.url()).origin);
    assert.deepEqual(
      others.filter((url) => !/^(blob|data):/.test(url)),
      [],
    );
    assert.deepEqual(problems, []);
  });

  test("nothing is stored", async () => {
    const { page } = await open();
    await scenes["verify-match"](page);
    const stored = await page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      document.cookie,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
    ]);
    assert.deepEqual(stored, [0, 0, "", 0, 0]);
  });

  test("the policy is enforced", async () => {
    const asked = [];
    const elsewhere = await servePage({ onRequest: ({ url }) => asked.push(url) });
    const { page } = await open();
    const outcomes = await page.evaluate(escapes, `http://127.0.0.1:${elsewhere.address().port}/index.html`);
    elsewhere.closeAllConnections();
    elsewhere.close();
    assert.deepEqual(
      outcomes.filter((outcome) => outcome !== "refused"),
      [],
    );
    assert.deepEqual(asked, []);
  });

  for (const [where, options] of [
    ["as a file", { file: pathToFileURL(join(dist, "index.html")).href }],
    ["below a path", { base: "/tools/heron/" }],
  ]) {
    test(`it works ${where}`, async () => {
      const { page, problems } = await open(options);
      await scenes["verify-mismatch"](page);
      await until(page, "#verdict-text", "The signature is in hex.");
      await page.click("#tab-preview");
      await page.click("#copy-link");
      await until(page, "#link-note", /^The link is copied/);
      assert.ok((await clipboard(page)).startsWith(`${page.url().split("#")[0]}#preview.`));
      assert.deepEqual(problems, []);
    });
  }

  test("a link brings back what a view shows, without the secret", async () => {
    const { page } = await open();
    await fill(page, "#secret", SECRET);
    await fill(page, "#payload", '{"é": 1.0}');
    await page.click("[name=form][value=raw]");
    await page.click("[name=language][value=node]");
    await fill(page, "#url", "https://example.org/a");
    await page.click("#copy-link");
    await until(page, "#link-note", /^The link is copied/);
    const preview = await clipboard(page);

    await page.click("#tab-verify");
    assert.equal(await page.evaluate(() => location.hash), "#verify");
    await fill(page, "#body", "{}");
    await fill(page, "#header", sign(SECRET, "{}"));
    await page.click("#copy-link");
    await until(page, "#link-note", /^The link is copied/);
    const verify = await clipboard(page);
    assert.equal(await page.evaluate(() => location.hash), "#verify");

    for (const link of [preview, verify]) {
      assert.ok(!Buffer.from(link.split(".").at(-1), "base64url").includes(SECRET));
    }
    const { page: other } = await open({ hash: new URL(preview).hash });
    assert.equal(await other.$eval("#secret", ({ value }) => value), "");
    await until(other, MESSAGE, '{"é": 1.0}');
    await fill(other, "#secret", SECRET);
    await until(other, SIGNATURE, sign(SECRET, '{"é": 1.0}'));
    assert.match(
      await text(other, "#program .code-text"),
      /^\/\/ Save it as send\.mjs[\s\S]*https:\/\/example\.org\/a/,
    );
    await until(other, "#link-note", "This view shows the contents of a link. Its author chose them.");
    await other.evaluate((hash) => (location.hash = hash), new URL(verify).hash);
    await until(other, "#verdict-title", "Match");
  });

  test("what a link holds is said before it is copied", async () => {
    const { page } = await open();
    for (const [view, held] of [
      ["preview", "A link holds the payload, and the address up to its “?”."],
      ["verify", "A link holds the body, the signature, and the one that your code computed."],
      ["settings", /^A link holds the topic, the names of the headers, and the URL up to its “\?”, but no Slack/],
    ]) {
      await page.click(`#tab-${view}`);
      await until(page, "#link-held", held);
      assert.ok(await page.$eval("#link-held", (element) => element.checkVisibility()));
    }
    assert.equal(await page.$eval("#copy-link", (button) => button.getAttribute("aria-describedby")), "link-held");
  });

  test("no link for what is too long", async () => {
    const { page } = await open();
    await fill(page, "#payload", JSON.stringify("x".repeat(8000)));
    await page.click("#copy-link");
    await until(page, "#link-note", /^No link: the text is too long/);
  });

  test("no link with the secret or a Slack address in a field, however they are spelt", async () => {
    const { page } = await open();
    const refused = async (field, credential) => {
      await page.click("#copy-link");
      await until(page, "#link-note", `No link: ${field} holds ${credential}, and the link would hold it too.`);
      // So that the next refusal is not this one.
      await page.$eval("#link-note", (note) => (note.textContent = ""));
    };
    const bytes = Buffer.from(SECRET);
    const spelt = [
      SECRET,
      SECRET.toUpperCase(),
      bytes.toString("hex"),
      bytes.toString("hex").toUpperCase(),
      ...["", "a", "ab"].map((before) => Buffer.from(`${before}${SECRET}z`).toString("base64")),
      Buffer.from(`?${SECRET}`).toString("base64url"),
      SECRET.replace(/[_e]/g, (character) => `%${character.charCodeAt(0).toString(16)}`),
      SECRET.replaceAll("_", "%255F"),
      SECRET.replace("s", "\\u0073"),
      SECRET.replace("s", "\\\\u0073"),
      SECRET.replace("in", "i\nn"),
    ];
    for (const text of spelt) {
      await fill(page, "#secret", SECRET);
      await fill(page, "#payload", `{"a": "${text}"}`);
      await refused("the payload", "the secret");
    }
    await page.click("#tab-verify");
    for (const given of [`${SECRET}\n`, ` "${SECRET}" `, `export HERON_SECRET='${SECRET}'`, `Bearer ${SECRET},`]) {
      await paste(page, "#secret", given);
      await fill(page, "#body", `{"a": "${SECRET}"}`);
      await refused("the body", "the secret");
      await fill(page, "#body", "{}");
      await fill(page, "#header", SECRET);
      await refused("the signature", "the secret");
      await fill(page, "#header", "");
    }
    await page.click("#tab-settings");
    await fill(page, "#endpoint", `https://example.org/${SECRET.replaceAll("_", "%5f")}`);
    await refused("the address", "the secret");
    await fill(page, "#endpoint", "https://example.org/");
    await page.click("#add-header");
    await page.keyboard.type(`X-${SECRET}`);
    await refused("the name of a header", "the secret");

    await page.click("#tab-verify");
    const path = "services/T00000000/B00000000/MadeUpForThisTest";
    for (const address of [
      `https://hooks.slack.com/${path}`,
      `HTTPS://HOOKS.SLACK.COM.:443/${path}`,
      `https://me:pass@hooks.slack-gov.com/${path}`,
      `https:\\/\\/hooks%2Eslack%2ecom/${path}`,
      `https://hooks。slack．com/${path}`,
      Buffer.from(`https://hooks.slack.com/${path}`).toString("base64"),
    ]) {
      await fill(page, "#body", `{"a": "${address}"}`);
      await refused("the body", "the address of a Slack webhook");
    }
    await page.click("#tab-settings");
    await fill(page, "#endpoint", `https://example.org/?to=https://hooks.slack.com/${path}`);
    await page.$eval(".header-row button", (button) => button.click());
    await page.click("#copy-link");
    await until(page, "#link-note", /^The link is copied\. Anyone with the link can read the topic/);
  });

  test("a damaged link is said to be one", async () => {
    const { page, problems } = await open({ hash: "#preview.e30x!" });
    await until(page, "#link-note", /^This link is damaged/);
    assert.match(await text(page, "#payload-text"), /^Valid JSON/);
    for (const hash of [
      "#preview.bnVsbA",
      `#verify.${Buffer.from('{"body": "!", "header": 5}').toString("base64url")}`,
    ]) {
      await page.evaluate((hash) => (location.hash = hash), hash);
      await until(page, "#link-note", /^This link is damaged/);
    }
    assert.deepEqual(problems, []);
  });
});

test("the page is one file, of 1 MB at most, which the package has too", () => {
  const page = readFileSync(join(dist, "index.html"));
  assert.ok(page.length <= 1_000_000, `${page.length} bytes`);
  assert.deepEqual(readFileSync(join(root, "pkg/dist/page.html")), page);
  const [, policy] = page.toString().match(/http-equiv="Content-Security-Policy" content="([^"]*)"/);
  assert.match(
    policy,
    /^default-src 'none'; script-src 'sha256-[^' ]+' 'wasm-unsafe-eval'; style-src 'sha256-[^' ]+'; img-src data:; worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'$/,
  );
});

test("the server gives the page, and no other file", async (context) => {
  const server = await servePage({ base: "/page/" });
  context.after(() => server.close());
  const get = (path, options) => fetch(`http://127.0.0.1:${server.address().port}${path}`, options);
  for (const name of ["", "index.html"]) {
    const { status, headers } = await get(`/page/${name}`);
    assert.deepEqual([status, headers.get("content-type")], [200, "text/html; charset=utf-8"]);
    assert.equal(headers.get("content-security-policy"), "frame-ancestors 'none'");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
  }
  for (const path of [
    "/",
    "/page",
    "/page/x",
    "/page/%2e%2e/package.json",
    "/page/toString",
    "/page/..%2findex.html",
  ]) {
    assert.equal((await get(path)).status, 404, path);
  }
  assert.equal((await get("/page/", { method: "POST" })).status, 405);
});
