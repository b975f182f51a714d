// A webhook's delivery: a signed request, or a message in a Slack channel.
import { sign, slackMessage, stringify } from "heron-webhooks";
import { request } from "./request.js";

/** Signed as Heron's Python does. */
export function delivery({ event, url, isSlack, headers, secret }) {
  if (isSlack) return { slack: slackMessage(event) };
  const message = stringify(event, { form: "python" });
  if (secret === "") return { request: null };
  const bytes = message.length;
  return { request: request({ url, headers, signature: sign(secret, message), message, bytes }) };
}
