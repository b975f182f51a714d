// Options: which properties count as one, and their values checked.
import { own, wrong } from "./arguments.js";
import { FORMS, LARGEST_BODY, VERIFY_DEFAULTS } from "./constants.js";

/** @import { Form, UnwrapOptions } from "../index.js" */
/**
 * @template Event
 * @typedef {object} Receiving the options of `verify` and `unwrap`, checked
 * @property {number} forms a bit for each form that is tried
 * @property {number} maxBodyBytes
 * @property {((message: string) => Event) | undefined} parse
 * @property {number | undefined} tolerance in seconds
 * @property {() => number} now in milliseconds
 */

/** The number of the form that is the body itself. */
export const RAW = 0;
const ALL_FORMS = 0b111;

const NO_OPTIONS = Object.freeze(own({}));

/**
 * Options as they were given, read once.
 *
 * @template {object} T
 * @param {T} [options]
 * @returns {Partial<T>}
 */
export function ownOptions(options) {
  if (options === undefined) return NO_OPTIONS;
  if (options === null || typeof options !== "object") throw wrong("options", "an object", options);
  return own(options);
}

/**
 * The options of `verify` and `unwrap`.
 *
 * @template Event
 * @param {UnwrapOptions<Event>} [options]
 * @returns {Receiving<Event>}
 */
export function receiving(options) {
  const { forms, maxBodyBytes, parse, tolerance, now = Date.now } = ownOptions(options);
  if (parse !== undefined && typeof parse !== "function") throw wrong("options.parse", "a function", parse);
  if (tolerance !== undefined && !(Number.isFinite(tolerance) && tolerance > 0)) {
    throw new TypeError("options.tolerance must be a number of seconds, more than 0");
  }
  if (typeof now !== "function") throw wrong("options.now", "a function", now);
  return { forms: formBits(forms), maxBodyBytes: byteLimit(maxBodyBytes), parse, tolerance, now };
}

/** @param {unknown} form */
export function formNumber(form) {
  const number = FORMS.indexOf(/** @type {Form} Anything else is not found. */ (form));
  if (number < 0) throw new TypeError('options.form must be "raw", "python" or "javascript"');
  return number;
}

/**
 * A bit for each form that is tried.
 *
 * @param {unknown} forms
 */
function formBits(forms) {
  if (forms === undefined) return ALL_FORMS;
  const numbers = Array.isArray(forms) ? Array.from(forms, (form) => FORMS.indexOf(form)) : [];
  if (numbers.length === 0 || numbers.includes(-1)) {
    throw new TypeError('options.forms must be an array of "raw", "python" and "javascript"');
  }
  return numbers.reduce((bits, number) => bits | (1 << number), 0);
}

/** @param {number} limit */
export function byteLimit(limit = VERIFY_DEFAULTS.maxBodyBytes) {
  if (Number.isInteger(limit) && limit > 0 && limit <= LARGEST_BODY) return limit;
  throw new TypeError(`options.maxBodyBytes must be an integer from 1 to ${LARGEST_BODY}`);
}
