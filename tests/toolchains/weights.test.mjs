// What the bundle of a user who imports one name holds. (How large it is: package/contents.test.mjs.)
import assert from "node:assert/strict";
import { test } from "node:test";
import * as esbuild from "esbuild";
import { published } from "../package/published.mjs";

const { project } = published("toolchains-weights");

const VERIFIES =
  'import { Webhook } from "heron-webhooks"; globalThis.verify = (b, s) => new Webhook("a").unwrap(b, s);';
const RECEIVES =
  'import { Webhook } from "heron-webhooks"; import { createFetchHandler } from "heron-webhooks/fetch"; export default createFetchHandler(new Webhook("a"), () => {});';

/** Words that only these parts have, be it in their code or in their WebAssembly module. */
const PARTS = {
  explain: ["secret_newline", 'import { explain } from "heron-webhooks/explain"; globalThis.explain = explain;'],
  "test deliveries": [
    "malformed_signature",
    'import { forgedDeliveries } from "heron-webhooks/testing"; globalThis.forged = forgedDeliveries;',
  ],
  "Slack's delivery": [
    "hooks.slack.com",
    'import { postToSlack } from "heron-webhooks/slack"; globalThis.post = postToSlack;',
  ],
};

/** A user's minified bundle, and the `.wasm` files beside it, one after the other. */
async function bundled(contents, options) {
  const { outputFiles } = await esbuild.build({
    ...{
      stdin: { contents, resolveDir: project },
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      outdir: project,
    },
    ...{ loader: { ".wasm": "copy" }, external: ["node:*"], logLevel: "silent", ...options },
  });
  return Buffer.concat(outputFiles.map((file) => file.contents));
}

/** The text of a bundle, and of what it holds as base64 or hex. */
const text = (bundle) => {
  const code = bundle.toString("latin1");
  const runs = code.match(/[A-Za-z0-9+/]{1000,}/g) ?? [];
  const decoded = runs.flatMap((run) =>
    ["base64", "hex"].map((encoding) => Buffer.from(run, encoding).toString("latin1")),
  );
  return [code, ...decoded].join("\n");
};

const HOSTS = {
  Node: { platform: "node" },
  browsers: { platform: "browser" },
  workerd: { conditions: ["workerd", "worker", "browser"] },
};

for (const [host, options] of Object.entries(HOSTS)) {
  test(`for ${host}, the root holds nothing but what verifies`, async () => {
    const [verifies, receives] = [text(await bundled(VERIFIES, options)), text(await bundled(RECEIVES, options))];
    for (const [part, [word, program]] of Object.entries(PARTS)) {
      assert.ok(
        text(await bundled(program, options)).includes(word),
        `${part}: "${word}" is no longer one of its words`,
      );
      assert.equal(verifies.includes(word), false, part);
      assert.equal(receives.includes(word), false, part);
    }
  });
}
