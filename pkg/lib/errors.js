// `WebhookError`: whatever is wrong with a delivery itself.
import { own } from "./arguments.js";

/** @import { WebhookErrorStatus } from "./codes.js" */
/** @import { WebhookError as Public } from "../index.js" */

/**
 * The HTTP status of each code.
 *
 * @type {Readonly<WebhookErrorStatus>}
 */
export const STATUS = {
  signature_missing: 400,
  signature_malformed: 400,
  signature_mismatch: 401,
  body_missing: 400,
  body_too_large: 413,
  invalid_json: 400,
  invalid_event: 400,
  timestamp_out_of_tolerance: 400,
  internal: 500,
};

/** @implements {Pick<Public, "code" | "status" | "offset">} its name is the prototype's */
export class WebhookError extends Error {
  /**
   * @param {keyof WebhookErrorStatus} code
   * @param {string} message
   * @param {{ offset?: number | undefined, cause?: unknown }} [details]
   */
  constructor(code, message, details) {
    const { offset, cause } = own(details);
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = STATUS[code];
    if (offset !== undefined) this.offset = offset;
  }
}
named(WebhookError, "WebhookError");

/**
 * Gives a class of errors its name, which a minifier leaves alone.
 *
 * @param {Function} of
 * @param {string} value
 */
export function named({ prototype }, value) {
  Object.defineProperty(prototype, "name", own({ value, configurable: true, writable: true }));
}

/** @param {number} limit in bytes */
export function tooLarge(limit) {
  const remedy = "raise maxBodyBytes if you expect that";
  return new WebhookError("body_too_large", `the body has more than ${limit} bytes: ${remedy}`);
}
