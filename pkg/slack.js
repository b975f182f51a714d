// Events as Slack messages, and posting them to an Incoming Webhook. Its URL is the credential: no error has it, nor a cause that might.
import { textOrBytes } from "./bytes.js";
import { WebhookError, own, ownOptions, wrong } from "./errors.js";
import * as instance from "./instance.js";

const { parse, stringify } = JSON;
const SLACK_HOSTS = ["hooks.slack.com", "hooks.slack-gov.com"];
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Slack's reasons are like `invalid_payload` and `No service`. Anything else might repeat the URL. */
const REASON = /^[a-z][a-z_ ]{0,79}$/i;

/** No event is larger: it would not have been received. */
const LARGEST_EVENT = 512 * 1024 * 1024;

export function slackMessage(event) {
  const written = instance.write(textOrBytes(event, "event"), LARGEST_EVENT);
  try {
    if (instance.slackMessage(written)) return parse(instance.text());
  } finally {
    instance.release(written);
  }
  throw new WebhookError("invalid_event", "there is no Slack message for what is no event: it has no topic");
}

export class SlackError extends Error {
  constructor(code, message, details) {
    const { status, reason, retryAfter } = own(details);
    super(message);
    this.code = code;
    if (status !== undefined) this.status = status;
    if (reason !== undefined) this.reason = reason;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
  }
}
Object.defineProperty(SlackError.prototype, "name", {
  __proto__: null,
  value: "SlackError",
  configurable: true,
  writable: true,
});

export async function postToSlack(url, event, options) {
  const { allowedHosts = [], timeout = 10, maxWait = 30, signal } = ownOptions(options);
  const target = slackUrl(url, allowedHosts);
  checkSeconds("timeout", timeout);
  checkSeconds("maxWait", maxWait);
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

/** One attempt: nothing if the message was posted, or the seconds after which Slack takes the next one. */
async function post(target, body, timeout, signal) {
  const { response, answer } = await exchange(target, body, timeout, signal);
  const { status } = response;
  if (status === 200 && answer === "ok") return undefined;
  if (status === 429) return Math.max(1, Number.parseInt(response.headers.get("retry-after"), 10) || 1);
  const reason = REASON.test(answer) ? answer : undefined;
  const said = `status ${status}${reason === undefined ? "" : `, ${reason}`}`;
  if (status === 200 || status >= 500) {
    const message = `Slack answered with ${said}: it may have posted the message`;
    throw new SlackError("ambiguous", message, { status, reason });
  }
  throw new SlackError("rejected", `Slack rejected the message: ${said}`, { status, reason });
}

async function exchange(target, body, timeout, signal) {
  const timer = AbortSignal.timeout(timeout * 1000);
  const either = signal === undefined ? timer : AbortSignal.any([signal, timer]);
  try {
    const response = await fetch(target, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      redirect: "manual", // workerd knows no "error"
      signal: either,
    });
    return { response, answer: (await response.text()).trim() };
  } catch (error) {
    signal?.throwIfAborted();
    const failed = `the connection to Slack failed${hint(error)}`;
    const what = timer.aborted ? `Slack did not answer within ${timeout} s` : failed;
    throw new SlackError("ambiguous", `${what}: it may have posted the message`);
  }
}

/** Node's code, such as ` (ENOTFOUND)`: the messages of some runtimes hold the URL. */
function hint(error) {
  const code = error?.cause?.code;
  return /^[A-Z_]+$/.test(code) ? ` (${code})` : "";
}

function slackUrl(url, allowedHosts) {
  if (!Array.isArray(allowedHosts)) throw wrong("options.allowedHosts", "an array of hosts", allowedHosts);
  const { href, protocol, host, hostname, username, password } = parsedUrl(url);
  const isListed = [...SLACK_HOSTS, ...allowedHosts].includes(host);
  const isPrivate = protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
  if (isListed && isPrivate && username === "" && password === "") return href;
  throw new TypeError(`url must be https://${SLACK_HOSTS[0]}/…, or https: on one of options.allowedHosts`);
}

/** The exception that `URL` throws holds the URL. */
function parsedUrl(url) {
  try {
    return new URL(url);
  } catch {
    return {};
  }
}

/** No more than a timer can wait for. */
function checkSeconds(option, seconds) {
  if (typeof seconds === "number" && seconds >= 0 && seconds <= 2_147_483) return;
  throw new TypeError(`options.${option} must be a number of seconds from 0 to 2147483`);
}

function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, seconds * 1000);
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal?.addEventListener("abort", abort, { once: true });
  });
}
