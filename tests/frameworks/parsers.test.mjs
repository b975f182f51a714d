// A parser that ran before: raw bytes if any were kept, else the parsed value and one warning that names the fix.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import { serve } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import Koa from "koa";
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { createFastifyPlugin, createKoaMiddleware, createNodeHandler } from "heron-webhooks/node";
import { SECRET } from "./app.mjs";
import { fromJavaScript, fromPython, send } from "./deliveries.mjs";

const webhook = new Webhook(SECRET);
const LOCAL = { port: 0, host: "127.0.0.1" };

const warnings = [];
process.on("warning", (warning) => {
  if (warning.code === "HERON_WEBHOOKS_PARSED_BODY") warnings.push(warning.message);
});

/** What a server answers to both kinds of sender, twice, and what it warned and reported of. */
async function answers(t, listen) {
  const known = warnings.length;
  const errors = [];
  const server = await listen([webhook, () => {}, { onError: (error) => void errors.push(error.message) }]);
  if (!server.listening) await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${server.address().port}/heron`;
  const seen = {};
  for (const [sender, deliver] of Object.entries({ python: fromPython, javascript: fromJavaScript })) {
    const twice = [await send(url, deliver("one")), await send(url, deliver("two"))];
    seen[sender] = [...new Set(twice.map(({ status, body }) => `${status} ${body}`.trim()))].join(", ");
  }
  return { ...seen, errors: [...new Set(errors)], warnings: warnings.slice(known) };
}

const GENUINE = { python: "204", javascript: "204", errors: [], warnings: [] };

/** The parsed value has lost `100.0`: only what JavaScript has signed verifies. */
function assertParsed({ warnings: [warning, ...more], errors, ...seen }, fix) {
  assert.deepEqual(seen, { python: "401 signature_mismatch", javascript: "204" });
  assert.match(
    warning,
    /^a body was parsed before heron-webhooks could read it: some genuine deliveries will not verify; /,
  );
  assert.match(warning, fix);
  assert.deepEqual(more, [], "one warning");
  assert.equal(errors.length, 1);
}

function assertConsumed({ errors: [error, ...more], ...seen }, fix) {
  assert.deepEqual(seen, { python: "500 body_consumed", javascript: "500 body_consumed", warnings: [] });
  assert.match(error, /^the body was read before heron-webhooks could: /);
  assert.match(error, fix);
  assert.deepEqual(more, []);
}

test("Express", async (t) => {
  const behind = (parser) => (receiver) =>
    express()
      .use(parser)
      .all("/heron", createNodeHandler(...receiver))
      .listen(LOCAL.port, LOCAL.host);

  await t.test("json", async (t) =>
    assertParsed(await answers(t, behind(express.json())), /express\.json\(\{ verify: /),
  );
  await t.test("json that keeps the bytes, as the warning says", async (t) => {
    const verify = (request, _response, bytes) => {
      request.rawBody = bytes;
    };
    assert.deepEqual(await answers(t, behind(express.json({ verify }))), GENUINE);
  });
  await t.test("raw", async (t) => assert.deepEqual(await answers(t, behind(express.raw({ type: "*/*" }))), GENUINE));
  await t.test("text", async (t) => assert.deepEqual(await answers(t, behind(express.text({ type: "*/*" }))), GENUINE));
  await t.test("json of other types only", async (t) => {
    assert.deepEqual(await answers(t, behind(express.json({ type: "application/other" }))), GENUINE);
  });
});

test("http", async (t) => {
  /** As the functions frameworks of clouds do it. */
  const reading = (keep) => (receiver) => {
    const handler = createNodeHandler(...receiver);
    const server = createServer(async (request, response) => {
      Object.assign(request, keep(await buffer(request)));
      await handler(request, response);
    });
    return server.listen(LOCAL);
  };
  await t.test("rawBody and body", async (t) => {
    assert.deepEqual(
      await answers(
        t,
        reading((rawBody) => ({ rawBody, body: JSON.parse(rawBody) })),
      ),
      GENUINE,
    );
  });
  await t.test("nothing kept", async (t) =>
    assertConsumed(
      await answers(
        t,
        reading(() => ({})),
      ),
      /express\.json/,
    ),
  );
});

test("Koa", async (t) => {
  const reading = (keep) => (receiver) => {
    const app = new Koa();
    app.use(async (context, next) => {
      Object.assign(context.request, keep(String(await buffer(context.req))));
      await next();
    });
    return app.use(createKoaMiddleware(...receiver)).listen(LOCAL.port, LOCAL.host);
  };
  await t.test("as @koa/bodyparser does it", async (t) => {
    assert.deepEqual(
      await answers(
        t,
        reading((rawBody) => ({ rawBody, body: JSON.parse(rawBody) })),
      ),
      GENUINE,
    );
  });
  await t.test("a body only", async (t) => {
    assertParsed(
      await answers(
        t,
        reading((text) => ({ body: JSON.parse(text) })),
      ),
      /before the body parser/,
    );
  });
  await t.test("nothing kept", async (t) =>
    assertConsumed(
      await answers(
        t,
        reading(() => ({})),
      ),
      /before the body parser/,
    ),
  );
});

test("Fastify", async (t) => {
  const app = (configure) => async (receiver) => {
    const app = fastify({ forceCloseConnections: true });
    configure(app);
    app.register(createFastifyPlugin(...receiver), { prefix: "/heron" });
    await app.listen(LOCAL);
    return app.server;
  };
  await t.test("the application's parsers, which stay", async (t) => {
    let url;
    const listen = app((app) => {
      app.addContentTypeParser("application/*+json", { parseAs: "string" }, app.getDefaultJsonParser("error", "error"));
      app.post("/other", async ({ body }) => ({ parsed: body.data.end_user_id }));
      app.addHook("onListen", async () => {
        url = `http://127.0.0.1:${app.server.address().port}/other`;
      });
    });
    assert.deepEqual(await answers(t, listen), GENUINE);
    assert.equal((await send(url, fromPython("me"))).body, '{"parsed":"me"}');
  });
  await t.test("a hook that passes the bytes on", async (t) => {
    const hook = async (_request, _reply, payload) => Readable.from([await buffer(payload)]);
    assert.deepEqual(
      await answers(
        t,
        app((app) => app.addHook("preParsing", hook)),
      ),
      GENUINE,
    );
  });
  await t.test("a hook that keeps the bytes", async (t) => {
    const hook = async (request, _reply, payload) => {
      request.rawBody = await buffer(payload);
    };
    assert.deepEqual(
      await answers(
        t,
        app((app) => app.addHook("preParsing", hook)),
      ),
      GENUINE,
    );
  });
  await t.test("a hook that keeps nothing", async (t) => {
    const hook = async (_request, _reply, payload) => void (await buffer(payload));
    assertConsumed(
      await answers(
        t,
        app((app) => app.addHook("preParsing", hook)),
      ),
      /preParsing/,
    );
  });
});

test("Hono", async (t) => {
  const behind = (parser) => (receiver) => {
    const app = new Hono();
    app.use(parser);
    const handler = createFetchHandler(...receiver);
    app.post("/heron", (context) => handler(context.get("copy") ?? context.req.raw));
    return serve({ fetch: app.fetch, port: LOCAL.port, hostname: LOCAL.host });
  };
  await t.test("a body that was read", async (t) => {
    const parser = async (context, next) => {
      await context.req.json();
      await next();
    };
    assertConsumed(await answers(t, behind(parser)), /request\.clone\(\)/);
  });
  await t.test("a clone from before, as the error says", async (t) => {
    const parser = async (context, next) => {
      context.set("copy", context.req.raw.clone());
      await context.req.json();
      await next();
    };
    assert.deepEqual(await answers(t, behind(parser)), GENUINE);
  });
});
