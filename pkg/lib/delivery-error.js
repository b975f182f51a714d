// Errors of a delivery that are not about its signature, told apart from those that other code throws.

/** @import { DeliveryErrorStatus } from "./codes.js" */
/** @import { DeliveryError } from "./delivery.js" */
/** @import { WebhookError } from "../index.js" */
/** @typedef {{ readonly [name: string]: string }} Headers */
/**
 * @typedef {object} Known
 * @property {(WebhookError | DeliveryError) & { headers?: Headers }} error
 * @property {number} status
 * @property {string} code
 * @property {Headers} [headers] of the answer
 */

/**
 * The HTTP status of each code.
 *
 * @type {Readonly<DeliveryErrorStatus>}
 */
export const STATUS = {
  method_not_allowed: 405,
  body_timeout: 408,
  body_incomplete: 400,
  unsupported_encoding: 415,
  delivery_in_progress: 409,
  handler_failed: 500,
  handler_timeout: 504,
  store_failed: 500,
  body_consumed: 500,
  internal: 500,
};

/**
 * The statuses that an answer to a delivery can have besides 204.
 *
 * @param {unknown} status
 * @returns {status is number}
 */
const isStatus = (status) => typeof status === "number" && status >= 400 && status <= 599 && Number.isInteger(status);

/**
 * A `DeliveryError`.
 *
 * @param {keyof DeliveryErrorStatus} code
 * @param {string} message
 * @param {unknown} [cause]
 * @returns {DeliveryError}
 */
export function failure(code, message, cause) {
  const error = new Error(message, cause === undefined ? undefined : { cause });
  return Object.assign(error, { name: /** @type {const} */ ("DeliveryError"), code, status: STATUS[code] });
}

/**
 * Calls something whose errors get no stack. The stack of a refusal would show this package alone, and costs more than
 * all else that is done for a forged delivery.
 *
 * @template T
 * @param {() => T} work
 */
export function withoutStack(work) {
  const { stackTraceLimit } = Error;
  if (stackTraceLimit === undefined) return work();
  // Not an assignment, which throws where the language's objects are frozen.
  Reflect.set(Error, "stackTraceLimit", 0);
  try {
    return work();
  } finally {
    Reflect.set(Error, "stackTraceLimit", stackTraceLimit);
  }
}

/**
 * An error of this package, of any copy of it, and what it says, each read once; anything else becomes the `cause` of
 * an `internal` one.
 *
 * @param {unknown} error
 * @returns {Known}
 */
export function known(error) {
  try {
    const ours = /** @type {Known["error"]} Checked here, and only read inside. */ (error);
    const { name, status, code, headers } = ours;
    const isNamed = name === "WebhookError" || name === "DeliveryError";
    if (isNamed && isStatus(status) && typeof code === "string") return { error: ours, status, code, headers };
  } catch {
    // A getter that throws, or nothing to have properties.
  }
  const wrapped = failure("internal", "the delivery could not be handled", error);
  return { error: wrapped, status: 500, code: "internal" };
}

/**
 * Writes an error to the console. Its cause is foreign: printing it may throw.
 *
 * @param {WebhookError | DeliveryError} error
 */
export function log({ code, message, cause }) {
  const line = `heron-webhooks: ${code}: ${message}`;
  try {
    if (cause === undefined) console.error(line);
    else console.error(line, cause);
  } catch {
    console.error(`${line} (its cause cannot be printed)`);
  }
}

/**
 * Tells one of the user's callbacks something. Neither the answer nor the process depends on it: it may throw or reject.
 *
 * @template {unknown[]} Told
 * @param {string} name
 * @param {(...told: Told) => unknown} callback
 * @param {Told} values
 */
export async function told(name, callback, ...values) {
  try {
    await callback(...values);
  } catch (cause) {
    log(failure("internal", `${name} failed`, cause));
  }
}
