// ES modules and CommonJS: both in one process, and stack traces that point at the sources.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { test } from "node:test";
import * as lib from "heron-webhooks";
import * as explained from "heron-webhooks/explain";
import * as fetching from "heron-webhooks/fetch";
import * as js from "heron-webhooks/js";
import * as slack from "heron-webhooks/slack";
import { memoryStore } from "heron-webhooks/stores/memory";
import { published } from "./published.mjs";

const require = createRequire(import.meta.url);
const SECRET = "sec_test";
const BODY = '{"topic": "a.b", "x": 1.50}';

/** Every copy that a process can have. */
const COPIES = {
  import: { ...lib, ...slack },
  "require()": { ...require("heron-webhooks"), ...require("heron-webhooks/slack") },
  "/init": require("heron-webhooks/init"),
  "/js": js,
};

const thrown = (call) => {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};

test("two copies are two: what follows is not about one", () => {
  assert.notEqual(COPIES.import.WebhookError, COPIES["require()"].WebhookError);
});

for (const [from, { WebhookError, SlackError, Webhook }] of Object.entries(COPIES)) {
  for (const [by, other] of Object.entries(COPIES)) {
    test(`the errors of ${from} are recognised by ${by}`, async () => {
      assert.ok(new WebhookError("internal", "x") instanceof other.WebhookError);
      assert.ok(new SlackError("rejected", "x") instanceof other.SlackError);
      assert.ok(!(new WebhookError("internal", "x") instanceof other.SlackError));
      assert.ok(!(new SlackError("rejected", "x") instanceof other.WebhookError));
    });
    if (from === "/init") continue; // it is not started here
    test(`the errors that ${from} throws are those of ${by}`, () => {
      const error = thrown(() => new Webhook(SECRET).unwrap(BODY, ""));
      assert.ok(error instanceof other.WebhookError && error instanceof Error);
      assert.equal(error.code, "signature_missing");
    });
  }
}

test("explain's errors are those of the root", () => {
  for (const { explain } of [explained, require("heron-webhooks/explain")]) {
    const error = thrown(() => explain(SECRET, new Uint8Array(512 * 1024 * 1024 + 1), ""));
    for (const { WebhookError } of Object.values(COPIES)) assert.ok(error instanceof WebhookError);
  }
});

test("whatever is asked, `instanceof` answers", () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const hostile = new Proxy(new Error("x"), {
    get() {
      throw new Error("a trap");
    },
    has() {
      throw new Error("a trap");
    },
  });
  const values = [
    undefined,
    null,
    0,
    "",
    "x",
    Symbol("x"),
    1n,
    true,
    () => {},
    {},
    [],
    Object.create(null),
    new Error("x"),
    revoked.proxy,
    hostile,
  ];
  const named = Object.assign(new Error("x"), { name: "WebhookError", code: "internal", status: 500 });
  for (const value of [...values, named]) {
    for (const { WebhookError, SlackError } of Object.values(COPIES)) {
      assert.equal(value instanceof WebhookError, false);
      assert.equal(value instanceof SlackError, false);
    }
  }
});

test("a subclass has its own instances alone", () => {
  for (const { WebhookError } of Object.values(COPIES)) {
    class Mine extends WebhookError {}
    assert.ok(new Mine("internal", "x") instanceof Mine && new Mine("internal", "x") instanceof WebhookError);
    assert.ok(!(new WebhookError("internal", "x") instanceof Mine));
  }
});

test("a Webhook of one works in the adapters and stores of the other", async () => {
  const adapters = [fetching, require("heron-webhooks/fetch")];
  const stores = [memoryStore(), require("heron-webhooks/stores/memory").memoryStore()];
  for (const { Webhook } of [COPIES.import, COPIES["require()"], COPIES["/js"]]) {
    const webhook = new Webhook(SECRET);
    for (const { createFetchHandler } of adapters) {
      for (const store of stores) {
        const seen = [];
        const told = [];
        const options = { store, onError: ({ code }) => told.push(code) };
        const handle = createFetchHandler(webhook, (event) => seen.push(event.topic), options);
        const body = BODY.replace("1.50", `${Math.random()}`);
        const deliver = (signature) =>
          handle(
            new Request("https://example.test", { method: "POST", body, headers: { "heron-signature": signature } }),
          );
        const signature = webhook.sign(body, { form: "python" });
        const answers = [await deliver(signature), await deliver(signature), await deliver(webhook.sign("x"))];
        assert.deepEqual(
          answers.map(({ status }) => status),
          [204, 204, 401],
        );
        assert.deepEqual([seen, told], [["a.b"], ["signature_mismatch"]]);
      }
    }
  }
});

const { project } = published("formats");
const installed = join(project, "node_modules/heron-webhooks");

/** Programs that fail inside the package, and the source that throws: its text on that line. */
const FAILURES = {
  "": ['lib.sign("sec_test", undefined)', "arguments.js", "new TypeError("],
  "/init": ["lib.init(1)", "arguments.js", "new TypeError("],
  "/js": ['lib.unwrap("sec_test", "{}", "")', "core.js", "new WebhookError("],
  "/explain": ['lib.explain("sec_test", "{}", 1)', "arguments.js", "new TypeError("],
  "/testing": ['lib.signedDelivery("a.b", { data: 1 })', "arguments.js", "new TypeError("],
  "/fetch": ["lib.createFetchHandler()", "arguments.js", "new TypeError("],
  "/node": ["lib.createNodeHandler()", "arguments.js", "new TypeError("],
  "/stores/memory": ["lib.memoryStore({ capacity: 0 })", "arguments.js", "new TypeError("],
};

for (const [subpath, [use, file, text]] of Object.entries(FAILURES)) {
  for (const [how, load] of [
    ["import", "await import"],
    ["require()", "require"],
  ]) {
    test(`node --enable-source-maps: a stack trace through heron-webhooks${subpath}, by ${how}`, () => {
      const type = how === "import" ? "module" : "commonjs";
      const program = `const lib = ${load}("heron-webhooks${subpath}"); try { ${use} } catch (error) { console.log(error.stack) }`;
      const args = ["--no-warnings", "--enable-source-maps", `--input-type=${type}`, "-e", program];
      const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
      const [, source, line] =
        /\(?(?:file:\/\/)?(\/[^\s()]+?):(\d+):\d+\)?$/m.exec(stdout) ?? assert.fail(stdout + stderr);
      assert.equal(`${dirname(relative(installed, source))}/${basename(source)}`, `lib/${file}`, stdout);
      assert.ok(readFileSync(source, "utf8").split("\n")[line - 1].includes(text), stdout);
    });
  }
}
