// The lines that `listen` prints: one for each delivery, and for each error that is reported besides. And an answer.
import { STATUS_CODES } from "node:http";
import { isDelivered } from "./post.js";
import { plural, print, printJson, printable, style } from "./terminal.js";
import { wrap } from "./usage.js";

/** @import { IncomingMessage, ServerResponse } from "node:http" */
/** @import { HeronEvent } from "heron-webhooks" */
/** @import { Delivery } from "heron-webhooks/node" */
/**
 * A delivery, or an error besides. An error that is told later, or for another reason, has no `response` beside it;
 * where Node found no HTTP, there is no `request` either.
 *
 * @typedef {object} Record
 * @property {Date} time
 * @property {number} [start]
 * @property {number} [end] when it was answered
 * @property {IncomingMessage} [request]
 * @property {ServerResponse} [response]
 * @property {number} [status]
 * @property {Delivery<HeronEvent>} [delivery]
 * @property {{ code: string, message: string, cause?: unknown }} [error]
 * @property {string[]} [passedOn]
 * @property {string} [cause] why the signature does not match
 * @property {string} [more] the address of a description of that cause
 * @property {string} [saved] the file in which the delivery was saved
 */

/** Of the details of a delivery, in columns. */
const INDENT = 10;

/**
 * A JSON object a delivery.
 *
 * @param {Record} record
 * @param {boolean} [showBody]
 */
export function reportJson(record, showBody) {
  printJson({ ...described(record), body: showBody ? record.delivery?.message : undefined });
}

/**
 * A line a delivery, and its details below.
 *
 * @param {Record} record
 * @param {boolean} [showBody]
 */
export function reportLine(record, showBody) {
  const { method, path, status, milliseconds, code, problem, passedOn } = described(record);
  const { delivery } = record;
  const colour = isDelivered({ status }) ? "green" : "red";
  const gone = record.response ? "gone" : "later";
  const verdict = style(colour, `${status ?? gone} ${STATUS_CODES[status ?? ""] ?? ""}`.trim());
  const request = method === undefined ? "no request" : printable(`${method} ${path}`);
  const duration = milliseconds === undefined ? "" : `, ${milliseconds} ms`;
  print(`${record.time.toTimeString().slice(0, 8)}  ${verdict}  ${request}${duration}`);
  const details = [];
  if (delivery !== undefined) {
    const { event, form, message, secretIndex } = delivery;
    const secret = secretIndex > 0 ? `, with secret ${secretIndex + 1}` : "";
    const length = plural(Buffer.byteLength(message), "byte");
    details.push(`${style("bold", printable(event.topic))}: ${form} form${secret}, ${length}`);
  }
  if (problem !== undefined) details.push(printable(`${code}: ${record.cause ?? problem}`));
  if (record.saved !== undefined) details.push(printable(`saved as ${record.saved}`));
  details.push(...(passedOn ?? []).map(printable));
  for (const text of details) print(wrap(text, INDENT));
  // In one line, however long, so that terminals recognise the address.
  if (record.more !== undefined) print(`${" ".repeat(INDENT)}More: ${record.more}`);
  if (showBody && delivery !== undefined) print(printable(delivery.message));
}

/**
 * The facts of a delivery once it is answered.
 *
 * @param {Record} record
 */
export function described(record) {
  const { time, start, end, request, response, status, delivery, error, passedOn, cause, more, saved } = record;
  return {
    time: time.toISOString(),
    method: request?.method,
    path: request?.url,
    status: response?.writableFinished ? response.statusCode : status,
    milliseconds: start === undefined ? undefined : Math.round((end ?? performance.now()) - start),
    topic: delivery?.event.topic,
    form: delivery?.form,
    secretIndex: delivery?.secretIndex,
    code: error?.code,
    problem: error === undefined ? undefined : problem(error),
    cause,
    more,
    passedOn,
    saved,
  };
}

/**
 * Of a failed handler, which is this program's, the cause: why nothing was posted or forwarded.
 *
 * @param {{ code: string, message: string, cause?: unknown }} error
 */
function problem({ code, message, cause }) {
  return String(
    (code === "handler_failed" && /** @type {{ message?: unknown } | undefined} */ (cause)?.message) || message,
  );
}

/**
 * The answer to a delivery, and its body below.
 *
 * @param {import("./post.js").Attempt} attempt
 */
export function showAttempt(attempt) {
  const { status, answer, failure, milliseconds } = attempt;
  const verdict = isDelivered(attempt) ? "green" : "red";
  print(failure ? style(verdict, printable(failure)) : `${style(verdict, String(status))} after ${milliseconds} ms`);
  const lines = answer?.trimEnd().split(/\r?\n/) ?? [];
  if (answer) print(lines.map((line) => `  ${printable(line)}`).join("\n"));
}
