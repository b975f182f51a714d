// The steps of a delivery, the same in every adapter: each framework gives the sender the same answers.
import { property, tag, wrong } from "./arguments.js";
import { DELIVER_DEFAULTS as DEFAULTS, LONGEST_TIMER } from "./constants.js";
import { inReadTime } from "./body.js";
import { failure, known, log } from "./delivery-error.js";
import { tooLarge } from "./errors.js";
import { ownOptions } from "./options.js";
import { within } from "./within.js";

/** @import { Claim, Store } from "./claim.js" */
/** @import { DeliverOptions, Delivery, DeliveryError, OnEvent } from "./delivery.js" */
/** @import { Webhook, WebhookError } from "../index.js" */
/** @typedef {{ status: number, headers: { [name: string]: string }, body: string | undefined }} Answer */
/**
 * @typedef {object} Incoming a delivery, made of a framework's objects: each member may throw
 * @property {unknown} method
 * @property {(name: string) => unknown} header
 * @property {(limit: number) => Reading} read
 */
/** @typedef {{ body: unknown, stop: () => void }} Reading a body for `receive`, or a promise of it; and how to stop */

const ACCEPTED = answer(204);

/** Codings of RFC 9110, 8.4.1, and what browsers and proxies added: after one of these, the signed bytes are inside. */
const COMPRESSED = /^(?:x-)?(?:gzip|compress|deflate|br|zstd|dcb|dcz)$/i;

/**
 * Without a store every delivery is a new one.
 *
 * @type {Store}
 */
const NO_STORE = {
  claim: async () => ({ state: "claimed", key: "", token: "" }),
  async complete() {},
  async release() {},
};

const WAIT_UNTIL = 'pass `(promise) => ctx.waitUntil(promise)`, or `waitUntil` of "cloudflare:workers"';

/**
 * A function that takes a delivery, and resolves to its answer; it never rejects.
 *
 * @template Event
 * @param {Webhook<Event>} webhook
 * @param {OnEvent<Event>} onEvent
 * @param {DeliverOptions<Event>} [options]
 * @returns {(incoming: Incoming) => Promise<Answer>}
 */
export function createReceiver(webhook, onEvent, options) {
  if (typeof webhook?.receive !== "function") throw wrong("webhook", "a Webhook", webhook);
  const limit = webhook.maxBodyBytes;
  if (!(Number.isInteger(limit) && limit > 0)) throw wrong("webhook.maxBodyBytes", "a positive integer", limit);
  if (typeof onEvent !== "function") throw wrong("onEvent", "a function", onEvent);
  const { store, claimTtl, timeout, readTimeout, acknowledge, waitUntil, onError } = checked(options);
  let hasWarned = false;

  return async (incoming) => {
    /** @type {Delivery<Event> | undefined} */
    let delivery;
    try {
      if (incoming.method !== "POST") throw notAllowed();
      const signature = incoming.header("heron-signature");
      webhook.checkSignature?.(signature);
      if (Number(incoming.header("content-length")) > limit) throw tooLarge(limit);
      const { body, stop } = incoming.read(limit);
      const controller = new AbortController();
      const received = receive(incoming, await inReadTime(body, readTimeout, stop), signature);
      delivery = Object.assign(received, { signal: controller.signal });
      return await inTime(delivery, controller);
    } catch (thrown) {
      const { error, status, code, headers } = known(thrown);
      later(report(error, delivery));
      return answer(status, code, headers);
    }
  };

  /**
   * @param {Incoming} incoming
   * @param {unknown} body
   * @param {unknown} signature
   */
  function receive(incoming, body, signature) {
    try {
      return webhook.receive(/** @type {import("../index.js").Body} It throws for anything else. */ (body), signature);
    } catch (error) {
      const encoding = incoming.header("content-encoding");
      if (known(error).code !== "signature_mismatch" || !isCompressed(encoding)) throw error;
      const why = `the body arrived compressed (Content-Encoding: ${encoding}) and does not verify as it is`;
      throw failure("unsupported_encoding", `${why}: have it decompressed before heron-webhooks`, error);
    }
  }

  /**
   * The answer to a genuine delivery; if it takes too long, that it does, while the work goes on.
   *
   * @param {Delivery<Event>} delivery
   * @param {AbortController} controller
   */
  function inTime(delivery, controller) {
    const work = handled(delivery);
    const late = () => failure("handler_timeout", `onEvent took more than ${timeout} seconds`);
    return within(work, timeout, late, (error) => {
      later(work.catch((late) => report(known(late).error, delivery)));
      controller.abort(error);
    });
  }

  /** @param {Delivery<Event>} delivery */
  async function handled(delivery) {
    const claim = await asked("claim", () => store.claim(store === NO_STORE ? "" : delivery.key, claimTtl));
    const state = property(claim, "state");
    if (state === "completed") return ACCEPTED;
    if (state === "busy") throw inProgress();
    if (state !== "claimed") {
      throw failure("store_failed", 'store.claim resolved to none of { state: "claimed" | "completed" | "busy" }');
    }
    const settled = settle(delivery, /** @type {Claim} Its state says so. */ (claim));
    if (acknowledge === "before") later(settled.catch((error) => report(known(error).error, delivery)));
    else await settled;
    return ACCEPTED;
  }

  function inProgress() {
    const error = failure("delivery_in_progress", "another worker is handling this delivery: Heron will send it again");
    return Object.assign(error, { headers: { "retry-after": String(Math.ceil(claimTtl)) } });
  }

  /**
   * @param {Delivery<Event>} delivery
   * @param {Claim} claim
   */
  async function settle(delivery, claim) {
    try {
      checkResult(await onEvent(delivery.event, delivery));
    } catch (cause) {
      await asked("release", () => store.release(claim)).catch((error) => report(error, delivery));
      throw failure("handler_failed", "onEvent failed", cause);
    }
    // If this fails, the sender has to deliver again: that the event is done must be on record before it is
    // acknowledged.
    await asked("complete", () => store.complete(claim));
  }

  /**
   * The adapter answers, not `onEvent`: a `Response` from it says at least whether it succeeded.
   *
   * @param {unknown} result
   */
  function checkResult(result) {
    if (result === null || typeof result !== "object" || tag(result) !== "Response") return;
    const status = Number(property(result, "status"));
    if (!(status >= 200 && status <= 299)) {
      throw new Error(
        `onEvent returned a Response with status ${status}: throw an error to have the event delivered again`,
      );
    }
    if (hasWarned) return;
    hasWarned = true;
    console.warn(
      "heron-webhooks: onEvent returned a Response, which is not sent: the answer is 204 once onEvent has settled",
    );
  }

  /**
   * @template T
   * @param {keyof Store} step
   * @param {() => Promise<T>} work
   */
  async function asked(step, work) {
    try {
      return await work();
    } catch (cause) {
      throw failure("store_failed", `store.${step} failed`, cause);
    }
  }

  /**
   * The user's `waitUntil` may throw at once, as a method without its object does. The answer stays the same.
   *
   * @param {Promise<unknown>} promise
   */
  function later(promise) {
    try {
      waitUntil(promise);
    } catch (cause) {
      void report(failure("internal", `waitUntil failed: ${WAIT_UNTIL}`, cause));
    }
  }

  /**
   * Neither the answer nor the process depends on `onError`, which may throw or reject.
   *
   * @param {WebhookError | DeliveryError} error
   * @param {Delivery<Event>} [delivery]
   */
  async function report(error, delivery) {
    try {
      await onError(error, delivery);
    } catch (cause) {
      log(failure("internal", "onError failed", cause));
    }
  }
}

function notAllowed() {
  const error = failure("method_not_allowed", "the method is not POST");
  return Object.assign(error, { headers: { allow: "POST" } });
}

/** @param {unknown} encoding */
function isCompressed(encoding) {
  return typeof encoding === "string" && encoding.split(",").some((coding) => COMPRESSED.test(coding.trim()));
}

/**
 * The options, each checked.
 *
 * @template Event
 * @param {DeliverOptions<Event>} [options]
 */
function checked(options) {
  const given = ownOptions(options);
  const { store = NO_STORE, acknowledge = DEFAULTS.acknowledge, waitUntil, onError = log } = given;
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
  return { store, timeout, readTimeout, claimTtl, acknowledge, waitUntil: waitUntil ?? (() => {}), onError };
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

/**
 * @param {number} status
 * @param {string} [code]
 * @param {{ [name: string]: string }} [headers]
 * @returns {Answer}
 */
function answer(status, code, headers) {
  if (code === undefined) return { status, headers: {}, body: undefined };
  return { status, headers: { "content-type": "text/plain; charset=utf-8", ...headers }, body: code };
}
