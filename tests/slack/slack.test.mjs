// postToSlack against a local server that plays Slack, on its good and its bad days.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, beforeEach, test } from "node:test";
import { inspect } from "node:util";
import { isSlack } from "../../pkg/lib/addresses.js";
import { WebhookError } from "heron-webhooks";
import { SlackError, postToSlack } from "heron-webhooks/slack";

const event = {
  topic: "end_user.review_required",
  created: "2021-05-20T09:23:53+00:00",
  data: { heron_id: "eus_Eqio3Y4dhyNiMphrXwG58p", end_user_id: "Zoë <!channel>", status: "review_requested" },
  meta: null,
};

/** What the server received, and how it answers: each time the next answer, the last one for ever. */
let received = [];
let answers = [];
beforeEach(() => {
  received = [];
});

const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  received.push({ method: request.method, url: request.url, type: request.headers["content-type"], body });
  const answer = answers[Math.min(received.length, answers.length) - 1];
  if (typeof answer === "function") return answer(request, response);
  const [status, text, headers = {}] = answer;
  response.writeHead(status, { "content-type": "text/html", ...headers }).end(text);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
after(() => {
  server.close();
  server.closeAllConnections();
});

const host = `127.0.0.1:${server.address().port}`;
const path = "/services/T0SECRET/B0SECRET/SECRETtoken";
const url = `http://${host}${path}`;

function post(options) {
  return postToSlack(url, event, { allowedHosts: [host], ...options });
}

/** The error of a promise that has to reject; however it is printed, the URL is not in it. */
async function failure(promise) {
  const error = await promise.then(
    () => assert.fail("it was accepted"),
    (error) => error,
  );
  const printed = [error.message, error.stack, String(error), inspect(error, { depth: 9, showHidden: true })];
  printed.push(JSON.stringify(error), JSON.stringify(Object.getOwnPropertyDescriptors(error)));
  for (const text of printed) assert.doesNotMatch(text, /SECRET/);
  assert.equal("cause" in error, false);
  return error;
}

async function slackFailure(promise) {
  const error = await failure(promise);
  assert.ok(error instanceof SlackError, inspect(error));
  assert.equal(error.name, "SlackError");
  const { code, status, reason, retryAfter } = error;
  return { code, status, reason, retryAfter };
}

test("200 ok: the message is posted once, as JSON", async () => {
  answers = [[200, "ok"]];
  assert.equal(await post(), undefined);
  assert.equal(received.length, 1);
  const { body, ...request } = received[0];
  assert.deepEqual(request, { method: "POST", url: path, type: "application/json" });
  const message = JSON.parse(body);
  const who = "`eus_Eqio3Y4dhyNiMphrXwG58p`, `Zoë &lt;!channel&gt;`";
  assert.equal(message.text, `An end user needs a review: ${who}`);
  assert.equal(message.blocks[0].text.text, "An end user needs a review");
});

test("an event as text, a URL as an object", async () => {
  answers = [[200, "ok"]];
  await postToSlack(new URL(url), JSON.stringify(event), { allowedHosts: [host] });
  assert.equal(JSON.parse(received[0].body).blocks[0].text.text, "An end user needs a review");
});

for (const [status, reason] of [
  [400, "invalid_payload"],
  [403, "action_prohibited"],
  [404, "channel_not_found"],
  [404, "No service"],
  [410, "channel_is_archived"],
]) {
  test(`${status} ${reason}: rejected with Slack's reason, and not tried again`, async () => {
    answers = [
      [status, `${reason}\n`],
      [200, "ok"],
    ];
    const expected = { code: "rejected", status, reason, retryAfter: undefined };
    assert.deepEqual(await slackFailure(post()), expected);
    assert.equal(received.length, 1);
  });
}

for (const [status, body, reason] of [
  [500, "rollup_error", "rollup_error"],
  [503, "<html>Service Unavailable</html>", undefined],
  [200, "<html>Sign in to the guest network</html>", undefined],
]) {
  test(`${status} ${body}: ambiguous, and not tried again`, async () => {
    answers = [
      [status, body],
      [200, "ok"],
    ];
    const expected = { code: "ambiguous", status, reason, retryAfter: undefined };
    assert.deepEqual(await slackFailure(post()), expected);
    assert.equal(received.length, 1);
  });
}

test("an answer that repeats the URL is no reason", async () => {
  answers = [[404, `Cannot POST ${path}`]];
  const expected = { code: "rejected", status: 404, reason: undefined, retryAfter: undefined };
  assert.deepEqual(await slackFailure(post()), expected);
});

test("a redirect is not followed: it would hand the message to another host", async () => {
  answers = [
    [307, "", { location: "/elsewhere" }],
    [200, "ok"],
  ];
  assert.equal((await slackFailure(post())).code, "rejected");
  assert.equal(received.length, 1);
});

test("429 with Retry-After, then 200: posted at the second attempt", async () => {
  answers = [
    [429, "rate_limited", { "retry-after": "1" }],
    [200, "ok"],
  ];
  await post();
  assert.equal(received.length, 2);
  assert.equal(received[0].body, received[1].body);
});

test("429 for ever: rate_limited once the wait is longer than maxWait", async () => {
  const expected = { code: "rate_limited", status: 429, reason: undefined };
  answers = [[429, "rate_limited", { "retry-after": "31" }]];
  assert.deepEqual(await slackFailure(post()), { ...expected, retryAfter: 31 });
  assert.equal(received.length, 1);

  answers = [[429, "rate_limited", { "retry-after": "1" }]];
  assert.deepEqual(await slackFailure(post({ maxWait: 1 })), { ...expected, retryAfter: 1 });
  assert.equal(received.length, 3);
});

for (const header of [{}, { "retry-after": "0" }, { "retry-after": "-5" }, { "retry-after": "soon" }]) {
  test(`429 with ${JSON.stringify(header)} means a second, never a busy loop`, async () => {
    answers = [[429, "rate_limited", header]];
    assert.equal((await slackFailure(post({ maxWait: 0 }))).retryAfter, 1);
    assert.equal(received.length, 1);
  });
}

test("429 with a date: it waits until then, as long as maxWait allows", async () => {
  const inSeconds = (seconds) => new Date(Date.now() + seconds * 1000).toUTCString();
  answers = [[429, "rate_limited", { "retry-after": inSeconds(60) }]];
  const { code, retryAfter } = await slackFailure(post());
  assert.equal(code, "rate_limited");
  assert.ok(retryAfter >= 59 && retryAfter <= 61, String(retryAfter));
  const past = inSeconds(-60);
  for (const [header, expected] of [
    [past, 1],
    ["Sun, 99 Nov 2094 08:49:37 GMT", 1],
    ["9".repeat(30), 2_147_483],
  ]) {
    answers = [[429, "rate_limited", { "retry-after": header }]];
    assert.equal((await slackFailure(post({ maxWait: 0 }))).retryAfter, expected, header);
  }

  received = [];
  answers = [
    [429, "rate_limited", { "retry-after": inSeconds(2) }],
    [200, "ok"],
  ];
  const start = Date.now();
  await post();
  assert.ok(Date.now() - start > 1000 - 100, "it did not wait");
  assert.equal(received.length, 2);
});

test("no answer in time: ambiguous", async () => {
  answers = [() => {}];
  const error = await failure(post({ timeout: 0.2 }));
  assert.equal(error.code, "ambiguous");
  assert.match(error.message, /did not answer within 0\.2 s/);
});

test("an answer that never ends: ambiguous", async () => {
  answers = [(_, response) => response.writeHead(200).write("o")];
  assert.equal((await slackFailure(post({ timeout: 0.2 }))).code, "ambiguous");
});

test("an endless answer is not read on", async () => {
  let sent = 0;
  const flood = (response) => {
    while (!response.destroyed && response.write("o".repeat(65_536))) sent++;
    response.once("drain", () => flood(response));
  };
  answers = [(_, response) => flood(response.writeHead(200))];
  assert.equal((await slackFailure(post({ timeout: 0.5 }))).code, "ambiguous");
  assert.ok(sent < 1000, `${sent} times 64 KiB`);
  answers = [(_, response) => flood(response.writeHead(404))];
  assert.equal((await slackFailure(post({ timeout: 0.5 }))).code, "rejected");
});

test("a time limit of no whole number of milliseconds", async () => {
  answers = [[200, "ok"]];
  await post({ timeout: 1.0005 });
  assert.equal(received.length, 1);
});

test("an event as bytes", async () => {
  answers = [[200, "ok"]];
  await postToSlack(url, new TextEncoder().encode(JSON.stringify(event)), { allowedHosts: [host] });
  assert.match(JSON.parse(received[0].body).text, /Zoë/);
});

test("a connection that is reset, before or in the answer: ambiguous, and not tried again", async () => {
  answers = [(request) => request.socket.resetAndDestroy()];
  const error = await failure(post());
  assert.equal(error.code, "ambiguous");
  assert.match(error.message, /the connection to Slack failed/);
  answers = [(_, response) => response.writeHead(200, { "content-length": 2 }).write("o", () => response.destroy())];
  assert.equal((await slackFailure(post())).code, "ambiguous");
  assert.equal(received.length, 2);
});

test("a port where nobody listens: ambiguous", async () => {
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const nowhere = `127.0.0.1:${closed.address().port}`;
  closed.close();
  await once(closed, "close");
  const error = await failure(postToSlack(`http://${nowhere}${path}`, event, { allowedHosts: [nowhere] }));
  assert.equal(error.code, "ambiguous");
  assert.match(error.message, /\(ECONNREFUSED\)/);
});

test("the signal stops it: before, while Slack is slow, and while it waits", async (context) => {
  const reason = new Error("the receiver is shutting down");
  const aborted = async (promise) => assert.equal(await failure(promise), reason);
  answers = [[200, "ok"]];
  await aborted(post({ signal: AbortSignal.abort(reason) }));
  assert.equal(received.length, 0);

  const slow = new AbortController();
  answers = [() => slow.abort(reason)];
  await aborted(post({ signal: slow.signal }));

  const waiting = new AbortController();
  answers = [[429, "rate_limited", { "retry-after": "20" }]];
  const { setTimeout } = globalThis;
  context.mock.method(globalThis, "setTimeout", (callback, delay, ...rest) => {
    if (delay === 20_000) queueMicrotask(() => waiting.abort(reason));
    return setTimeout(callback, delay, ...rest);
  });
  await aborted(post({ signal: waiting.signal }));
  assert.equal(received.length, 2);
});

test("only Slack's hosts, only over https, unless another host is allowed", async (context) => {
  const { mock } = context.mock.method(globalThis, "fetch", async () => new Response("ok"));
  for (const allowed of [`https://hooks.slack.com${path}`, `https://hooks.slack-gov.com${path}`]) {
    await postToSlack(allowed, event);
  }
  await postToSlack(`https://proxy.example:8443${path}`, event, { allowedHosts: ["proxy.example:8443"] });
  assert.equal(mock.callCount(), 3);

  for (const refused of [
    `http://hooks.slack.com${path}`,
    `https://hooks.slack.com:8443${path}`,
    `https://hooks.slack.com.example${path}`,
    `https://hooks.slack.com@example.com${path}`,
    `https://user:password@hooks.slack.com${path}`,
    `https://example.com${path}`,
    `ftp://hooks.slack.com${path}`,
    `http://proxy.example${path}`,
    url,
    path,
    "",
    undefined,
    null,
  ]) {
    const error = await failure(postToSlack(refused, event, { allowedHosts: ["proxy.example"] }));
    assert.ok(error instanceof TypeError);
    assert.match(error.message, /^url must be https:/);
  }
  assert.equal(mock.callCount(), 3);
});

test("Slack's host in another spelling is Slack's host", async (context) => {
  const { mock } = context.mock.method(globalThis, "fetch", async () => new Response("ok"));
  for (const spelling of ["hooks.slack.com.", "HOOKS.Slack.Com", "hooks.slack.com:443", "hooks.slack-gov.com."]) {
    assert.ok(isSlack(`https://${spelling}${path}`), spelling);
    await postToSlack(`https://${spelling}${path}`, event);
    assert.match(mock.calls.at(-1).arguments[0], /^https:\/\/hooks\.slack(-gov)?\.com\/services/);
  }
  assert.ok(isSlack(`http://hooks.slack.com:8443${path}`));
  for (const other of ["https://hooks.slack.com.example/", "https://a.example/hooks.slack.com", "nothing", undefined]) {
    assert.equal(isSlack(other), false, other);
  }
});

test("the URL of a Slack workflow is refused, with that reason", async (context) => {
  const { mock } = context.mock.method(globalThis, "fetch", async () => new Response('{"ok":true}'));
  for (const kind of ["triggers", "workflows"]) {
    for (const host of ["hooks.slack.com", "hooks.slack.com.", "hooks.slack-gov.com"]) {
      const error = await failure(postToSlack(`https://${host}/${kind}/T0SECRET/1/SECRETtoken`, event));
      assert.ok(error instanceof TypeError);
      assert.match(error.message, /^url starts a Slack workflow, .*: use .* https:\/\/hooks\.slack\.com\/services\/…$/);
    }
  }
  assert.equal(mock.callCount(), 0);
});

test("wrong arguments are named", async () => {
  for (const [options, message] of [
    [null, /^options must be an object/],
    [{ allowedHosts: "example.com" }, /^options\.allowedHosts must be an array of hosts/],
    [{ timeout: "10" }, /^options\.timeout must be a number/],
    [{ timeout: Number.NaN }, /^options\.timeout must be a number/],
    [{ maxWait: -1 }, /^options\.maxWait must be a number/],
    [{ maxWait: Infinity }, /^options\.maxWait must be a number/],
    [{ signal: null }, /^options\.signal must be an AbortSignal, not null/],
    [{ signal: {} }, /^options\.signal must be an AbortSignal, not an Object/],
  ]) {
    const error = await failure(postToSlack(`https://hooks.slack.com${path}`, event, options));
    assert.ok(error instanceof TypeError);
    assert.match(error.message, message);
  }
});

test("what is no event is not posted", async () => {
  answers = [[200, "ok"]];
  for (const [text, code] of [
    ["{}", "invalid_event"],
    ["{", "invalid_json"],
  ]) {
    const error = await failure(postToSlack(url, text, { allowedHosts: [host] }));
    assert.ok(error instanceof WebhookError);
    assert.equal(error.code, code);
  }
  assert.equal(received.length, 0);
});
