// What `listen` prints of each delivery, and of each error that it is told besides.
import { STATUS_CODES } from "node:http";
import { plural, print, printJson, printable, style } from "./terminal.js";
import { wrap } from "./usage.js";

/** A JSON object a delivery. */
export function reportJson(record, showBody) {
  printJson({ ...described(record), body: showBody ? record.delivery?.message : undefined });
}

/** A line a delivery, and its details below. */
export function reportLine(record, showBody) {
  const { method, path, status, milliseconds, topic, form, secretIndex, code, problem, passedOn } = described(record);
  const { message } = record.delivery ?? {};
  const colour = status >= 200 && status < 300 ? "green" : "red";
  const gone = record.response ? "gone" : "later";
  const verdict = style(colour, `${status ?? gone} ${STATUS_CODES[status] ?? ""}`.trim());
  const request = method === undefined ? "no request" : printable(`${method} ${path}`);
  const duration = milliseconds === undefined ? "" : `, ${milliseconds} ms`;
  print(`${record.time.toTimeString().slice(0, 8)}  ${verdict}  ${request}${duration}`);
  const details = [];
  if (message !== undefined) {
    const secret = secretIndex > 0 ? `, with secret ${secretIndex + 1}` : "";
    details.push(`${style("bold", printable(topic))}: ${form} form${secret}, ${plural(Buffer.byteLength(message), "byte")}`);
  }
  if (problem !== undefined) details.push(printable(`${code}: ${problem}`));
  details.push(...(passedOn ?? []).map(printable));
  for (const text of details) print(wrap(text, 10));
  if (showBody && message !== undefined) print(printable(message));
}

/**
 * What there is to say about a delivery once it is answered. An error that is told later, or for another reason, has no
 * `response` beside it; where Node found no HTTP, there is no `request` either.
 */
function described({ time, start, request, response, status, delivery, error, passedOn }) {
  return {
    time: time.toISOString(),
    method: request?.method,
    path: request?.url,
    status: response?.writableFinished ? response.statusCode : status,
    milliseconds: start === undefined ? undefined : Math.round(performance.now() - start),
    topic: delivery?.event.topic,
    form: delivery?.form,
    secretIndex: delivery?.secretIndex,
    code: error?.code,
    problem: error === undefined ? undefined : problem(error),
    passedOn,
  };
}

/** Of a failed handler, which is this program's, the cause: why nothing was posted or forwarded. */
function problem({ code, message, cause }) {
  return String((code === "handler_failed" && cause?.message) || message);
}
