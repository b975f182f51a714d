// URLs that users enter: which are usable, which are Slack's, and which part may be shared.

import { SLACK_HOSTS } from "../../../pkg/lib/addresses.js";

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

/** The address of an Incoming Webhook of Slack, with `https://` or without: whoever has it can post. */
export function isSlack(text) {
  const url = parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  return SLACK_HOSTS.includes(url?.hostname.replace(/\.$/, ""));
}

/** The part for a link: origin and path, because user info and query often hold tokens; undefined for Slack. */
export function shareable(text) {
  const url = parse(text);
  return isWebAddress(text) && !isSlack(text) ? url.origin + url.pathname : undefined;
}
