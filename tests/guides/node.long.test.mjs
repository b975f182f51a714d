// The guides of frameworks that are built before they run, and of the crate, with their tables "If it does not work".
import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { fromText } from "../frameworks/deliveries.mjs";
import { modules, root } from "../lib/servers.mjs";
import { UNSET, large, testFaults, typed } from "./faults.mjs";
import { testGuide } from "./guide.mjs";

/** Frameworks that no longer run in the oldest Node of the tests. */
const env = { node: join(modules, "node-24/bin/node") };

const CONSUMED = { status: 500, body: /^body_consumed$/ };

testGuide("nestjs", { store: true });
testGuide("nestjs", { title: "nestjs, middleware", file: "dist/middleware.js" });

const PREFIX = "`404`";
testFaults("nestjs", [
  {
    row: "`401 signature_mismatch` for some genuine events, and the warning `HERON_WEBHOOKS_PARSED_BODY`",
    edits: [["rawBody: true", "rawBody: false"]],
    ...{ status: 401, body: /^signature_mismatch$/, printed: /HERON_WEBHOOKS_PARSED_BODY/ },
  },
  {
    row: "`413` with `request entity too large`",
    edits: [['app.useBodyParser("json", { limit: "1mb" });', ""]],
    ...{ delivery: large(150), status: 413, body: /request entity too large/ },
  },
  {
    row: PREFIX,
    edits: [['app.useBodyParser("json", { limit: "1mb" });', 'app.setGlobalPrefix("api");']],
    status: 404,
  },
  {
    row: PREFIX,
    file: "dist/middleware.js",
    edits: [
      ["await NestFactory.create(AppModule);", 'await NestFactory.create(AppModule);\napp.setGlobalPrefix("api");'],
    ],
    status: 204,
  },
  { row: "`TypeError: secret must be …` at the start", ...UNSET },
]);

testGuide("nitro", { section: "Nitro", store: true });
testFaults(
  "nitro",
  [
    {
      row: "`500 body_consumed`, in h3 2",
      more: {
        "server/middleware/read.mjs": `import { defineEventHandler, readBody } from "h3";
          export default defineEventHandler(async (event) => void (await readBody(event)));`,
      },
      status: 204,
    },
  ],
  { title: "nitro, not", section: "Nitro" },
);
testGuide("nitro", { title: "nuxt", section: "Nuxt", env, store: true });

const SVELTEKIT_2 = { "@sveltejs/kit": "2", "@sveltejs/adapter-node": "5" };

testGuide("sveltekit", { env, store: true });
testGuide("sveltekit", { title: "sveltekit 2", versions: SVELTEKIT_2, store: true });
testFaults(
  "sveltekit",
  [
    {
      row: "`vite build` ends with `secret must be …`",
      edits: [
        ["let heron;", "let heron = createFetchHandler(new Webhook(process.env.HERON_WEBHOOK_SECRET), onEvent);"],
      ],
      ...{ starts: false, printed: /vite build` ended with 1:[\s\S]*TypeError.*: secret must be/ },
    },
    {
      row: "`400 body_incomplete`, logged with the cause `Content-length of … exceeds limit`",
      command: ["BODY_SIZE_LIMIT=1M ", ""],
      ...{
        delivery: large(600),
        status: 400,
        body: /^body_incomplete$/,
        printed: /Content-length of \d+ exceeds limit/,
      },
    },
    {
      row: "`403 Cross-site POST form submissions are forbidden`",
      ...{ delivery: typed("text/plain"), status: 403, body: /^Cross-site POST form submissions are forbidden$/ },
    },
    {
      row: "`403 Cross-site POST form submissions are forbidden`",
      ...{ delivery: typed(), status: 403, body: /^Cross-site POST form submissions are forbidden$/ },
    },
    {
      row: "`500 body_consumed`",
      more: {
        "src/hooks.server.js":
          "export const handle = async ({ event, resolve }) => (await event.request.text(), resolve(event));",
      },
      ...CONSUMED,
    },
    { row: "`405` for `GET`", method: "GET", status: 405 },
  ],
  { env },
);

testGuide("remix", { env, store: true });
testFaults(
  "remix",
  [
    {
      row: "`500 body_consumed`",
      edits: [["({ request }) => heron(request)", "async ({ request }) => (await request.text(), heron(request))"]],
      ...CONSUMED,
    },
    { row: "`400` for `GET`", method: "GET", status: 400 },
    {
      row: "`Server-only module referenced by client` at the build",
      edits: [["export const action", "export const clientLoader = () => heron;\nexport const action"]],
      ...{ starts: false, printed: /Server-only module referenced by client/ },
    },
    { row: "`TypeError: secret must be …` when the server starts", ...UNSET },
  ],
  { env },
);

const CROSS_SITE = {
  row: "`403 Cross-site POST form submissions are forbidden`",
  ...{ status: 403, body: /^Cross-site POST form submissions are forbidden$/ },
};

testGuide("astro", { env, store: true });
testFaults(
  "astro",
  [
    { delivery: typed("text/plain"), ...CROSS_SITE },
    { delivery: typed(), ...CROSS_SITE },
    {
      row: "`200` and a page `404: Not Found`",
      edits: [
        ["export const prerender = false;", ""],
        ["process.env.HERON_WEBHOOK_SECRET", '"sec_test"'],
      ],
      ...{ status: 200, body: /<title>404: Not Found/ },
    },
    {
      row: "`500 body_consumed`",
      more: {
        "src/middleware.js": "export const onRequest = async ({ request }, next) => (await request.text(), next());",
      },
      ...CONSUMED,
    },
    {
      row: "`500`, logged with `TypeError: secret must be …`",
      ...{ ...UNSET, starts: true, status: 500, printed: /secret must be .*HERON_WEBHOOK_SECRET/ },
    },
  ],
  { env },
);

const AXUM = {
  // Dependencies are compiled once for all of these.
  env: { CARGO_TARGET_DIR: join(root, "target/tests/axum") },
  /** A workspace of its own, with the crate as it is here, and the versions of the lock file beside this test. */
  before(project) {
    const crate = `\n[workspace]\n\n[patch.crates-io]\nheron-webhooks = { path = ${JSON.stringify(root)} }\n`;
    appendFileSync(join(project, "Cargo.toml"), crate);
    cpSync(join(root, "tests/guides/axum.lock"), join(project, "Cargo.lock"));
  },
};

testGuide("rust-axum", { codes: false, ...AXUM });
testFaults(
  "rust-axum",
  [
    {
      row: "`HERON_WEBHOOK_SECRET: environment variable not found` at the start",
      ...{ ...UNSET, printed: /HERON_WEBHOOK_SECRET: environment variable not found/ },
    },
    {
      row: "`401` for every delivery",
      command: ["HERON_WEBHOOK_SECRET=sec_test", 'HERON_WEBHOOK_SECRET="sec_test "'],
      status: 401,
    },
    {
      row: "`400` with `data: a field is missing …`",
      edits: [["event.topic == Topic::EndUserProcessed", "event.topic != Topic::EndUserFailed"]],
      delivery: () => {
        const { body, headers } = fromText('{"topic":"pdf.parsed","data":{}}');
        return [body, headers];
      },
      ...{ status: 400, body: /data: a field is missing/ },
    },
    { row: "`413 length limit exceeded`", delivery: large(2100), status: 413, body: /length limit exceeded/ },
    { row: "`413` with `the body has … bytes`", delivery: large(1100), status: 413, body: /the body has \d+ bytes/ },
    { row: "`405` for `GET`", method: "GET", status: 405 },
  ],
  AXUM,
);
