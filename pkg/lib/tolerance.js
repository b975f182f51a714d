// How old an event is, by its signed `created`: with an offset, or naive, which Heron means in UTC.
import { CLOCK_SKEW } from "./constants.js";
import { WebhookError } from "./errors.js";

/** ISO 8601 as Python's `isoformat()` writes it; more than milliseconds do not matter. */
const TIMESTAMP = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d{1,3})?\d*(Z|[+-]\d\d:?\d\d)?$/;

/**
 * Throws unless `created` is at most `tolerance` seconds before `now`, which is in milliseconds, and not after it.
 *
 * @param {unknown} created
 * @param {number} tolerance in seconds
 * @param {number} now in milliseconds
 */
export function checkTolerance(created, tolerance, now) {
  const age = (now - milliseconds(created)) / 1000;
  if (age <= tolerance && age >= -CLOCK_SKEW) return;
  const seconds = Math.round(Math.abs(age));
  let what = "has no `created` that is a timestamp";
  if (age > 0) what = `was created ${seconds} seconds ago, more than the tolerance of ${tolerance}`;
  if (age < 0) what = `was created ${seconds} seconds in the future: is this machine's clock right?`;
  throw new WebhookError("timestamp_out_of_tolerance", `the signature is genuine, but the event ${what}`);
}

/**
 * Milliseconds since 1970; NaN for anything but a timestamp.
 *
 * @param {unknown} created
 */
function milliseconds(created) {
  const parts = typeof created === "string" ? TIMESTAMP.exec(created) : null;
  if (parts === null) return NaN;
  const [, date, time, fraction = "", offset = "Z"] = parts;
  return Date.parse(`${date}T${time}${fraction}${offset.replace(/(\d\d)(\d\d)$/, "$1:$2")}`);
}
