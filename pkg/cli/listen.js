import { createServer, STATUS_CODES } from "node:http";
import { Webhook, postToSlack } from "heron-webhooks";
import { createNodeHandler } from "heron-webhooks/node";
import { deliver, isDelivered, slackHostOption, target } from "./http.js";
import { SECRETS, jsonOption, readSecrets, secretOptions } from "./input.js";
import { note, plural, print, printable, style } from "./terminal.js";
import { UsageError, wrap } from "./usage.js";

export const summary = "receives deliveries on this machine, and prints their verdicts";
export const usage = "[options]";
export const about = [
  "Receives at any path, and prints a line for each delivery: when, the answer, the topic, and the form that matched or why none did. What is genuine it can post to Slack or forward; if that fails the answer is 500, and Heron delivers again.",
  SECRETS,
  "A Slack URL is a secret too: it comes from the environment variable SLACK_WEBHOOK_URL.",
];
export const options = {
  port: { type: "string", value: "PORT", help: "3000 by default; 0 takes a free one" },
  host: { type: "string", value: "ADDRESS", help: "127.0.0.1 by default, which only this machine reaches" },
  body: { type: "boolean", help: "prints the text that was signed, too" },
  slack: { type: "boolean", help: "posts each genuine event to SLACK_WEBHOOK_URL" },
  forward: { type: "string", value: "URL", help: "posts the signed text of each genuine event, with its signature, to this URL" },
  topic: { type: "string", multiple: true, value: "TOPIC", help: "posts and forwards this topic only; may be given several times" },
  ...slackHostOption,
  ...secretOptions,
  ...jsonOption,
};
export const examples = [
  "heron-webhooks listen --secret-file secret.txt",
  "heron-webhooks listen --forward http://localhost:8080/heron",
  "heron-webhooks listen --slack --topic end_user.review_required",
];

/** A receiver must have answered within 10 seconds: the one behind this one has a little less. */
const FORWARD_TIMEOUT_S = 9;

export async function run({ port = "3000", host = "127.0.0.1", json, body: showBody, ...values }, positionals) {
  if (positionals.length > 0) throw new UsageError("it takes options only");
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new UsageError("--port is a number from 0 to 65535");
  const passOn = relays(values);
  const webhook = new Webhook(await readSecrets(values));
  const show = json ? showJson : showLine;

  const server = createServer((request, response) => {
    const record = { time: new Date(), start: performance.now(), request, response, passedOn: [] };
    const onEvent = (event, delivery) => {
      record.delivery = delivery;
      return passOn(event, delivery, record.passedOn);
    };
    response.once("close", () => show(record, showBody));
    createNodeHandler(webhook, onEvent, { onError: (error) => (record.error = error) })(request, response);
  });
  await listening(server, Number(port), host);
  note(`Listening at ${address(server)}, any path. Ctrl-C ends it.`);
  await interrupted();
  server.close();
  server.closeAllConnections();
  return 0;
}

/** A function that passes an event on to wherever the user wants it, and notes where it went. */
function relays({ slack, forward, topic: topics, "slack-host": slackHost }) {
  const targets = [];
  if (slack) {
    const { url, isSlack, shown } = target(process.env.SLACK_WEBHOOK_URL, "SLACK_WEBHOOK_URL", slackHost);
    if (!isSlack) throw new UsageError("SLACK_WEBHOOK_URL is no URL of Slack's: they begin with https://hooks.slack.com/");
    const allowedHosts = slackHost === undefined ? [] : [slackHost];
    targets.push(async (event, { signal }) => {
      await postToSlack(url, event, { allowedHosts, maxWait: 0, signal });
      return `posted to ${shown}`;
    });
  }
  if (forward !== undefined) {
    const { url, isSlack, shown } = target(forward, "--forward", slackHost);
    if (isSlack) throw new UsageError("--forward is for receivers: use --slack, with SLACK_WEBHOOK_URL");
    targets.push(async (_event, { message, key }) => {
      const attempt = await deliver(url, message, key, FORWARD_TIMEOUT_S);
      const result = attempt.failure ?? attempt.status;
      if (!isDelivered(attempt)) throw new Error(`not forwarded to ${shown}: ${result}`);
      return `forwarded to ${shown}: ${result} after ${attempt.milliseconds} ms`;
    });
  }
  return async (event, delivery, passedOn) => {
    if (topics && !topics.includes(event.topic)) return;
    for (const pass of targets) passedOn.push(await pass(event, delivery));
  };
}

/** What there is to say about a delivery, once it is answered. */
function described({ time, start, request, response, delivery, error, passedOn }) {
  const answered = response.writableFinished ? response.statusCode : undefined;
  return {
    time: time.toISOString(),
    method: request.method,
    path: request.url,
    status: answered,
    milliseconds: Math.round(performance.now() - start),
    topic: delivery?.event.topic,
    form: delivery?.form,
    secretIndex: delivery?.secretIndex,
    code: error?.code,
    problem: error && (error.cause ?? error).message,
    passedOn,
  };
}

function showJson(record, showBody) {
  print(JSON.stringify({ ...described(record), body: showBody ? record.delivery?.message : undefined }));
}

function showLine(record, showBody) {
  const { method, path, status, milliseconds, topic, form, secretIndex, code, problem, passedOn } = described(record);
  const { message } = record.delivery ?? {};
  const colour = status >= 200 && status < 300 ? "green" : "red";
  const verdict = style(colour, `${status ?? "gone"} ${status === undefined ? "" : STATUS_CODES[status]}`.trim());
  print(`${record.time.toTimeString().slice(0, 8)}  ${verdict}  ${printable(`${method} ${path}`)}, ${milliseconds} ms`);
  const details = [];
  if (message !== undefined) {
    const secret = secretIndex > 0 ? `, with secret ${secretIndex + 1}` : "";
    details.push(`${style("bold", printable(topic))}: ${form} form${secret}, ${plural(Buffer.byteLength(message), "byte")}`);
  }
  if (code) details.push(`${code}: ${printable(problem)}`);
  details.push(...passedOn.map(printable));
  for (const text of details) print(wrap(text, 10));
  if (showBody && message !== undefined) print(printable(message));
}

function listening(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", ({ code }) => {
      const reasons = { EADDRINUSE: `port ${port} is in use: choose another one with --port` };
      reject(new UsageError(reasons[code] ?? `cannot listen at ${host}, port ${port}: ${code}`));
    });
    server.listen(port, host);
  });
}

function address(server) {
  const { address: host, port, family } = server.address();
  return `http://${family === "IPv6" ? `[${host}]` : host}:${port}`;
}

function interrupted() {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, resolve);
  });
}
