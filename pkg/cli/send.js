import { SlackError, postToSlack, sign, stringify } from "heron-webhooks";
import { deliver, isDelivered, slackHostOption, target } from "./http.js";
import { SECRETS, checkForms, jsonOption, readPayload, readSecret, secretOptions } from "./input.js";
import { sampleEvent, topics } from "./samples.js";
import { countDown, note, plural, print, printable, style } from "./terminal.js";
import { UsageError } from "./usage.js";

export const summary = "delivers a signed event, as Heron does, or a Slack message";
export const usage = "URL (--topic TOPIC | --data FILE) [options]";
export const about = [
  "Signs an event and posts it to the URL: a sample event of a topic, or your own. If the URL is a Slack Incoming Webhook, the event is posted as a Slack message instead.",
  SECRETS,
  "The exit status is 0 if it was answered 2xx in the end, 1 if not, 2 if the command was used wrongly.",
];
export const options = {
  topic: { type: "string", value: "TOPIC", help: "a sample event of this topic, created now, such as end_user.processed" },
  data: { type: "string", value: "FILE", help: "this event; - is standard input" },
  form: {
    type: "string",
    value: "FORM",
    help: "what is signed: python (the default), javascript, or raw, the bytes of the event as they are",
  },
  wire: {
    type: "string",
    value: "WIRE",
    help: 'what is posted: signed, the signed text itself (the default); spaced, with ", " and ": " as Python prints by default; utf8, with no escapes beyond ASCII; source, the event as it is in FILE',
  },
  retry: { type: "boolean", help: "delivers again after a failure: 1, 5 and 15 minutes later, as Heron does" },
  schedule: { type: "string", value: "SECONDS", help: "other waits for --retry, in seconds: 60,300,900 is Heron's" },
  timeout: { type: "string", value: "SECONDS", help: "how long the receiver may take, 10 by default" },
  ...slackHostOption,
  ...secretOptions,
  ...jsonOption,
};
export const examples = [
  "heron-webhooks send http://localhost:3000/heron --topic end_user.processed",
  "heron-webhooks send http://localhost:3000/heron --data event.json",
  "heron-webhooks send http://localhost:3000/heron --topic pdf.failed --retry",
];

export async function run({ topic, data, json, ...values }, positionals) {
  if (positionals.length !== 1) throw new UsageError("it takes one URL");
  if ((topic === undefined) === (data === undefined)) throw new UsageError("give either --topic or --data");
  const to = target(positionals[0], "URL", values["slack-host"]);
  const settings = checked(values);
  if (topic !== undefined && !topics.includes(topic)) note(`Note: Heron does not publish the topic ${printable(topic)}.`);
  const event = data === undefined ? Buffer.from(sampleEvent(topic)) : readPayload(data);
  if (to.isSlack) return sendToSlack(to, event, values, json);
  const secret = await readSecret(values);
  return sendSigned(to, event, secret, settings, json);
}

function checked({ form = "python", wire = "signed", timeout = "10", retry, schedule }) {
  checkForms([form]);
  if (!Object.hasOwn(wires, wire)) throw new UsageError(`--wire is ${Object.keys(wires).join(", ")}`);
  if (schedule !== undefined && !retry) throw new UsageError("--schedule is for --retry: give both");
  const waits = retry ? (schedule ?? "60,300,900").split(",").map((wait) => seconds("--schedule", wait)) : [];
  return { form, wire, timeout: seconds("--timeout", timeout), waits };
}

function seconds(option, text) {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 86_400) return value;
  throw new UsageError(`${option} takes seconds, from 0 to 86400, not ${JSON.stringify(text)}`);
}

/** What is posted, from what is signed and the event as it was given. */
const wires = {
  signed: (signed) => signed,
  spaced: (signed) => signed.toString().replace(/"(?:[^"\\]|\\.)*"|[,:]/gs, (token) => (token.length > 1 ? token : `${token} `)),
  utf8: (signed) => signed.toString().replace(/(?:\\u[0-9a-f]{4})+|\\./gi, unescaped),
  source: (_signed, event) => event,
};

/** A run of escapes as characters, but for what UTF-8 cannot say or ASCII must not. */
function unescaped(escapes) {
  if (!/^\\u/.test(escapes)) return escapes;
  const text = escapes.replace(/\\u(....)/g, (_escape, digits) => String.fromCharCode(Number.parseInt(digits, 16)));
  return text.replace(/[\0-\x7f]|\p{Cs}/gu, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

async function sendSigned(to, event, secret, { form, wire, timeout, waits }, json) {
  const signed = form === "raw" ? event : Buffer.from(stringify(event, { form }));
  const signature = sign(secret, signed);
  const body = wires[wire](signed, event);
  if (!json) {
    print(`${style("bold", "POST")} ${printable(to.shown)}`);
    print(`  signed     ${form} form, ${plural(signed.length, "byte")}`);
    print(`  posted     ${wire}, ${plural(Buffer.byteLength(body), "byte")}`);
    print(`  signature  ${signature}`);
  }
  const attempts = [];
  for (;;) {
    const attempt = await deliver(to.url, body, signature, timeout);
    attempts.push(attempt);
    if (!json) show(attempt);
    if (isDelivered(attempt) || attempts.length > waits.length) break;
    await countDown(waits[attempts.length - 1], `Retry ${attempts.length} of ${waits.length}`);
  }
  const delivered = isDelivered(attempts.at(-1));
  if (json) print(JSON.stringify({ url: to.shown, form, wire, signature, delivered, attempts }));
  return delivered ? 0 : 1;
}

function show(attempt) {
  const { status, answer, failure, milliseconds } = attempt;
  const verdict = isDelivered(attempt) ? "green" : "red";
  print(`${style(verdict, failure ?? String(status))} after ${milliseconds} ms`);
  if (answer) print(answer.trimEnd().split(/\r?\n/).map((line) => `  ${printable(line)}`).join("\n"));
}

async function sendToSlack(to, event, { retry, "slack-host": host }, json) {
  if (retry) throw new UsageError("--retry is for receivers: Slack may have posted a message although it failed");
  try {
    await postToSlack(to.url, event.toString(), { allowedHosts: host === undefined ? [] : [host] });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    print(json ? JSON.stringify({ url: to.shown, delivered: false, code: error.code }) : style("red", error.message));
    return 1;
  }
  print(json ? JSON.stringify({ url: to.shown, delivered: true }) : `${style("green", "posted")} to ${to.shown}`);
  return 0;
}
