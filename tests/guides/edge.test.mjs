// The guides of platforms that run functions, and of Deno and Bun. Where npm has the platform's own program, the page's
// command runs it; elsewhere a program of hosts/ calls the page's function as the platform documents it.
import { symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { BUN, DENO } from "../lib/runtimes.mjs";
import { folder } from "../lib/servers.mjs";
import { assertShort, read, testGuide } from "./guide.mjs";
import { hosted, part, testPart } from "./parts.mjs";

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
