// Node's JSON.stringify and util.inspect, and packages that print JSON.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inspect } from "node:util";
import { EJSON } from "bson";
import canonicalize from "canonicalize";
import express from "express";
import fastStableStringify from "fast-json-stable-stringify";
import fastJson from "fast-json-stringify";
import JSONBig from "json-bigint";
import stableStringify from "json-stable-stringify";
import * as lossless from "lossless-json";
import safeStableStringify from "safe-stable-stringify";
import serializeJavascript from "serialize-javascript";

const require = createRequire(import.meta.url);
const NODE = process.version.slice(1);

const version = (name) =>
  JSON.parse(readFileSync(require.resolve.paths(name)[0].concat(`/${name}/package.json`))).version;

/** What `res.json` answers with, of an app with these settings. */
async function express5(settings, text) {
  const app = express();
  for (const [name, value] of Object.entries(settings)) {
    app.set(name, value);
  }
  app.get("/", (_, response) => response.json(JSON.parse(text)));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await (await fetch(`http://127.0.0.1:${server.address().port}/`)).text();
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const withSchema = fastJson({
  type: "object",
  properties: {
    topic: { type: "string" },
    created: { type: "string", format: "date-time" },
    data: { type: "object", additionalProperties: true },
    meta: { type: "object", nullable: true, additionalProperties: true },
  },
});

const dates = (text) => JSON.parse(text, (key, value) => (key === "created" ? new Date(value) : value));

const withoutNulls = (_, value) => (value === null ? undefined : value);

const print =
  (...rest) =>
  (text) =>
    JSON.stringify(JSON.parse(text), ...rest);

const PROGRAMS = [
  ["Node JSON.stringify", NODE, "JSON.stringify(JSON.parse(text))", print()],
  ["Node JSON.stringify, indent 2", NODE, "JSON.stringify(JSON.parse(text), null, 2)", print(null, 2)],
  ["Node JSON.stringify, indent 4", NODE, "JSON.stringify(JSON.parse(text), null, 4)", print(null, 4)],
  ["Node JSON.stringify, tab", NODE, 'JSON.stringify(JSON.parse(text), null, "\\t")', print(null, "\t")],
  ["Node JSON.stringify, nulls left out", NODE, "JSON.stringify with a replacer that drops null", print(withoutNulls)],
  ["Node JSON.stringify, Date", NODE, "JSON.stringify with created as a Date", (text) => JSON.stringify(dates(text))],
  ["Node JSON.stringify, twice", NODE, "JSON.stringify(text)", (text) => JSON.stringify(text)],
  [
    "Node util.inspect",
    NODE,
    "util.inspect(JSON.parse(text)), as console.log prints",
    (text) => inspect(JSON.parse(text)),
  ],
  [
    "Node util.inspect, unlimited depth",
    NODE,
    "util.inspect(JSON.parse(text), { depth: null })",
    (text) => inspect(JSON.parse(text), { depth: null }),
  ],
  ["Node String(object)", NODE, "String(JSON.parse(text))", (text) => String(JSON.parse(text))],
  ["Express res.json", version("express"), "res.json(JSON.parse(text))", (text) => express5({}, text)],
  [
    "Express res.json, json spaces",
    version("express"),
    'app.set("json spaces", 2); res.json(JSON.parse(text))',
    (text) => express5({ "json spaces": 2 }, text),
  ],
  [
    "Express res.json, json escape",
    version("express"),
    'app.set("json escape", true); res.json(JSON.parse(text))',
    (text) => express5({ "json escape": true }, text),
  ],
  [
    "fast-json-stringify (Fastify)",
    version("fast-json-stringify"),
    "with a schema of the event",
    (text) => withSchema(JSON.parse(text)),
  ],
  [
    "safe-stable-stringify",
    version("safe-stable-stringify"),
    "stringify(JSON.parse(text))",
    (text) => safeStableStringify(JSON.parse(text)),
  ],
  [
    "json-stable-stringify",
    version("json-stable-stringify"),
    "stringify(JSON.parse(text))",
    (text) => stableStringify(JSON.parse(text)),
  ],
  [
    "json-stable-stringify, space",
    version("json-stable-stringify"),
    "stringify(JSON.parse(text), { space: 2 })",
    (text) => stableStringify(JSON.parse(text), { space: 2 }),
  ],
  [
    "fast-json-stable-stringify",
    version("fast-json-stable-stringify"),
    "stringify(JSON.parse(text))",
    (text) => fastStableStringify(JSON.parse(text)),
  ],
  [
    "canonicalize (JCS)",
    version("canonicalize"),
    "canonicalize(JSON.parse(text))",
    (text) => canonicalize(JSON.parse(text)),
  ],
  [
    "json-bigint",
    version("json-bigint"),
    "JSONBig.stringify(JSONBig.parse(text))",
    (text) => JSONBig.stringify(JSONBig.parse(text)),
  ],
  [
    "json-bigint, storeAsString",
    version("json-bigint"),
    "JSON.stringify(JSONBig({ storeAsString: true }).parse(text))",
    (text) => JSON.stringify(JSONBig({ storeAsString: true }).parse(text)),
  ],
  [
    "lossless-json",
    version("lossless-json"),
    "stringify(parse(text))",
    (text) => lossless.stringify(lossless.parse(text)),
  ],
  [
    "lossless-json, JSON.stringify",
    version("lossless-json"),
    "JSON.stringify(parse(text))",
    (text) => JSON.stringify(lossless.parse(text)),
  ],
  [
    "MongoDB EJSON, relaxed",
    version("bson"),
    "EJSON.stringify(JSON.parse(text))",
    (text) => EJSON.stringify(JSON.parse(text)),
  ],
  [
    "MongoDB EJSON, canonical",
    version("bson"),
    "EJSON.stringify(JSON.parse(text), { relaxed: false })",
    (text) => EJSON.stringify(JSON.parse(text), { relaxed: false }),
  ],
  [
    "serialize-javascript",
    version("serialize-javascript"),
    "serialize(JSON.parse(text), { isJSON: true })",
    (text) => serializeJavascript(JSON.parse(text), { isJSON: true }),
  ],
];

async function printed(program, text) {
  try {
    return await program(text);
  } catch (error) {
    return { refused: `${error.name}: ${error.message}` };
  }
}

const texts = JSON.parse(readFileSync(0, "utf8"));
const answers = [];
for (const [name, release, command, program] of PROGRAMS) {
  const prints = [];
  for (const text of texts) {
    prints.push(await printed(program, text));
  }
  answers.push({ program: name, version: release, command, prints });
}
console.log(JSON.stringify(answers));
