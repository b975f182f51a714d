// Addresses that are typed in: which of them can be used, and which part of them is no secret.

/** With the dot that may end a host's name, and at any port. */
const SLACK_HOST = /^hooks\.slack(?:-gov)?\.com\.?$/;

function parse(text) {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

export function isWebAddress(text) {
  return typeof text === "string" && /^https?:$/.test(parse(text)?.protocol);
}

/** The address of an Incoming Webhook of Slack: whoever has it can post. */
export function isSlack(text) {
  return SLACK_HOST.test(parse(text)?.hostname);
}

/** What may be in a link: not Slack's addresses, nor what comes after `?` or before `@`, where tokens are. */
export function shareable(text) {
  const url = parse(text);
  return isWebAddress(text) && !isSlack(text) ? url.origin + url.pathname : undefined;
}
