// Which addresses are Slack's, for the library, its command line and its page. They are credentials: no error has them.

export const SLACK_HOSTS = ["hooks.slack.com", "hooks.slack-gov.com"];
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The beginning of every Incoming Webhook's URL. In full: bundlers keep a constant that is put together. */
export const WEBHOOK_START = "https://hooks.slack.com/services/";

/**
 * Why a workflow's URL is refused.
 *
 * @param {string} name of the argument
 */
export const workflowRefused = (name) =>
  `${name} starts a Slack workflow, which takes no messages: use an Incoming Webhook, ${WEBHOOK_START}…`;

/**
 * A `URL`, with Slack's hosts as usually spelt, or `undefined`: the error that `new URL` throws holds the text.
 *
 * @param {string | URL} text
 */
export function parsedUrl(text) {
  try {
    const url = new URL(text);
    const host = url.hostname.replace(/\.$/, "");
    if (SLACK_HOSTS.includes(host)) url.hostname = host;
    return url;
  } catch {
    return undefined;
  }
}

/**
 * Whether this is an address of Slack's, with any port or protocol: holding it is enough to post.
 *
 * @param {string} text
 */
export function isSlack(text) {
  return SLACK_HOSTS.includes(parsedUrl(text)?.hostname ?? "");
}

/**
 * Workflows begin with a request to another kind of address at the same hosts.
 *
 * @param {URL} url
 */
export function isWorkflow(url) {
  return SLACK_HOSTS.includes(url.hostname) && /^\/(triggers|workflows)\//.test(url.pathname);
}

/**
 * Whether messages may be posted there: to Slack or a listed host, encrypted unless it is on this machine.
 *
 * @param {URL} url
 * @param {readonly string[]} allowedHosts
 */
export function takesMessages(url, allowedHosts) {
  const { protocol, host, hostname, username, password } = url;
  const isListed = [...SLACK_HOSTS, ...allowedHosts].includes(host);
  const isPrivate = protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
  return isListed && isPrivate && username === "" && password === "";
}
