// The tables "If it does not work" of the guides in node.test.mjs.
import { fromText } from "../frameworks/deliveries.mjs";
import { UNSET, large, testFaults, typed } from "./faults.mjs";

const WARNED = /HERON_WEBHOOKS_PARSED_BODY/;
const SOME = "`401 signature_mismatch` for some genuine events, and the warning `HERON_WEBHOOKS_PARSED_BODY`";
const SECRET = "`TypeError: secret must be …` at the start";

const notJson = () => {
  const { body, headers } = fromText("{NaN}");
  return [body, headers];
};

testFaults("node-http", [
  { row: "at the start: `TypeError: secret must be …`", ...UNSET },
  {
    row: "`401 signature_mismatch` for every delivery",
    edits: [["process.env.HERON_WEBHOOK_SECRET", "`${process.env.HERON_WEBHOOK_SECRET}\\n`"]],
    ...{ status: 401, body: /^signature_mismatch$/ },
  },
  {
    row: "`500 body_consumed`",
    edits: [["return heron(", 'return heron(request.setEncoding("utf8"), response);\n  return heron(']],
    ...{ status: 500, body: /^body_consumed$/, printed: /setEncoding\(\)/ },
  },
  { row: "`413 body_too_large`", delivery: large(1100), status: 413, body: /^body_too_large$/ },
]);

for (const express of ["5", "4"]) {
  const first = ["app.all(", "app.use(express.json());\napp.all("];
  testFaults(
    "express",
    [
      { row: SOME, edits: [first], status: 401, body: /^signature_mismatch$/, printed: WARNED },
      {
        row: "`413` and `PayloadTooLargeError: request entity too large`",
        file: "parsed.mjs",
        edits: [['limit: "1mb", ', ""]],
        ...{ delivery: large(150), status: 413, body: /PayloadTooLargeError: request entity too large/ },
      },
      {
        row: "`400` and a page with `SyntaxError`",
        file: "parsed.mjs",
        ...{ delivery: notJson, status: 400, body: /SyntaxError: / },
      },
      { row: SECRET, ...UNSET },
    ],
    { title: `express ${express}`, versions: { express } },
  );
}

for (const fastify of ["5", "4"]) {
  testFaults(
    "fastify",
    [
      {
        row: '`500 body_consumed`, logged with "register createFastifyPlugin instead of calling this from a route"',
        edits: [
          ["import { createFastifyPlugin }", "import { createNodeHandler }"],
          [
            'app.register(createFastifyPlugin(webhook, onEvent, { store: memoryStore() }), { prefix: "/heron" });',
            `const heron = createNodeHandler(webhook, onEvent);
             app.post("/heron", ({ raw }, reply) => (reply.hijack(), heron(raw, reply.raw)));`,
          ],
        ],
        ...{
          status: 500,
          body: /^body_consumed$/,
          printed: /register createFastifyPlugin instead of calling this from a/,
        },
      },
      {
        row: '`500 body_consumed`, logged with "a preParsing hook has to return a stream of the same bytes"',
        edits: [
          [
            "app.register(",
            `app.addHook("preParsing", async (_request, _reply, payload) => void (await payload.toArray()));\napp.register(`,
          ],
        ],
        ...{
          status: 500,
          body: /^body_consumed$/,
          printed: /a preParsing hook has to return a stream of the same bytes/,
        },
      },
      {
        row: "`404 Route POST:/heron not found`",
        edits: [['prefix: "/heron"', 'prefix: "/webhooks"']],
        ...{ status: 404, body: /Route POST:\/heron not found/ },
      },
      { row: "`413 body_too_large`", delivery: large(1100), status: 413, body: /^body_too_large$/ },
      { row: SECRET, ...UNSET },
    ],
    { title: `fastify ${fastify}`, versions: { fastify } },
  );
}

testFaults("koa", [
  {
    row: SOME,
    file: "koa-body.mjs",
    edits: [["{ includeUnparsed: true }", ""]],
    ...{ status: 401, body: /^signature_mismatch$/, printed: WARNED },
  },
  {
    row: "`500 body_consumed`",
    edits: [["app.use(heron);", "app.use(async ({ req }, next) => (await req.toArray(), next()));\napp.use(heron);"]],
    ...{ status: 500, body: /^body_consumed$/ },
  },
  ...["bodyparser.mjs", "koa-bodyparser.mjs", "koa-body.mjs"].map((file) => ({
    row: "`413` without a code",
    file,
    ...{ delivery: large(1100), status: 413, body: /^(?!body_too_large)/ },
  })),
  { row: SECRET, ...UNSET },
]);

testFaults("hapi", [
  {
    row: "`500 body_consumed`",
    edits: [['payload: { parse: false, output: "stream" }', "payload: {}"]],
    ...{ status: 500, body: /^body_consumed$/ },
  },
  {
    row: "`413` with `Payload content length greater than maximum allowed`",
    ...{ delivery: large(1100), status: 413, body: /Payload content length greater than maximum allowed/ },
  },
  {
    row: "`503` after some seconds",
    edits: [
      ["options: {", "options: { timeout: { server: 200 },"],
      ["console.log", "await new Promise((resolve) => setTimeout(resolve, 2000));\n  console.log"],
    ],
    ...{ status: 503, body: /Service Unavailable/ },
  },
  { row: "`404` for `GET`", method: "GET", status: 404 },
  { row: SECRET, ...UNSET },
]);

/** A middleware of Hono for all routes. */
const before = (imported, middleware) => [
  ['import { Hono } from "hono";', `import { Hono } from "hono";\n${imported}`],
  ["const app = new Hono();", `const app = new Hono();\napp.use(${middleware});`],
];

const CSRF = before('import { csrf } from "hono/csrf";', "csrf()");
const FORM = "`403` of the middleware `csrf`";

testFaults("hono", [
  {
    row: "`500 body_consumed`",
    edits: before("", "async (context, next) => (await context.req.json(), next())"),
    ...{ status: 500, body: /^body_consumed$/, printed: /request\.clone\(\)/ },
  },
  {
    row: "`500 internal`, and the handler got `context.req`",
    edits: [["context.req.raw", "context.req"]],
    ...{ status: 500, body: /^internal$/ },
  },
  {
    row: "`413` without a code",
    edits: before('import { bodyLimit } from "hono/body-limit";', "bodyLimit({ maxSize: 100 })"),
    ...{ status: 413, body: /^(?!body_too_large)/ },
  },
  { row: FORM, edits: CSRF, delivery: typed("text/plain"), status: 403 },
  { row: FORM, edits: CSRF, delivery: typed(), status: 403 },
  {
    row: "`401` of `basicAuth`, `bearerAuth` or `jwt`",
    edits: before('import { bearerAuth } from "hono/bearer-auth";', 'bearerAuth({ token: "x" })'),
    ...{ status: 401, body: /^(?!signature_)/ },
  },
  { row: SECRET, ...UNSET },
]);

testFaults(
  "nitro",
  [
    {
      row: "`500 body_consumed`, in h3 2",
      edits: [["const app = new H3();", "const app = new H3();\napp.use(({ req }) => void req.json());"]],
      ...{ status: 500, body: /^body_consumed$/ },
    },
    {
      row: "`does not provide an export named 'toWebRequest'`",
      edits: [["import { H3, serve }", "import { H3, serve, toWebRequest }"]],
      ...{ starts: false, printed: /does not provide an export named 'toWebRequest'/ },
    },
    { row: "`TypeError: secret must be …`", ...UNSET },
  ],
  { section: "h3 2" },
);
