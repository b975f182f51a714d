// The guides of platforms that run functions, and of Deno and Bun. Where npm has the platform's own program, the page's
// command runs it; elsewhere a program of hosts/ calls the page's function as the platform documents it.
import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { BUN, DENO } from "../lib/runtimes.mjs";
import { folder } from "../lib/servers.mjs";
import { assertShort, created, ran, read, served, testGuide } from "./guide.mjs";
import { assertQuoted, hosted, part, testPart } from "./parts.mjs";

const PAGES = "aws-lambda azure-functions bun cloudflare deno google-cloud netlify supabase vercel".split(" ");
for (const name of PAGES) test(`${name}.md is short`, () => assertShort(read(name)));

// `deno` and `bun` as an installation leaves them.
const programs = folder("guides/programs");
for (const [name, path] of Object.entries({ deno: DENO, bun: BUN, bunx: BUN })) symlinkSync(path, join(programs, name));
process.env.PATH = `${programs}${delimiter}${process.env.PATH}`;

testGuide("bun", { store: true });

testPart("deno", part("deno", { start: /deno run .* main\.ts$/ }), { store: true });

// In Supabase a gateway stands before the port, and the package comes from the registry.
const deno = "HERON_WEBHOOK_SECRET=sec_test DENO_SERVE_ADDRESS=tcp:127.0.0.1:$PORT deno run --allow-net --allow-env";
const start = `${deno} supabase/functions/heron/index.ts`;
testPart("supabase", part("supabase", { installs: "heron-webhooks", start }));

test("deno and supabase: the types of the programs", async () => {
  for (const [name, file] of [
    ["deno", "main.ts"],
    ["supabase", "supabase/functions/heron/index.ts"],
  ]) {
    const project = created(part(name, { installs: "heron-webhooks", start: "" }), { as: `${name}-types` });
    await ran(`deno check ${file}`, project);
  }
});

for (const event of ["rest-api", "http-api", "function-url"]) {
  for (const encoding of ["text", "base64"]) {
    const start = hosted("guides/hosts/lambda.mjs", event, encoding, "index.mjs");
    testPart(`aws-lambda, ${event}, ${encoding}`, part("aws-lambda", { path: "/heron", start }));
  }
}

for (const mode of ["buffered", "streams"]) {
  const start = hosted("guides/hosts/azure.mjs", "src/functions/heron.js", mode);
  testPart(`azure-functions, ${mode}`, part("azure-functions", { start }));
}

testPart("google-cloud", part("google-cloud", { files: /^index/, start: /functions-framework --target/ }));

const FUNCTION = hosted("guides/hosts/request.mjs", "default", "netlify/functions/heron.mjs");
const EDGE = hosted("toolchains/hosts/netlify.mjs", "netlify/edge-functions/heron.mjs");
testPart("netlify, function", part("netlify", { start: FUNCTION }));
testPart("netlify, edge function", part("netlify", { start: EDGE }));

/** The functions without a framework. */
const vercel = (start) => part("vercel", { files: /^api/, path: "/heron", start });
testPart("vercel, function", vercel(hosted("guides/hosts/request.mjs", "POST", "api/heron.mjs")));
testPart("vercel, edge function", vercel(hosted("toolchains/hosts/edge.mjs", "api/heron-edge.mjs")));

// What goes wrong, as far as it can be had here: the message is the one that the page quotes.

for (const [name, command] of [
  ["bun", "bun receiver.mjs"],
  ["deno", "deno run --allow-env main.ts"],
]) {
  test(`${name} without the secret`, async () => {
    const project = created(part(name, { start: "" }), { as: `${name}-unset` });
    const printed = await ran(`! ${command}`, project);
    await assertQuoted(name, "TypeError: secret must be …", () => printed);
  });
}

test("deno without the permission to read the secret", async () => {
  const project = created(part("deno", { start: "" }), { as: "deno-denied" });
  const printed = await ran("! deno run --no-prompt --allow-net main.ts", project);
  await assertQuoted("deno", 'NotCapable: Requires env access to "HERON_WEBHOOK_SECRET"', () => printed);
});

test("aws-lambda with an event that is not from a proxy integration", async () => {
  const project = created(part("aws-lambda", { start: "" }), { as: "aws-lambda-mapped" });
  const call = 'import("./index.mjs").then(({ handler }) => handler({})).catch(({ message }) => console.log(message))';
  const printed = await ran(`HERON_WEBHOOK_SECRET=sec_test node -e '${call}'`, project);
  await assertQuoted("aws-lambda", "Cannot read properties of undefined (reading 'http')", () => printed);
});

test("google-cloud with a body that is not JSON", async (t) => {
  const page = part("google-cloud", { files: /^index/, start: /functions-framework --target/ });
  const { deliver, printed } = await served(t, page, { as: "google-cloud-refused" });
  const { status, body } = await deliver('{"topic": NaN}', { "content-type": "application/json" });
  assert.equal(status, 400);
  await assertQuoted("google-cloud", "SyntaxError: … is not valid JSON", () => body);
  assert.doesNotMatch(printed(), /heron-webhooks:/);
});
