// The steps of a delivery, the same in every adapter: each framework gives the sender the same answers.
import { property, tag, wrong } from "./arguments.js";
import { inReadTime } from "./body.js";
import { NO_STORE, WAIT_UNTIL, deliverOptions } from "./deliver-options.js";
import { failure, known, told, withoutStack } from "./delivery-error.js";
import { tooLarge } from "./errors.js";
import { HandledDelivery } from "./handled-delivery.js";
import { bytesOf, watched } from "./outcome.js";
import { within } from "./within.js";

/** @import { Claim, Store } from "./claim.js" */
/** @import { DeliverOptions, Delivery, DeliveryError, OnEvent } from "./delivery.js" */
/** @import { Seen } from "./outcome.js" */
/** @import { Webhook, WebhookError } from "../index.js" */
/** @typedef {{ status: number, headers: { [name: string]: string }, body: string | undefined }} Answer */
/**
 * @typedef {object} Incoming a delivery, made of a framework's objects: each member may throw
 * @property {unknown} method
 * @property {(name: string) => unknown} header
 * @property {(limit: number) => Reading} read
 */
/** @typedef {{ body: unknown, stop(): void }} Reading a body for `receive`, or a promise of it; and how to stop */

const ACCEPTED = answer(204);

const QUEUE = "put the event into a queue and return, or raise timeout";

/** Codings of RFC 9110, 8.4.1, and what browsers and proxies added: after one of these, the signed bytes are inside. */
const COMPRESSED = /^(?:x-)?(?:gzip|compress|deflate|br|zstd|dcb|dcz)$/i;

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
  const { store, claimTtl, timeout, readTimeout, acknowledge, waitUntil, onError, onOutcome } = deliverOptions(options);
  let hasWarned = false;

  return onOutcome === undefined ? answered : watched(answered, onOutcome, later);

  /**
   * @param {Incoming} incoming
   * @param {Seen} [seen] filled in, if the outcome is told
   * @returns {Promise<Answer>}
   */
  async function answered(incoming, seen) {
    /** @type {HandledDelivery<Event> | undefined} */
    let delivery;
    try {
      if (incoming.method !== "POST") throw notAllowed();
      const signature = incoming.header("heron-signature");
      withoutStack(() => webhook.checkSignature?.(signature));
      if (Number(incoming.header("content-length")) > limit) throw tooLarge(limit);
      const reading = incoming.read(limit);
      const body = reading.body instanceof Promise ? await inReadTime(reading, readTimeout) : reading.body;
      if (seen) seen.bytes = bytesOf(body);
      const genuine = new HandledDelivery(receive(incoming, body, signature));
      // Before it is claimed, or reported: with a text that is not an event nothing can be done.
      const { event } = genuine;
      delivery = genuine;
      if (seen) seen.delivery = genuine;
      const isPlain = store === NO_STORE && acknowledge === "after";
      const work = isPlain ? handled(event, delivery) : claimed(event, delivery, seen);
      if (work !== undefined) await inTime(work, delivery);
      return ACCEPTED;
    } catch (thrown) {
      const { error, status, code, headers } = known(thrown);
      later(report(error, delivery));
      return answer(status, code, headers);
    }
  }

  /**
   * @param {Incoming} incoming
   * @param {unknown} body
   * @param {unknown} signature
   */
  function receive(incoming, body, signature) {
    try {
      const given = /** @type {import("../index.js").Body} It throws for anything else. */ (body);
      return withoutStack(() => webhook.receive(given, signature));
    } catch (error) {
      const encoding = incoming.header("content-encoding");
      if (known(error).code !== "signature_mismatch" || !isCompressed(encoding)) throw error;
      const why = `the body arrived compressed (Content-Encoding: ${encoding}) and does not verify as it is`;
      throw failure("unsupported_encoding", `${why}: have it decompressed before heron-webhooks`, error);
    }
  }

  /**
   * If work takes too long, the sender is told so, while the work goes on.
   *
   * @param {Promise<void>} work
   * @param {HandledDelivery<Event>} delivery
   */
  function inTime(work, delivery) {
    const late = () => failure("handler_timeout", `onEvent took more than ${timeout} seconds: ${QUEUE}`);
    return within(work, timeout, late, (error) => {
      background(work, delivery);
      HandledDelivery.abort(delivery, error);
    });
  }

  /**
   * Nobody waits for this work any more: its failure is reported.
   *
   * @param {Promise<void>} work
   * @param {Delivery<Event>} delivery
   */
  function background(work, delivery) {
    later(work.catch((error) => report(known(error).error, delivery)));
  }

  /**
   * Nothing if `onEvent` is done at once, otherwise a promise of its end.
   *
   * @param {Event} event
   * @param {Delivery<Event>} delivery
   * @returns {Promise<void> | undefined}
   */
  function handled(event, delivery) {
    try {
      const result = onEvent(event, delivery);
      if (typeof property(result, "then") === "function") return settled(result);
      checkResult(result);
      return undefined;
    } catch (cause) {
      throw handlerFailed(cause);
    }
  }

  /** @param {unknown} result */
  async function settled(result) {
    try {
      checkResult(await result);
    } catch (cause) {
      throw handlerFailed(cause);
    }
  }

  /**
   * @param {Event} event
   * @param {HandledDelivery<Event>} delivery
   * @param {Seen} [seen]
   */
  async function claimed(event, delivery, seen) {
    const claim = await asked("claim", () => store.claim(store === NO_STORE ? "" : delivery.key, claimTtl));
    const state = property(claim, "state");
    if (state === "completed") {
      if (seen) seen.repeated = true;
      return;
    }
    if (state === "busy") throw inProgress();
    if (state !== "claimed") {
      throw failure("store_failed", 'store.claim resolved to none of { state: "claimed" | "completed" | "busy" }');
    }
    const held = /** @type {Claim} Its state says so. */ (claim);
    if (store !== NO_STORE) delivery.claim = held;
    const work = completed(event, delivery, held);
    if (acknowledge === "before") background(work, delivery);
    else await work;
  }

  function inProgress() {
    const error = failure("delivery_in_progress", "another worker is handling this delivery: Heron will send it again");
    return Object.assign(error, { headers: { "retry-after": String(Math.ceil(claimTtl)) } });
  }

  /**
   * @param {Event} event
   * @param {Delivery<Event>} delivery
   * @param {Claim} claim
   */
  async function completed(event, delivery, claim) {
    try {
      await handled(event, delivery);
    } catch (error) {
      await asked("release", () => store.release(claim)).catch((error) => report(error, delivery));
      throw error;
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
   * @param {WebhookError | DeliveryError} error
   * @param {Delivery<Event>} [delivery]
   */
  function report(error, delivery) {
    return told("onError", onError, error, delivery);
  }
}

/** @param {unknown} cause */
const handlerFailed = (cause) => failure("handler_failed", "onEvent failed", cause);

function notAllowed() {
  const error = failure("method_not_allowed", "the method is not POST");
  return Object.assign(error, { headers: { allow: "POST" } });
}

/** @param {unknown} encoding */
function isCompressed(encoding) {
  return typeof encoding === "string" && encoding.split(",").some((coding) => COMPRESSED.test(coding.trim()));
}

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
