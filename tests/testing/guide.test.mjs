// docs/guides/testing.md, followed: with node:test, each of its ways to deliver, and its job for CI.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import azureFunctions from "@azure/functions";
import fastify from "fastify";
import { Hono } from "hono";
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { createFastifyPlugin, createNodeHandler } from "heron-webhooks/node";
import * as testing from "heron-webhooks/testing";
import { freePort } from "../lib/servers.mjs";
import { published } from "../package/published.mjs";
import { parseYaml } from "../package/yaml.mjs";
import { PAGE, blocks, judged, run, section } from "./guide.mjs";

const { project } = published("testing-guide");
const installed = join(project, "node_modules/heron-webhooks");

test("node:test", (context) => {
  const text = section("node:test");
  const [[code], [command]] = [blocks(text, "js"), blocks(text, "sh")];
  // Not at a terminal, Node 20 prints TAP.
  const failures = (output) => output.match(/^ *(?:✖|not ok \d+ -) .+$/gm) ?? [];
  return judged(context, { name: "node-test", test: code, command, failures, installed });
});

const { HttpRequest } = azureFunctions;
const AsyncFunction = (async () => {}).constructor;
const webhook = new Webhook("sec_test");
const quiet = { onError() {} };
const POST = createFetchHandler(webhook, () => {}, quiet);
const node = createNodeHandler(webhook, () => {}, quiet);

/** An event of Lambda as the guides of AWS read it. */
function lambda({ headers, body, isBase64Encoded }) {
  const signature = Object.entries(headers).find(([name]) => name.toLowerCase() === "heron-signature")?.[1];
  try {
    webhook.unwrap(Buffer.from(body, isBase64Encoded ? "base64" : "utf8"), signature);
    return { statusCode: 204 };
  } catch ({ status }) {
    return { statusCode: status };
  }
}

/** What the test of each row has, and the status in what its code gives. */
const ROWS = {
  "a server": async (use, context) => {
    const server = createServer(node).listen(0, "127.0.0.1");
    context.after(() => server.close());
    await once(server, "listening");
    return (await use({ url: `http://127.0.0.1:${server.address().port}/` })).status;
  },
  Hono: async (use) => {
    const app = new Hono().post("/heron", ({ req }) => POST(req.raw));
    return (await use({ app })).status;
  },
  Fastify: async (use) => {
    const app = fastify();
    app.register(
      createFastifyPlugin(webhook, () => {}, quiet),
      { prefix: "/heron" },
    );
    return (await use({ app })).statusCode;
  },
  "Lambda, HTTP API or function URL": async (use) => (await use({ handler: lambda })).statusCode,
  "Lambda, REST API": async (use) => (await use({ handler: lambda })).statusCode,
  "Google Cloud, Firebase": async (use) => {
    let sent;
    const response = { headersSent: false, writeHead: (status) => ({ end: () => (sent = status) }) };
    await use({ handler: node, response });
    return sent;
  },
  "Azure, model v4": async (use) => (await use({ handler: POST, HttpRequest, context: {} })).status,
  "your own call of `unwrap`": async (use) => {
    try {
      await use({ webhook });
      return 204;
    } catch ({ status }) {
      return status;
    }
  },
};

test("each way to deliver", async (context) => {
  const rows = [...section("Other receivers").matchAll(/^\| (.+?) \| `([^`]*delivery[^`]*)` \|$/gm)];
  assert.deepEqual(
    rows.map(([, receiver]) => receiver),
    Object.keys(ROWS),
  );
  for (const [, receiver, code] of rows) {
    await context.test(receiver, async (own) => {
      const statuses = [];
      for (const make of [testing.signedDelivery, testing.forgedDelivery]) {
        const use = (names) => {
          const scope = { ...names, delivery: make("pdf.parsed") };
          return new AsyncFunction(...Object.keys(scope), `return ${code}`)(...Object.values(scope));
        };
        statuses.push(await ROWS[receiver](use, own));
      }
      assert.deepEqual(statuses, [204, 401]);
    });
  }
});

test("calls in the text", () => {
  const calls = section("Other receivers").match(/`(?:signed|forged)Delivery\(topic, [^`]+\)`/g);
  assert.equal(calls.length, 2);
  for (const call of calls) {
    const of = new Function("topic", ...Object.keys(testing), `return ${call.replaceAll("`", "")}`);
    const { name, body, signature } = of("pdf.parsed", ...Object.values(testing));
    assert.equal(webhook.verify(body, signature), !name.endsWith("altered body"), name);
  }
});

const [WORKFLOW] = blocks(section("In CI"), "yaml");

/** A receiver that `npm start` starts, at port 3000. */
const server = (handler) => `
import { createServer } from "node:http";
import { Webhook } from "heron-webhooks";
import { createNodeHandler } from "heron-webhooks/node";
const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET);
createServer(${handler}).listen(3000);
`;
const RIGHT = "createNodeHandler(webhook, () => {}, { onError() {} })";
const BLIND = "(request, response) => request.resume().on('end', () => response.writeHead(204).end())";

test("the job checks a receiver", async (context) => {
  const { jobs } = parseYaml(WORKFLOW);
  const commands = jobs.check.steps.flatMap(({ run }) => run ?? []);
  assert.equal(commands.length, 2);
  const manifest = { private: true, scripts: { start: "node server.mjs" } };

  const outcome = async (name, handler, change = (command) => command) => {
    const { project: own } = published(`testing-job-${name}`);
    const { dependencies } = JSON.parse((await run("cat package.json", own)).output);
    writeFileSync(join(own, "package.json"), JSON.stringify({ ...manifest, dependencies }));
    const port = await freePort();
    writeFileSync(join(own, "server.mjs"), server(handler).replace("3000", port));
    const results = [];
    for (const command of commands) {
      if (results.some(({ status }) => status !== 0)) break;
      results.push(await run(change(command).replaceAll("3000", port), own, jobs.check.env));
    }
    return results.at(-1);
  };

  await context.test("it passes if every answer is right", async () => {
    const { status, output } = await outcome("right", RIGHT);
    assert.equal(status, 0, output);
    assert.match(output, /^right: 40 of 40 answers$/m);
  });
  await context.test("it fails if forged deliveries are accepted", async () => {
    const { status, output } = await outcome("blind", BLIND);
    assert.equal(status, 1, output);
    assert.match(output, /^wrong: \d+ of 40 answers$/m);
  });
  await context.test("--json prints one object with `ok` and the `diagnosis`", async () => {
    const { status, output } = await outcome("json", BLIND, (command) =>
      command.replace(/check (.*)$/m, "check $1 --json"),
    );
    assert.equal(status, 1, output);
    const { ok, diagnosis } = JSON.parse(output.slice(output.indexOf('{"')));
    assert.equal(ok, false);
    assert.match(diagnosis[0].text, /\w/);
  });
});

test("the page has 200 to 450 words", () => {
  const words = PAGE.replace(/^```[\s\S]*?^```$/gm, "").split(/\s+/).length;
  assert.ok(words > 200 && words < 450, `${words} words`);
});
