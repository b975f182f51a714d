// The recipes of docs/guides/watching.md run as they stand, and count what was delivered.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { test } from "node:test";
import { fromPython, fromText, hmac, send } from "../frameworks/deliveries.mjs";
import { folder, freePort, listening, modules, root } from "../lib/servers.mjs";

const [CURRENT, OLD] = ["sec_new", "sec_test"];
const page = readFileSync(join(root, "docs/guides/watching.md"), "utf8");
const [introduction, ...rest] = page.split(/^## /m);
const sections = new Map(rest.map((text) => [text.slice(0, text.indexOf("\n")), text]));
const blocks = (text, language) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, code]) => code);

/** By the name in its first line. */
const programs = (text) => Object.fromEntries(blocks(text, "js").map((code) => [/^\/\/ (\S+)/.exec(code)[1], code]));

const old = fromPython("PAYLOAD");
const current = fromText('{"topic":"a.b","data":"PAYLOAD"}');
current.headers["heron-signature"] = hmac(current.body, CURRENT);
/** Signed with the old secret, with the current one twice, forged, and unsigned. */
const DELIVERIES = [
  [old, "204"],
  [current, "204"],
  [current, "204"],
  [{ ...old, body: Buffer.from(old.body.toString().replace("100.0", "100.1")) }, "401 signature_mismatch"],
  [{ headers: {}, body: old.body }, "400 signature_missing"],
];
const HIDDEN = ["PAYLOAD", CURRENT, OLD, old.headers["heron-signature"], current.headers["heron-signature"]];

/** Runs the receiver with the programs of a section, and delivers: its folder, and a function that ends it. */
async function delivered(t, name, { node = process.execPath, args = [], env = {} } = {}) {
  const cwd = folder(`watching-${name.split(" ")[0]}`);
  for (const [file, code] of Object.entries({ ...programs(introduction), ...programs(sections.get(name)) })) {
    writeFileSync(join(cwd, file), code);
  }
  symlinkSync(modules, join(cwd, "node_modules"));
  const port = await freePort();
  const secrets = { HERON_WEBHOOK_SECRET: CURRENT, HERON_WEBHOOK_OLD_SECRET: OLD };
  const child = spawn(node, [...args, "receiver.mjs"], {
    cwd,
    env: { PATH: process.env.PATH, PORT: port, ...secrets, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  t.after(() => child.kill("SIGKILL"));
  let [printed, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => (printed += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
  await listening(child, port);
  for (const [delivery, answer] of DELIVERIES) {
    const { status, body } = await send(`http://127.0.0.1:${port}/heron`, delivery);
    assert.equal(`${status} ${body}`.trim(), answer);
  }
  const ended = async () => {
    child.kill("SIGTERM");
    await once(child, "close");
    return { printed, errors };
  };
  return { cwd, ended };
}

function hidesAll(text) {
  for (const hidden of HIDDEN) assert.equal(text.includes(hidden), false, hidden);
}

test("the page says how many answers there are", () => {
  const receiving = readFileSync(join(root, "docs/receiving.md"), "utf8");
  const answers = [...receiving.matchAll(/^\| (\d{3}) \|/gm)].map(([, status]) => status);
  assert.deepEqual(/\| (\d+) pairs: /.exec(page)[1], `${answers.length}`);
  assert.match(page, new RegExp(`at most ${answers.length} series\\s+of\\s+answers`));
  assert.match(page, new RegExp(`${new Set(answers).size} histograms of\\s+the time`));
});

test("log lines", async (t) => {
  const { cwd, ended } = await delivered(t, "Log lines");
  const { printed, errors } = await ended();
  const lines = printed.trimEnd().split("\n").map(JSON.parse);
  await t.test("one for each delivery", () => {
    const shown = lines.map(({ level, status, code, form, secretIndex, bytes, repeated }) =>
      [level, status, code, form, secretIndex, bytes, repeated].join(" "),
    );
    assert.deepEqual(shown, [
      `info 204  python 1 ${old.body.length} false`,
      `info 204  raw 0 ${current.body.length} false`,
      `info 204  raw 0 ${current.body.length} false`,
      `warn 401 signature_mismatch   ${old.body.length} false`,
      "warn 400 signature_missing    false",
    ]);
    for (const { time, milliseconds } of lines) {
      assert.ok(Math.abs(Date.now() - Date.parse(time)) < 60_000, time);
      assert.ok(Number.isInteger(milliseconds), milliseconds);
    }
  });
  await t.test("with the fields of the page's example", () => {
    const examples = blocks(sections.get("Log lines"), "json")[0].trimEnd().split("\n").map(JSON.parse);
    assert.deepEqual([lines[0], lines[3]].map(Object.keys), examples.map(Object.keys));
  });
  await t.test("without payload, secret or signature", () => {
    hidesAll(printed);
    hidesAll(errors);
  });
  await t.test("and the last use of the old secret is found", () => {
    writeFileSync(join(cwd, "receiver.log"), printed);
    const [command] = blocks(sections.get("When the old secret can go"), "sh");
    const found = execFileSync("sh", ["-c", command], { cwd, encoding: "utf8" });
    assert.deepEqual(JSON.parse(found), lines[0]);
  });
});

/** The samples of a `/metrics` text: `name{label="value"}` to number. */
const samples = (text) => new Map([...text.matchAll(/^(heron_\S+) (\S+)$/gm)].map(([, name, value]) => [name, +value]));

test("Prometheus", async (t) => {
  const port = await freePort();
  await delivered(t, "Prometheus", { env: { METRICS_PORT: port } });
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  const text = await response.text();
  const found = samples(text);
  await t.test("the text of /metrics", () => {
    assert.match(response.headers.get("content-type"), /^text\/plain/);
    const counted = [...found].filter(([name, value]) => !name.includes("_bucket") && value > 0);
    assert.deepEqual(Object.fromEntries(counted.filter(([name]) => !name.endsWith("_sum") && !/_sum\{/.test(name))), {
      'heron_answers_total{status="204",code=""}': 3,
      'heron_answers_total{status="401",code="signature_mismatch"}': 1,
      'heron_answers_total{status="400",code="signature_missing"}': 1,
      'heron_genuine_total{form="python",secret="1"}': 1,
      'heron_genuine_total{form="raw",secret="0"}': 2,
      'heron_answer_seconds_count{status="204"}': 3,
      'heron_answer_seconds_count{status="401"}': 1,
      'heron_answer_seconds_count{status="400"}': 1,
      heron_body_bytes_count: 4,
    });
    assert.equal(found.get("heron_body_bytes_sum"), 2 * old.body.length + 2 * current.body.length);
    assert.equal(found.get("heron_repeated_total"), 0);
    hidesAll(text);
  });
  await t.test("the series that the alerts count begin with 0", () => {
    const zeros = [...found].flatMap(([name, value]) => (value === 0 && !name.includes("bucket") ? [name] : []));
    assert.deepEqual(zeros.sort(), [
      'heron_answers_total{status="500",code="body_consumed"}',
      'heron_answers_total{status="500",code="handler_failed"}',
      'heron_answers_total{status="500",code="internal"}',
      'heron_answers_total{status="500",code="store_failed"}',
      'heron_answers_total{status="504",code="handler_timeout"}',
      'heron_genuine_total{form="javascript",secret="0"}',
      'heron_genuine_total{form="javascript",secret="1"}',
      'heron_genuine_total{form="python",secret="0"}',
      'heron_genuine_total{form="raw",secret="1"}',
      "heron_repeated_total",
    ]);
  });
  await t.test("the alerts and the query name series and labels that are there", () => {
    const [rules] = blocks(sections.get("Prometheus"), "yaml");
    const [query] = blocks(sections.get("When the old secret can go"), "promql");
    const named = [...`${rules}${query}`.matchAll(/\b(heron_\w+)(?:\{(\w+)(?:!=|=~|=)"[^"]*"\})?/g)];
    assert.equal(named.length, 8);
    const series = [...found.keys()];
    for (const [selector, name, label] of named) {
      const matching = series.filter(
        (key) => key.startsWith(`${name}{`) && (label === undefined || key.includes(`${label}="`)),
      );
      assert.notEqual(matching.length, 0, selector);
    }
    for (const [, labels] of `${rules}${query}`.matchAll(/\bby \((\w+)\)/g)) {
      assert.ok(
        series.some((key) => key.includes(`${labels}="`)),
        labels,
      );
    }
  });
});

/** A collector of OpenTelemetry that keeps what is posted to it. */
async function collector(t) {
  const posted = [];
  const server = createServer(async (request, response) => {
    posted.push({ url: request.url, body: await json(request) });
    response.setHeader("content-type", "application/json").end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => (server.closeAllConnections(), server.close()));
  return { url: `http://127.0.0.1:${server.address().port}`, posted };
}

/** The points of a metric: its attributes, and its value or count. */
function points({ sum, histogram }) {
  return (sum ?? histogram).dataPoints.map(({ attributes, asDouble, asInt, count }) => {
    const labels = attributes.map(({ key, value }) => `${key}=${Object.values(value)[0]}`);
    return `${labels.join(" ")}: ${asDouble ?? asInt ?? count}`.trim();
  });
}

test("OpenTelemetry", async (t) => {
  const { url, posted } = await collector(t);
  const [, args] = /^receiver by `node (.*) receiver\.mjs`:$/m.exec(sections.get("OpenTelemetry"));
  // The SDK needs a newer Node than this package does.
  const node = join(modules, "node-24/bin/node");
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: url };
  const { ended } = await delivered(t, "OpenTelemetry", { node, args: args.split(" "), env });
  await ended();
  assert.deepEqual([...new Set(posted.map((post) => post.url))], ["/v1/metrics"]);
  const { resourceMetrics } = posted.at(-1).body;
  const { metrics } = resourceMetrics[0].scopeMetrics.find(({ scope }) => scope.name === "heron-webhooks");
  await t.test("the exported points", () => {
    const exported = Object.fromEntries(metrics.map((metric) => [`${metric.name} ${metric.unit}`, points(metric)]));
    assert.deepEqual(exported, {
      "heron.answers {request}": [
        "http.response.status_code=204: 3",
        "http.response.status_code=401 error.type=signature_mismatch: 1",
        "http.response.status_code=400 error.type=signature_missing: 1",
      ],
      "heron.genuine {event}": ["heron.form=python heron.secret=1: 1", "heron.form=raw heron.secret=0: 2"],
      "heron.answer.duration s": [
        "http.response.status_code=204: 3",
        "http.response.status_code=401: 1",
        "http.response.status_code=400: 1",
      ],
      "heron.body.size By": [": 4"],
    });
  });
  await t.test("have a time in seconds and a length in bytes", () => {
    const sumOf = (name) => metrics.find((metric) => metric.name === name).histogram.dataPoints[0].sum;
    assert.ok(sumOf("heron.answer.duration") > 0 && sumOf("heron.answer.duration") < 3);
    assert.equal(sumOf("heron.body.size"), 2 * old.body.length + 2 * current.body.length);
  });
  await t.test("without payload, secret or signature", () => hidesAll(JSON.stringify(posted)));
});
