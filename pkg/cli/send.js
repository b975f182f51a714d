import { SlackError, postToSlack, sign, stringify } from "heron-webhooks";
import { LARGEST_BODY } from "../lib/constants.js";
import { sampleEvent, topics } from "../lib/samples.js";
import { wires } from "../lib/wire.js";
import { receiver, slackFromEnvironment, slackHostOption, slackTarget } from "./http.js";
import { SECRETS, formOf, jsonOption, readPayload, readSecret, secretOptions } from "./input.js";
import { headerOption, headersOf, isDelivered, post, signedHeaders } from "./post.js";
import { showAttempt } from "./report.js";
import { countDown, note, plural, print, printJson, printable, style } from "./terminal.js";
import { UsageError, didYouMean } from "./usage.js";

export const summary = "delivers a signed event, as Heron does, or a Slack message";
export const usage = "URL|--slack (--topic TOPIC | --data FILE) [options]";
export const about = [
  "Signs an event and posts it to the URL: a sample event of a topic, or your own. With --slack, or if the URL is a " +
    "Slack Incoming Webhook, the event is posted as a Slack message instead.",
  SECRETS,
  "The exit status is 0 if it was answered 2xx in the end, 1 if not, 2 if the command was used wrongly.",
];
/** @import { SlackTarget } from "./http.js" */
/** @import { Values } from "./usage.js" */

export const options = /** @type {const} */ ({
  topic: {
    type: "string",
    value: "TOPIC",
    help: "a sample event of this topic, created now, such as end_user.processed",
  },
  data: { type: "string", value: "FILE", help: "this event; - is standard input" },
  form: {
    type: "string",
    value: "FORM",
    help: "what is signed: python (the default), javascript, or raw, the bytes of the event as they are",
  },
  wire: {
    type: "string",
    value: "WIRE",
    help:
      'what is posted: signed, the signed text itself (the default); spaced, with ", " and ": " as Python prints by ' +
      "default; utf8, with no escapes beyond ASCII; source, the event as it is in FILE",
  },
  slack: { type: "boolean", help: "posts to the Slack Incoming Webhook of the environment variable SLACK_WEBHOOK_URL" },
  retry: { type: "boolean", help: "delivers again after a failure: 1, 5 and 15 minutes later, as Heron does" },
  schedule: { type: "string", value: "SECONDS", help: "other waits for --retry, in seconds: 60,300,900 is Heron's" },
  timeout: { type: "string", value: "SECONDS", help: "how long the receiver may take, 10 by default" },
  ...headerOption,
  ...slackHostOption,
  ...secretOptions,
  ...jsonOption,
});
export const examples = [
  "heron-webhooks send localhost:3000/heron --topic end_user.processed",
  "heron-webhooks send http://localhost:3000/heron --data event.json",
  "heron-webhooks send http://localhost:3000/heron --topic pdf.failed --retry",
  "heron-webhooks send --slack --topic end_user.review_required",
];

/**
 * @param {Values<typeof options>} values
 * @param {string[]} positionals
 */
export async function run({ topic, data, json, slack, ...values }, positionals) {
  if (slack && positionals.length > 0) throw new UsageError("give either a URL or --slack");
  if (!slack && positionals.length !== 1) throw new UsageError("it takes one URL");
  const [address = ""] = positionals;
  if ((topic === undefined) === (data === undefined)) throw new UsageError("give either --topic or --data");
  if (topic === "") throw new UsageError("--topic is empty");
  const settings = checked(values);
  const slackHost = values["slack-host"];
  const toSlack = slack ? slackFromEnvironment(slackHost) : slackArgument(address, slackHost);
  const target = toSlack ?? receiver(address, "URL");
  if (topic !== undefined && !topics.includes(topic))
    note(`Note: Heron does not publish the topic ${topic}.${didYouMean(topic, topics)}`);
  const event = topic === undefined ? await readPayload(data) : Buffer.from(sampleEvent(topic));
  if (typeof target !== "string") return sendToSlack(target, event, values, settings.timeout, json);
  const secret = await readSecret(values);
  return sendSigned(target, event, secret, settings, json);
}

/**
 * @param {string} text
 * @param {string | undefined} slackHost
 */
function slackArgument(text, slackHost) {
  const to = slackTarget(text, "URL", slackHost);
  if (to) note("Warning: a Slack URL among the arguments can be seen by others. Use --slack, with SLACK_WEBHOOK_URL.");
  else if (slackHost !== undefined) throw new UsageError("--slack-host is not the host of the URL");
  return to;
}

/** @param {Values<typeof options>} values */
function checked({ form: name = "python", wire = "signed", timeout = "10", retry, schedule, header }) {
  const form = formOf(name);
  if (!Object.hasOwn(wires, wire)) throw new UsageError(`--wire is ${Object.keys(wires).join(", ")}`);
  if (schedule !== undefined && !retry) throw new UsageError("--schedule is for --retry: give both");
  const waits = retry ? (schedule ?? "60,300,900").split(",").map((wait) => seconds("--schedule", wait)) : [];
  if (!(seconds("--timeout", timeout) > 0)) throw new UsageError("--timeout must be more than 0");
  return { form, wire, timeout: seconds("--timeout", timeout), waits, headers: headersOf(header) };
}

/**
 * @param {string} option
 * @param {string} text
 */
function seconds(option, text) {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 86_400) return value;
  throw new UsageError(`${option} takes seconds, from 0 to 86400, not ${JSON.stringify(text)}`);
}

/**
 * @param {string} url
 * @param {Buffer} event
 * @param {string | Buffer} secret
 * @param {ReturnType<typeof checked>} settings
 * @param {boolean} [json]
 */
async function sendSigned(url, event, secret, { form, wire, timeout, waits, headers }, json) {
  const signed = form === "raw" ? event : Buffer.from(stringify(event, { form }));
  // The other two change a JSON text: of bytes that are none, they would make something else without a word.
  if (wire === "spaced" || wire === "utf8") stringify(event, { form: "python" });
  const signature = sign(secret, signed, { maxBodyBytes: LARGEST_BODY });
  const body = wires[wire](signed, event);
  if (!json) {
    print(`${style("bold", "POST")} ${printable(url)}`);
    print(`  signed     ${form} form, ${plural(signed.length, "byte")}`);
    print(`  posted     ${wire}, ${plural(Buffer.byteLength(body), "byte")}`);
    print(`  signature  ${signature}`);
  }
  const attempts = [];
  let delivered = false;
  for (const wait of [0, ...waits]) {
    if (attempts.length > 0) await countDown(wait, `Retry ${attempts.length} of ${waits.length}`);
    const attempt = await post(url, body, { ...signedHeaders(signature), ...headers }, timeout);
    attempts.push(attempt);
    if (!json) showAttempt(attempt);
    delivered = isDelivered(attempt);
    if (delivered) break;
  }
  if (json) printJson({ url, form, wire, signature, delivered, attempts });
  return delivered ? 0 : 1;
}

/** The options that say how an event is signed and delivered: a Slack message has nothing of it. */
const FOR_RECEIVERS = /** @type {const} */ (["form", "wire", "retry", "schedule", "header"]);

/**
 * @param {SlackTarget} target
 * @param {Buffer} event
 * @param {Values<typeof options>} values
 * @param {number} timeout in seconds
 * @param {boolean} [json]
 */
async function sendToSlack({ url, shown, allowedHosts }, event, values, timeout, json) {
  const option = FOR_RECEIVERS.find((name) => values[name] !== undefined);
  if (option) throw new UsageError(`--${option} is for receivers: Slack gets a message, once, without a signature`);
  try {
    await postToSlack(url, event, { allowedHosts, timeout });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const { code, message } = error;
    if (json) printJson({ url: shown, delivered: false, code, message });
    else print(style("red", message));
    return 1;
  }
  if (json) printJson({ url: shown, delivered: true });
  else print(`${style("green", "posted")} to ${shown}`);
  return 0;
}
