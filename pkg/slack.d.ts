import type { HeronEvent } from "./index.js";

/** A message for a Slack Incoming Webhook: blocks, and the text that notifications show. */
export interface SlackMessage {
  text: string;
  blocks: { type: "header" | "section" | "context" | "divider"; [member: string]: unknown }[];
}

/**
 * An event as a Slack message: what happened, the identifiers and the `status` among its `data`, and when, in each
 * reader's own time zone. It shows nothing else of `data`, is within all of Slack's limits, and pings nobody.
 *
 * @example
 * const { text, blocks } = slackMessage(webhook.unwrap(body, signature));
 * @param event a verified event, or the text of one
 * @throws {TypeError} if it is neither
 * @throws {WebhookError} `invalid_json` with the byte `offset`; `invalid_event` if it has no `topic`
 */
export function slackMessage(event: HeronEvent | string | Uint8Array): SlackMessage;

export interface SlackOptions {
  /**
   * Hosts to post to besides Slack's own, with their port if it is not the usual one: a proxy, or a receiver of your
   * tests. Those on this machine (`localhost:3000`, `127.0.0.1:3000`) may be reached by `http:` too; any other only by
   * `https:`.
   */
  allowedHosts?: readonly string[] | undefined;
  /**
   * How many seconds Slack has for each answer.
   *
   * @defaultValue 10
   */
  timeout?: number | undefined;
  /**
   * How many seconds to wait in all when Slack says `429` and `Retry-After`, in seconds or as a date; 0 never tries
   * again.
   *
   * @defaultValue 30
   */
  maxWait?: number | undefined;
  /** Gives up, also while it waits: `postToSlack` then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/**
 * The remedy depends on the code:
 * - `rejected`: not posted, and it would not be the next time. `reason` says why.
 * - `rate_limited`: not posted. Try again in `retryAfter` seconds.
 * - `ambiguous`: Slack failed, did not answer in time, or the connection broke. The message may have been posted, so
 *   trying again may post it twice.
 */
export type SlackErrorCode = "rejected" | "rate_limited" | "ambiguous";

/** Why a message was not posted, or may not have been. It never contains the URL. `instanceof` is as `WebhookError`'s. */
export class SlackError extends Error {
  /** For tests of your own. */
  constructor(
    code: SlackErrorCode,
    message: string,
    details?: { status?: number | undefined; reason?: string | undefined; retryAfter?: number | undefined },
  );
  readonly name: "SlackError";
  readonly code: SlackErrorCode;
  /** The status of Slack's answer, if there was one. */
  readonly status?: number;
  /** Slack's own word, such as `invalid_payload`, `channel_is_archived` or `no_service`. */
  readonly reason?: string;
  /** In seconds, from 1 to 2147483, if it is `rate_limited`. */
  readonly retryAfter?: number;
}

/**
 * Posts an event to a Slack Incoming Webhook, as the message that `slackMessage` makes of it. Only `429` is tried
 * again, after as long as Slack asks for.
 *
 * @example
 * const event = webhook.unwrap(body, request.headers.get("heron-signature"));
 * if (event.topic === "end_user.review_required") await postToSlack(process.env.SLACK_WEBHOOK_URL, event);
 * @param url the webhook's URL, `https://hooks.slack.com/services/…`: whoever has it can post. The URL of a Slack
 * workflow (`/triggers/…`, `/workflows/…`) is refused, because a workflow takes no messages.
 * @param event a verified event, or the text of one
 * @throws {TypeError} names the argument that is wrong, and never contains the URL
 * @throws {WebhookError} `invalid_json` with the byte `offset`; `invalid_event` if the event has no `topic`
 * @throws {SlackError} `rejected`, `rate_limited`, `ambiguous`
 */
export function postToSlack(
  url: string | URL,
  event: HeronEvent | string | Uint8Array,
  options?: SlackOptions,
): Promise<void>;
