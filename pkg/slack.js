// Events as Slack messages, and posting them to an Incoming Webhook. The URL is a credential: no error holds it, nor
// has a cause that might.
import { WEBHOOK_START, isWorkflow, parsedUrl, takesMessages, workflowRefused } from "./lib/addresses.js";
import { own, textOrBytes, wrong } from "./lib/arguments.js";
import { LARGEST_BODY, LONGEST_TIMER, SLACK_DEFAULTS } from "./lib/constants.js";
import * as core from "./lib/core.js";
import { TextDecoder } from "./lib/encoding.js";
import { WebhookError, named } from "./lib/errors.js";
import { ownOptions } from "./lib/options.js";

/** @import { SlackError as Public, SlackErrorCode, SlackMessage } from "./slack.js" */

const { parse, stringify } = JSON;

/** Slack's reasons are like `invalid_payload` and `No service`. Anything else might repeat the URL. */
const REASON = /^[a-z][a-z_ ]{0,79}$/i;

/** In characters. */
const LONGEST_ANSWER = 1000;

/** @type {typeof import("./slack.js").slackMessage} */
export function slackMessage(event) {
  const written = core.write(textOrBytes(event, "event"), LARGEST_BODY);
  try {
    if (core.slackMessage(written)) return /** @type {SlackMessage} */ (parse(core.text()));
  } finally {
    core.release(written);
  }
  throw new WebhookError("invalid_event", "there is no Slack message for what is no event: it has no topic");
}

/** @implements {Pick<Public, "code" | "status" | "reason" | "retryAfter">} its name is the prototype's */
export class SlackError extends Error {
  /**
   * @param {SlackErrorCode} code
   * @param {string} message
   * @param {{ status?: number, reason?: string | undefined, retryAfter?: number }} [details]
   */
  constructor(code, message, details) {
    const { status, reason, retryAfter } = own(details);
    super(message);
    this.code = code;
    if (status !== undefined) this.status = status;
    if (reason !== undefined) this.reason = reason;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
  }
}
named(SlackError, "SlackError");

/** @type {typeof import("./slack.js").postToSlack} */
export async function postToSlack(url, event, options) {
  const given = ownOptions(options);
  const { allowedHosts = [], signal, timeout = SLACK_DEFAULTS.timeout, maxWait = SLACK_DEFAULTS.maxWait } = given;
  const target = slackUrl(url, allowedHosts);
  checkSeconds("timeout", timeout);
  checkSeconds("maxWait", maxWait);
  if (signal !== undefined && typeof signal?.throwIfAborted !== "function") {
    throw wrong("options.signal", "an AbortSignal", signal);
  }
  const body = stringify(slackMessage(event));
  let waited = 0;
  for (;;) {
    const retryAfter = await post(target, body, timeout, signal);
    if (retryAfter === undefined) return;
    waited += retryAfter;
    if (waited > maxWait) {
      const message = `Slack takes no more messages for now: try again in ${retryAfter} s`;
      throw new SlackError("rate_limited", message, { status: 429, retryAfter });
    }
    await pause(retryAfter, signal);
  }
}

/**
 * One attempt: nothing if the message was posted, or the seconds after which Slack takes the next one.
 *
 * @param {string} target
 * @param {string} body
 * @param {number} timeout in seconds
 * @param {AbortSignal | undefined} signal
 */
async function post(target, body, timeout, signal) {
  const { response, answer } = await exchange(target, body, timeout, signal);
  const { status } = response;
  if (status === 200 && answer === "ok") return undefined;
  if (status === 429) return secondsUntil(response.headers.get("retry-after") ?? "");
  const reason = REASON.test(answer) ? answer : undefined;
  const said = `status ${status}${reason === undefined ? "" : `, ${reason}`}`;
  if (status === 200 || status >= 500) {
    const message = `Slack answered with ${said}: it may have posted the message`;
    throw new SlackError("ambiguous", message, { status, reason });
  }
  throw new SlackError("rejected", `Slack rejected the message: ${said}`, { status, reason });
}

/**
 * `Retry-After`: seconds or a date. A second at least, which is Slack's usual rate, also if it is neither.
 *
 * @param {string} header
 */
function secondsUntil(header) {
  const isDate = /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(header);
  const seconds = isDate ? Math.ceil((Date.parse(header) - Date.now()) / 1000) : Number.parseInt(header, 10);
  return Math.min(Math.max(1, seconds || 1), LONGEST_TIMER);
}

/**
 * @param {string} target
 * @param {string} body
 * @param {number} timeout in seconds
 * @param {AbortSignal | undefined} signal
 */
async function exchange(target, body, timeout, signal) {
  const timer = AbortSignal.timeout(Math.ceil(timeout * 1000)); // it takes no fraction of a millisecond
  const either = signal === undefined ? timer : AbortSignal.any([signal, timer]);
  try {
    const response = await fetch(target, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      redirect: "manual", // workerd knows no "error"
      signal: either,
    });
    return { response, answer: await shortText(response) };
  } catch (error) {
    signal?.throwIfAborted();
    const failed = `the connection to Slack failed${hint(error)}`;
    const what = timer.aborted ? `Slack did not answer within ${timeout} s` : failed;
    throw new SlackError("ambiguous", `${what}: it may have posted the message`);
  }
}

/**
 * A short answer, as Slack's are. A longer one might never end: it reads as empty.
 *
 * @param {Response} response
 */
async function shortText({ body }) {
  if (body === null) return "";
  const reader = body.getReader(); // browsers do not all iterate over a stream
  const decoder = new TextDecoder();
  for (let text = ""; text.length <= LONGEST_ANSWER; ) {
    const { done, value } = await reader.read();
    if (done) return (text + decoder.decode()).trim();
    text += decoder.decode(value, { stream: true });
  }
  reader.cancel().catch(() => {});
  return "";
}

/**
 * Node's code, such as ` (ENOTFOUND)`: the messages of some runtimes hold the URL.
 *
 * @param {unknown} error
 */
function hint(error) {
  const code = String(/** @type {{ cause?: { code?: unknown } } | undefined} */ (error)?.cause?.code);
  return /^[A-Z_]+$/.test(code) ? ` (${code})` : "";
}

/**
 * @param {string | URL} text
 * @param {readonly string[]} allowedHosts
 */
function slackUrl(text, allowedHosts) {
  if (!Array.isArray(allowedHosts)) throw wrong("options.allowedHosts", "an array of hosts", allowedHosts);
  const url = parsedUrl(text);
  if (url !== undefined && isWorkflow(url)) throw new TypeError(workflowRefused("url"));
  if (url !== undefined && takesMessages(url, allowedHosts)) return url.href;
  throw new TypeError(`url must be ${WEBHOOK_START}…, or https: on one of options.allowedHosts`);
}

/**
 * @param {string} option
 * @param {unknown} seconds
 */
function checkSeconds(option, seconds) {
  if (typeof seconds === "number" && seconds >= 0 && seconds <= LONGEST_TIMER) return;
  throw new TypeError(`options.${option} must be a number of seconds from 0 to ${LONGEST_TIMER}`);
}

/**
 * @param {number} seconds
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<void>}
 */
function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, seconds * 1000);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", abort, { once: true });
  });
}
