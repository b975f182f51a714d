// docs/troubleshooting.md as it stands: each receiver with the mended lines accepts what is genuine and refuses the
// rest, and each command prints what the page says.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { folder, root } from "../lib/servers.mjs";

const SECRET = "sec_test";
const OLD = "sec_old";
const place = folder("troubleshooting");
const page = readFileSync(join(root, "docs/troubleshooting.md"), "utf8");
/** `[title, text]` of each section. */
const sections = page
  .split(/^## /m)
  .slice(1)
  .map((section) => [section.slice(0, section.indexOf("\n")), section]);
const blocks = (section, language) =>
  [...section.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(([, code]) => code);

/** As Python's sender posts and signs it. */
const POSTED = '{"topic": "a.b", "created": "2021-05-20T09:23:53", "data": {"name": "Zoë", "amount": 1.0}}';
const SIGNED = String.raw`{"topic":"a.b","created":"2021-05-20T09:23:53","data":{"name":"Zo\u00eb","amount":1.0}}`;
const hmac = (message, secret = SECRET) => createHmac("sha256", secret).update(message).digest("base64");

/** What every program begins with; `handled` is what its handler got. */
const PRELUDE = `
import { readFileSync } from "node:fs";
import express from "express";
import { Webhook, WebhookError } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { createNodeHandler } from "heron-webhooks/node";
import { memoryStore } from "heron-webhooks/stores/memory";

export const app = express();
export const handled = [];
const secret = process.env.HERON_WEBHOOK_SECRET;
const webhook = new Webhook(secret);
const onEvent = (event) => void handled.push(event);
const queue = { add: async (...job) => void handled.push(job) };
`;

const MOUNTED = 'app.all("/heron", createNodeHandler(webhook, onEvent));';
const UNWRAPPED = [
  'app.all("/heron", async (request, response) => { try { const signature = request.headers["heron-signature"];',
  "onEvent(event); response.sendStatus(204); } catch (error) { response.status(error.status).send(error.code); } });",
];
const BYTES = [`${UNWRAPPED[0]} const bytes = Buffer.concat(await request.toArray());`, UNWRAPPED[1]];

/** By title: what is in front of the mended lines, and what follows them, in the program that is run. */
const AROUND = {
  "401 for some events only": ["", ""],
  "401 only with accents": UNWRAPPED,
  "401 for every event": ["", MOUNTED],
  "Works locally, not on Lambda": ["", ""],
  "Works with curl, not from Heron": BYTES,
  "It worked until the secret was rotated": ["", MOUNTED],
  signature_malformed: BYTES,
  body_consumed: ["const handler = createFetchHandler(webhook, onEvent);", ""],
  413: ["", MOUNTED],
  415: ["", ""],
  "handler_timeout, 504": ["", ""],
  "The event arrives twice": ["", ""],
};

/** Deliveries in which a mended receiver differs from the others, with the answer. */
const ALSO = {
  "It worked until the secret was rotated": [{ signature: hmac(SIGNED, OLD) }, "204"],
  413: [{ body: POSTED + " ".repeat(2 * 1024 * 1024) }, "204"],
  415: [{ body: gzipSync(POSTED), headers: { "content-encoding": "gzip" } }, "204"],
};

async function deliver(url, { body = POSTED, signature = hmac(SIGNED), headers = {} } = {}) {
  const signed = signature === null ? {} : { "heron-signature": signature };
  const response = await fetch(url, { method: "POST", body, headers: { ...signed, ...headers, ...JSON_TYPE } });
  return `${response.status} ${await response.text()}`.replace(/ No Content|\s+$/, "").trim();
}

const JSON_TYPE = { "content-type": "application/json" };

async function listening(context, handler) {
  const server = createServer(handler).listen(0, "127.0.0.1");
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  return `http://127.0.0.1:${server.address().port}/heron`;
}

/** A receiver made of what the program exports: Lambda's `handler` and a route's `POST` become servers. */
async function receiver(context, { app, handler, POST }) {
  if (handler !== undefined) {
    return listening(context, async (request, response) => {
      const body = Buffer.from(await text(request)).toString("base64");
      const headers = { "Heron-Signature": request.headers["heron-signature"] };
      const answer = await handler({ headers, body, isBase64Encoded: true });
      response.writeHead(answer.statusCode).end(answer.body);
    });
  }
  if (POST === undefined) return listening(context, app);
  return listening(context, async (request, response) => {
    const { headers } = request;
    const answer = await POST(new Request("http://localhost/", { method: "POST", headers, body: await text(request) }));
    response.writeHead(answer.status).end(await answer.text());
  });
}

/** The mended program, imported; blocks are scopes, so that they may name a `webhook` of their own. */
function program(title, code) {
  const [before, after] = AROUND[title];
  const scoped = code.startsWith("export ") ? `${before}\n${code}` : `{\n${before}\n${code}\n${after}\n}`;
  const file = join(place, `${title.replaceAll(/\W+/g, "-")}.mjs`);
  writeFileSync(file, `${PRELUDE}\n${scoped}\n`);
  return import(pathToFileURL(file));
}

process.env.HERON_WEBHOOK_SECRET = SECRET;
process.env.HERON_WEBHOOK_SECRET_OLD = OLD;
writeFileSync(join(place, "secret.txt"), `${SECRET}\n`);
process.chdir(place);

test("the sections with mended lines are those that are run", () => {
  const titles = sections.filter(([, section]) => blocks(section, "js").length > 0).map(([title]) => title);
  assert.deepEqual(titles.sort(), Object.keys(AROUND).sort());
});

for (const [title, section] of sections) {
  for (const code of blocks(section, "js")) {
    test(`${title}: the mended receiver`, async (context) => {
      context.mock.method(console, "error", () => {});
      context.mock.method(console, "log", () => {});
      const exported = await program(title, code);
      const url = await receiver(context, exported);
      assert.equal(await deliver(url), "204");
      assert.equal(exported.handled.length, 1, "the event was handled");
      assert.equal(await deliver(url, { body: POSTED.replace("1.0", "9.0") }), "401 signature_mismatch");
      assert.equal(await deliver(url, { signature: null }), "400 signature_missing");
      if (ALSO[title]) assert.equal(await deliver(url, ALSO[title][0]), ALSO[title][1]);
      const before = exported.handled.length;
      assert.equal(await deliver(url), "204");
      const again = title === "The event arrives twice" ? 0 : 1;
      assert.equal(exported.handled.length - before, again, "handled again only where there is no store");
    });
  }
}

/** An HTTP request as `listen --save` keeps it. */
function saved(name, { body = POSTED, signature = hmac(SIGNED) } = {}) {
  const bytes = Buffer.from(body);
  const head = `POST /heron HTTP/1.1\r\nHeron-Signature: ${signature}\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  writeFileSync(join(place, name), Buffer.concat([Buffer.from(head), bytes]));
}

/** A receiver that accepts what a mistaken one does. */
const mistaken = (accepts) => (context) =>
  listening(context, async (request, response) => {
    const body = await text(request);
    let isRight = false;
    try {
      isRight = body.length < 2 ** 20 && accepts(body, request.headers["heron-signature"]);
    } catch {
      // Not JSON.
    }
    response.writeHead(isRight ? 204 : 401).end();
  });

/** By title: what is there before the page's command runs: a receiver, whose URL is returned, or files, variables. */
const BEFORE = {
  "401 for some events only": mistaken((body, signature) => signature === hmac(JSON.stringify(JSON.parse(body)))),
  "401 only with accents": () => saved("delivery.http", { body: POSTED.replace("ë", "\ufffd\ufffd") }),
  "401 for every event": () => {
    saved("delivery.http");
    return { HERON_WEBHOOK_SECRET: `${SECRET}\n` };
  },
  "Works locally, not on Lambda": () => {
    const event = { version: "2.0", headers: { "heron-signature": hmac(SIGNED) }, requestContext: { http: {} } };
    const body = Buffer.from(POSTED).toString("base64");
    writeFileSync(join(place, "event.json"), JSON.stringify({ ...event, body, isBase64Encoded: true }));
  },
  "Works with curl, not from Heron": mistaken((body, signature) => signature === hmac(body)),
  "It worked until the secret was rotated": () => {
    writeFileSync(join(place, "body.json"), POSTED);
    writeFileSync(join(place, "new.txt"), "sec_new\n");
    writeFileSync(join(place, "old.txt"), `${OLD}\n`);
    return { SIGNATURE: hmac(SIGNED, OLD) };
  },
  signature_malformed: () => saved("delivery.http", { signature: `sha256=${hmac(SIGNED)}` }),
  "500 in production only": mistaken(() => true),
  "Nothing arrives": mistaken((_body, signature) => signature === "never"),
};

test("the sections with commands are those that are run", () => {
  const titles = sections.filter(([, section]) => blocks(section, "console").length > 0).map(([title]) => title);
  assert.deepEqual(titles.sort(), Object.keys(BEFORE).sort());
});

for (const [title, section] of sections) {
  for (const block of blocks(section, "console")) {
    const [command, ...promised] = block.trimEnd().split("\n");
    test(`${title}: ${command}`, async (context) => {
      const made = await BEFORE[title](context);
      const url = typeof made === "string" ? made : "";
      const line = command
        .replace(/^\$ npx heron-webhooks/, `"${process.execPath}" "${join(root, "pkg/cli/main.js")}"`)
        .replace(/localhost:3000\/heron|https:\/\/example\.com\/heron/, url);
      const env = { PATH: process.env.PATH, HERON_WEBHOOK_SECRET: SECRET, ...(url === "" && made) };
      const child = spawn(line, { shell: true, cwd: place, env, stdio: ["ignore", "pipe", "pipe"] });
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      assert.notEqual(stdout, "", stderr);
      assert.doesNotMatch(stderr, /Usage/);
      const lines = stdout.split("\n");
      for (const one of promised.filter((each) => each !== "...")) {
        assert.ok(lines.includes(one), `"${one}" is not in:\n${stdout}`);
      }
    });
  }
}
