// Where this program posts to.
import { WEBHOOK_START, isSlack, isWorkflow, parsedUrl, takesMessages, workflowRefused } from "../lib/addresses.js";
import { UsageError } from "./usage.js";

/** @typedef {{ url: string, shown: string, allowedHosts: string[] }} SlackTarget */

export const slackHostOption = /** @type {const} */ ({
  "slack-host": {
    type: "string",
    value: "HOST",
    help: "a host that takes Slack messages besides Slack's own: a proxy, or a test",
  },
});

/**
 * The URL that signed events go to, as it is shown. Without a scheme it is `http:` on this machine, else `https:`.
 *
 * @param {string} text
 * @param {string} name
 */
export function receiver(text, name) {
  const url = parsedUrl(withScheme(text));
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new UsageError(`${name} must be an http: or https: URL`);
  if (url.username || url.password) throw new UsageError(`${name} must not hold a user name or a password`);
  return url.href;
}

/** A host, perhaps with a port and a path. */
const BARE = /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?(?:[/?#]|$)/i;
const LOCAL = /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])(?=[:/?#]|$)/i;

/** @param {string} text */
const withScheme = (text) => (BARE.test(text) ? `${LOCAL.test(text) ? "http" : "https"}://${text}` : text);

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
  const url = parsedUrl(withScheme(text));
  if (url === undefined) return undefined;
  const isAllowed = slackHost !== undefined && url.host === parsedUrl(`${url.protocol}//${slackHost}`)?.host;
  if (!isSlack(withScheme(text)) && !isAllowed) return undefined;
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
