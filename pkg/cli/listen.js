import { createServer, STATUS_CODES } from "node:http";
import { Webhook, postToSlack } from "heron-webhooks";
import { createNodeHandler } from "heron-webhooks/node";
import { causeOf } from "./cause.js";
import { receiver, slackFromEnvironment, slackHostOption, slackTarget } from "./http.js";
import { SECRETS, jsonOption, readSecrets, secretOptions } from "./input.js";
import { isDelivered, post, signedHeaders } from "./post.js";
import { described, reportJson, reportLine } from "./report.js";
import { kept, prepared, save } from "./saved.js";
import { address, interrupted, listening, portOf } from "./server.js";
import { note } from "./terminal.js";
import { UsageError } from "./usage.js";

export const summary = "receives deliveries on this machine, and prints their verdicts";
export const usage = "[options]";
export const about = [
  "Receives at any path, and prints a line for each delivery: when, the answer, the topic, and the form that matched " +
    "or why none did. Verified events can be posted to Slack or forwarded; if that fails the answer is 500, and " +
    "Heron delivers again.",
  SECRETS,
  "A Slack URL is a secret too: it comes from the environment variable SLACK_WEBHOOK_URL.",
];
/** @import { HeronEvent } from "heron-webhooks" */
/** @import { DeliverOptions, Delivery, OnEvent } from "heron-webhooks/node" */
/** @import { Record } from "./report.js" */
/** @import { Values } from "./usage.js" */
/**
 * Resolves to the words for where the event went.
 *
 * @typedef {(event: HeronEvent, delivery: Delivery, signature: string) => Promise<string>} Relay
 */

export const options = /** @type {const} */ ({
  port: { type: "string", value: "PORT", help: "3000 by default; 0 takes a free one" },
  host: { type: "string", value: "ADDRESS", help: "127.0.0.1 by default, which only this machine reaches" },
  body: { type: "boolean", help: "prints the text that was signed, too" },
  save: {
    type: "string",
    value: "DIR",
    help: "keeps each delivery in this folder: its head and body, for `explain --request` and `replay`, and its verdict",
  },
  slack: { type: "boolean", help: "posts each genuine event to SLACK_WEBHOOK_URL" },
  forward: {
    type: "string",
    value: "URL",
    help: "posts the signed text of each genuine event, with its signature, to this URL",
  },
  topic: {
    type: "string",
    multiple: true,
    value: "TOPIC",
    help: "posts and forwards this topic only; may be given several times",
  },
  ...slackHostOption,
  ...secretOptions,
  ...jsonOption,
});
export const examples = [
  "heron-webhooks listen --secret-file secret.txt",
  "heron-webhooks listen --save deliveries",
  "heron-webhooks listen --forward http://localhost:8080/heron",
  "heron-webhooks listen --slack --topic end_user.review_required",
];

/** A receiver must have answered within 10 seconds: the one behind this one has a little less. */
const FORWARD_TIMEOUT_S = 9;

/**
 * @param {Values<typeof options>} values
 * @param {string[]} positionals
 */
export async function run(
  { port = "3000", host = "127.0.0.1", json, body: showBody, save: directory, ...values },
  positionals,
) {
  if (positionals.length > 0) throw new UsageError("it takes options only");
  const portNumber = portOf(port);
  if (host === "") throw new UsageError("--host is empty"); // Node would listen everywhere
  const passOn = relays(values, { port, host });
  const secrets = await readSecrets(values);
  const webhook = new Webhook(secrets);
  if (directory !== undefined) prepared(directory);
  const report = json ? reportJson : reportLine;

  /** @type {WeakMap<object, Record>} */
  const records = new WeakMap();
  const server = createServer((request, response) => {
    /** @type {Record & { passedOn: string[] }} */
    const record = { time: new Date(), start: performance.now(), request, response, passedOn: [] };
    records.set(request.socket, record);
    const bodyOf = kept(request);
    let isReported = false;
    /** @type {OnEvent} */
    const onEvent = (event, delivery) => {
      record.delivery = delivery;
      return passOn(event, delivery, String(request.headers["heron-signature"]), record.passedOn);
    };
    /** @type {NonNullable<DeliverOptions["onError"]>} */
    const onError = (error) => {
      if (record.error || isReported) report({ time: new Date(), request, error }, showBody);
      else record.error = error;
    };
    response.once("close", async () => {
      records.delete(request.socket);
      record.end = performance.now();
      // A header that cannot be right is answered before the body is here.
      if (!request.readableEnded && !request.closed) await new Promise((done) => request.once("close", done));
      if (record.error && REFUSED.test(record.error.code)) {
        Object.assign(record, causeOf(secrets, bodyOf(), String(request.headers["heron-signature"])));
      }
      if (directory !== undefined) record.saved = save(directory, request, bodyOf(), described(record));
      isReported = true;
      report(record, showBody);
    });
    void createNodeHandler(webhook, onEvent, { onError })(request, response);
  });
  server.on("clientError", (/** @type {NodeJS.ErrnoException} */ error, socket) => {
    const problem = notHttp(error);
    const record = records.get(socket);
    if (record) record.error ??= problem;
    else if (error.code !== "ECONNRESET") report({ time: new Date(), ...problem, error: problem }, showBody);
    if (!record && socket.writable) {
      socket.write(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nConnection: close\r\n\r\n`);
    }
    socket.destroy();
  });
  await listening(server, portNumber, host);
  note(`Listening at ${address(server)}, any path. Ctrl-C ends it.`);
  await interrupted();
  server.close();
  server.closeAllConnections();
  return 0;
}

/** The codes of a signature whose cause `explain` looks for. */
const REFUSED = /^signature_(?:mismatch|malformed)$/;

/**
 * Node answers itself where it finds no request that it can read, and tells no handler.
 *
 * @param {NodeJS.ErrnoException & { rawPacket?: Buffer }} error
 */
function notHttp({ code, rawPacket }) {
  const refusal = (/** @type {number} */ status, /** @type {string} */ name, /** @type {string} */ message) => ({
    status,
    code: name,
    message,
  });
  if (code === "HPE_HEADER_OVERFLOW") return refusal(431, "headers_too_large", "the headers are too long");
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return refusal(408, "request_timeout", "the request took too long");
  const tls = "the sender began with TLS: the URL must start with http://, not https://";
  return refusal(400, "bad_request", rawPacket?.[0] === 0x16 ? tls : `the request is not HTTP (${code})`);
}

/**
 * A function that passes an event on to wherever the user wants it, and notes where it went.
 *
 * @param {Values<typeof options>} values
 * @param {{ port: string, host: string }} own
 */
function relays({ slack, forward, topic: topics, "slack-host": slackHost }, own) {
  /** @type {Relay[]} */
  const targets = [];
  if (slackHost !== undefined && !slack) throw new UsageError("--slack-host is for --slack: give both");
  if (topics && !slack && forward === undefined) throw new UsageError("--topic is for --slack and --forward");
  if (slack) {
    const { url, shown, allowedHosts } = slackFromEnvironment(slackHost);
    targets.push(async (event, { signal }) => {
      await postToSlack(url, event, { allowedHosts, maxWait: 0, signal });
      return `posted to ${shown}`;
    });
  }
  if (forward !== undefined) {
    if (slackTarget(forward, "--forward", slackHost)) {
      throw new UsageError("--forward is for receivers: use --slack, with SLACK_WEBHOOK_URL");
    }
    const url = receiver(forward, "--forward");
    if (isItself(new URL(url), own)) throw new UsageError("--forward leads back to this program: use another port");
    targets.push(async (_event, { message }, signature) => {
      const attempt = await post(url, message, signedHeaders(signature), FORWARD_TIMEOUT_S);
      const result = attempt.failure ?? attempt.status;
      if (!isDelivered(attempt)) throw new Error(`not forwarded to ${url}: ${result}`);
      return `forwarded to ${url}: ${result} after ${attempt.milliseconds} ms`;
    });
  }
  /** @type {(event: HeronEvent, delivery: Delivery, signature: string, passedOn: string[]) => Promise<void>} */
  return async (event, delivery, signature, passedOn) => {
    if (topics && !topics.includes(event.topic)) return;
    for (const pass of targets) passedOn.push(await pass(event, delivery, signature));
  };
}

/**
 * Each delivery would be forwarded again and again, until all of them had timed out.
 *
 * @param {URL} url
 * @param {{ port: string, host: string }} own
 */
function isItself({ protocol, hostname, port }, own) {
  const isLocal = /^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(hostname);
  const isHere = isLocal || hostname === own.host.toLowerCase();
  return protocol === "http:" && Number(port || 80) === Number(own.port) && isHere;
}
