// The options of the adapters, each checked.
import { property, wrong } from "./arguments.js";
import { DELIVER_DEFAULTS as DEFAULTS, LONGEST_TIMER } from "./constants.js";
import { log } from "./delivery-error.js";
import { ownOptions } from "./options.js";

/** @import { Store } from "./claim.js" */
/** @import { DeliverOptions } from "./delivery.js" */

/**
 * Without a store every delivery is a new one.
 *
 * @type {Store}
 */
export const NO_STORE = {
  claim: async () => ({ state: "claimed", key: "", token: "" }),
  async complete() {},
  async release() {},
};

export const WAIT_UNTIL = 'pass `(promise) => ctx.waitUntil(promise)`, or `waitUntil` of "cloudflare:workers"';

/**
 * The options, each checked.
 *
 * @template Event
 * @param {DeliverOptions<Event>} [options]
 */
export function deliverOptions(options) {
  const given = ownOptions(options);
  const { store = NO_STORE, acknowledge = DEFAULTS.acknowledge, waitUntil, onError = log, onOutcome } = given;
  const { timeout = DEFAULTS.timeout, readTimeout = DEFAULTS.readTimeout, claimTtl = DEFAULTS.claimTtl } = given;
  for (const step of ["claim", "complete", "release"]) {
    const method = property(store, step);
    if (typeof method !== "function") throw wrong(`options.store.${step}`, "a function", method);
  }
  checkSeconds("timeout", timeout);
  checkSeconds("readTimeout", readTimeout);
  if (store !== NO_STORE && !(claimTtl > timeout && claimTtl < Infinity)) {
    const why = "a claim must outlive its handler's time limit";
    throw new TypeError(`options.claimTtl must be a number of seconds, more than options.timeout: ${why}`);
  }
  if (acknowledge !== "after" && acknowledge !== "before") {
    throw new TypeError('options.acknowledge must be "after" or "before"');
  }
  if (waitUntil !== undefined && typeof waitUntil !== "function")
    throw wrong("options.waitUntil", "a function", waitUntil);
  if (acknowledge === "before" && waitUntil === undefined && isWorker()) {
    const why = "a Worker stops when its answer is sent";
    throw new TypeError(`options.waitUntil is required with acknowledge: "before", because ${why}: ${WAIT_UNTIL}`);
  }
  if (typeof onError !== "function") throw wrong("options.onError", "a function", onError);
  if (onOutcome !== undefined && typeof onOutcome !== "function")
    throw wrong("options.onOutcome", "a function", onOutcome);
  return { store, timeout, readTimeout, claimTtl, acknowledge, waitUntil: waitUntil ?? (() => {}), onError, onOutcome };
}

/**
 * @param {string} option
 * @param {unknown} seconds
 */
function checkSeconds(option, seconds) {
  if (typeof seconds === "number" && seconds > 0 && seconds <= LONGEST_TIMER) return;
  throw new TypeError(`options.${option} must be a number of seconds, more than 0 and at most ${LONGEST_TIMER}`);
}

export const isWorker = () => globalThis.navigator?.userAgent === "Cloudflare-Workers";
