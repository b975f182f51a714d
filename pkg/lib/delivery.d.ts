import type { Claim, Store } from "./claim.js";
import type { HeronEvent, Webhook, WebhookError } from "../index.js";

export type { Claim, Store };

/** A verified delivery: what `webhook.receive` gives, with a signal. */
export type Delivery<Event = HeronEvent> = ReturnType<Webhook<Event>["receive"]> & {
  /**
   * Aborts when the time limit has passed: the sender has then been told that the handler failed, and will deliver again.
   * Pass it on to what takes long, for example `fetch(url, { signal })`.
   */
  readonly signal: AbortSignal;
};

/**
 * Handles a verified event. When it returns, or the promise that it returns fulfils, the sender is answered 204; when it
 * throws or rejects, 500, so that Heron delivers again.
 */
export type OnEvent<Event = HeronEvent> = (event: Event, delivery: Delivery<Event>) => unknown;

/**
 * Why a delivery was not answered with 204, besides what a `WebhookError` says. It holds no secret and no payload; what
 * your own code threw is its `cause`.
 *
 * From the request:
 * - `method_not_allowed` (405): the method is not POST.
 * - `body_timeout` (408): the body took longer than `readTimeout`.
 * - `body_incomplete` (400): the connection closed before the body was complete.
 * - `unsupported_encoding` (415): the body arrived compressed, and does not verify as it is.
 * - `delivery_in_progress` (409): the store knows that another worker is handling this delivery.
 *
 * From this side:
 * - `handler_failed` (500): `onEvent` threw, rejected, or returned a `Response` that is not 2xx; see `cause`.
 * - `handler_timeout` (504): `onEvent` has taken longer than `timeout`. It goes on; how it ends is still honoured.
 * - `store_failed` (500): a step of the store threw or rejected; see `cause`.
 * - `body_consumed` (500): something had read or decoded the body before. The message names the remedy.
 * - `internal` (500): `parse`, `onError`, `waitUntil`, or an object of the framework threw; see `cause`.
 */
export interface DeliveryError extends Error {
  readonly name: "DeliveryError";
  readonly code:
    | "method_not_allowed"
    | "body_timeout"
    | "body_incomplete"
    | "unsupported_encoding"
    | "delivery_in_progress"
    | "handler_failed"
    | "handler_timeout"
    | "store_failed"
    | "body_consumed"
    | "internal";
  /** The HTTP status of the answer. */
  readonly status: 400 | 405 | 408 | 409 | 415 | 500 | 504;
}

export interface DeliverOptions<Event = HeronEvent> {
  /** Remembers what was handled. Without one, `onEvent` gets an event each time that it is delivered. */
  store?: Store | undefined;
  /**
   * For how many seconds a claim of the store holds if it is neither completed nor released, because its process was
   * killed: 50 by default, which ends before Heron's first retry, after a minute. It must be more than `timeout`.
   */
  claimTtl?: number | undefined;
  /** For how many seconds `onEvent` may keep the sender waiting: 10 by default. */
  timeout?: number | undefined;
  /** For how many seconds the body may take to arrive: 10 by default. Then the answer is 408 `body_timeout`. */
  readTimeout?: number | undefined;
  /**
   * `"after"`, the default: the sender is answered when `onEvent` has settled. `"before"`: as soon as the delivery is
   * verified and claimed; an event whose handler then fails is lost, as nobody delivers it again.
   */
  acknowledge?: "after" | "before" | undefined;
  /**
   * Is given a promise of what is still under way when the answer goes, where a runtime would stop it otherwise:
   * `waitUntil` of `cloudflare:workers`, or `(promise) => ctx.waitUntil(promise)`, in a Worker, where it is required with
   * `acknowledge: "before"`; `after` in Next. The promise never rejects.
   */
  waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
  /**
   * Is told why each delivery was not answered with 204, with the delivery if it is genuine. By default that is written to
   * `console.error`. The answer does not wait for it.
   */
  onError?: ((error: WebhookError | DeliveryError, delivery?: Delivery<Event>) => unknown) | undefined;
}
