// The class of errors, and the HTTP status of each code. How an error is recognised.
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
 * Names a class of errors. Its instances are those of every copy of the package in the process: its built files do not
 * share their classes, and neither do an ES module and CommonJS. A subclass has only its own instances.
 *
 * @param {Function} Class
 * @param {string} name
 */
export function named(Class, name) {
  const brand = Symbol.for(`heron-webhooks.${name}`);
  const define = (/** @type {object} */ target, /** @type {PropertyKey} */ key, /** @type {unknown} */ value) =>
    Object.defineProperty(target, key, own({ value, configurable: true, writable: true }));
  define(Class.prototype, "name", name);
  define(Class.prototype, brand, true);
  define(
    Class,
    Symbol.hasInstance,
    /** @this {unknown} @param {any} value */ function (value) {
      if (this !== Class) return Function.prototype[Symbol.hasInstance].call(/** @type {Function} */ (this), value);
      try {
        return value !== null && typeof value === "object" && value[brand] === true;
      } catch {
        return false; // a proxy, or a getter that throws
      }
    },
  );
}

/** @param {number} limit in bytes */
export function tooLarge(limit) {
  const remedy = "raise maxBodyBytes if you expect that";
  return new WebhookError("body_too_large", `the body has more than ${limit} bytes: ${remedy}`);
}
