// Where this program posts to, its requests, and how their answers are shown.
import { WEBHOOK_START, isSlack, isWorkflow, parsedUrl, takesMessages, workflowRefused } from "../lib/addresses.js";
import { UsageError } from "./usage.js";

/** As much of an answer as is shown. */
const SHOWN_BYTES = 2000;

/** @typedef {{ url: string, shown: string, allowedHosts: string[] }} SlackTarget */

/** @typedef {{ status?: number, answer?: string, failure?: string, milliseconds: number }} Attempt */

export const slackHostOption = /** @type {const} */ ({
  "slack-host": {
    type: "string",
    value: "HOST",
    help: "a host that takes Slack messages besides Slack's own: a proxy, or a test",
  },
});

/**
 * The URL that signed events go to, as it is shown.
 *
 * @param {string} text
 * @param {string} name
 */
export function receiver(text, name) {
  const url = parsedUrl(text);
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UsageError(`${name} must be an http: or https: URL`);
  if (url.username || url.password) throw new UsageError(`${name} must not hold a user name or a password`);
  return url.href;
}

/**
 * Where Slack messages go, if the address is Slack's or at `slackHost`, else `undefined`: its URL, the text that is
 * shown for it, and the hosts that `postToSlack` may post to. No error repeats the URL, which is a credential.
 *
 * @param {string} text
 * @param {string} name
 * @param {string | undefined} slackHost
 * @returns {SlackTarget | undefined}
 */
export function slackTarget(text, name, slackHost) {
  const url = parsedUrl(text);
  if (url === undefined) return undefined;
  const isAllowed = slackHost !== undefined && url.host === parsedUrl(`${url.protocol}//${slackHost}`)?.host;
  if (!isSlack(text) && !isAllowed) return undefined;
  const allowedHosts = isAllowed ? [url.host] : [];
  if (isWorkflow(url)) throw new UsageError(workflowRefused(name));
  if (!takesMessages(url, allowedHosts)) {
    throw new UsageError(`${name} must start with ${isAllowed ? "https://, except on this machine" : WEBHOOK_START}`);
  }
  return { url: url.href, shown: `Slack (${url.origin}/...)`, allowedHosts };
}

/**
 * The target that SLACK_WEBHOOK_URL names.
 *
 * @param {string} [slackHost]
 */
export function slackFromEnvironment(slackHost) {
  const name = "SLACK_WEBHOOK_URL";
  const text = process.env[name];
  if (!text) throw new UsageError(`${name} is not set: a Slack Incoming Webhook's URL is ${WEBHOOK_START}...`);
  const to = slackTarget(text, name, slackHost);
  if (to === undefined) throw new UsageError(`${name} must start with ${WEBHOOK_START}, or be at --slack-host`);
  return to;
}

/**
 * Posts a signed body once: `{ status, answer, milliseconds }`, or `{ failure, milliseconds }` without an answer.
 *
 * @param {string} url
 * @param {string | Uint8Array} body
 * @param {string} signature
 * @param {number} timeout in seconds
 * @returns {Promise<Attempt>}
 */
export async function deliver(url, body, signature, timeout) {
  const start = performance.now();
  const timed = (/** @type {Omit<Attempt, "milliseconds">} */ result) => ({
    ...result,
    milliseconds: Math.round(performance.now() - start),
  });
  const signal = AbortSignal.timeout(Math.ceil(timeout * 1000));
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "heron-signature": signature },
      body: /** @type {string | Uint8Array<ArrayBuffer>} `fetch` copies no shared memory. */ (body),
      redirect: "manual", // anything but 2xx is a failure
      signal,
    });
    return timed({ status: response.status, answer: await beginning(response.body) });
  } catch (error) {
    return timed({ failure: signal.aborted ? `no answer within ${timeout} s` : reason(error, url) });
  }
}

/** @param {Pick<Attempt, "status">} attempt */
export const isDelivered = ({ status = 0 }) => status >= 200 && status < 300;

/** @param {ReadableStream<Uint8Array> | null} body */
async function beginning(body) {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > SHOWN_BYTES) return `${text.slice(0, SHOWN_BYTES)} ...`;
  }
  return text + decoder.decode();
}

/**
 * @param {unknown} error
 * @param {string} url
 */
function reason(error, url) {
  const { cause } = /** @type {{ cause?: NodeJS.ErrnoException }} As `fetch` rejects. */ (error);
  const { host, hostname } = new URL(url);
  /** @type {{ [code: string]: string }} */
  const known = {
    ECONNREFUSED: `connection refused: nothing is listening on ${host}`,
    ENOTFOUND: `there is no host ${hostname}`,
    ECONNRESET: `${host} closed the connection without an answer`,
  };
  return known[cause?.code ?? ""] ?? `the connection failed: ${cause?.code ?? cause?.message ?? "no reason is known"}`;
}
