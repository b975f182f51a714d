import type { HeronEvent, Webhook, WebhookError } from "../webhooks.js";

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
 * Remembers deliveries, so that an event that was handled is not handled again when it is delivered again. All processes
 * that receive share one store.
 */
export interface Store {
  /**
   * Claims a delivery for `ttlSeconds`, in one atomic step: `"claimed"` if nobody has it, or only a claim that expired;
   * `"busy"` if somebody is handling it; `"completed"` if it was handled.
   */
  claim(key: string, ttlSeconds: number): Promise<"claimed" | "busy" | "completed">;
  /** The event was handled. If this rejects, the sender is answered 500, and delivers again. */
  complete(key: string): Promise<unknown>;
  /** The handler failed: the delivery can be claimed again at once. */
  release(key: string): Promise<unknown>;
}

/**
 * What went wrong here, not at the sender. It holds no secret and no payload; what your own code threw is its `cause`.
 *
 * - `handler_failed` (500): `onEvent` threw or rejected, `cause` tells with what.
 * - `handler_timeout` (504): `onEvent` has taken longer than `timeout`. It goes on; how it ends is still honoured.
 * - `store_failed` (500): a step of the store threw or rejected, `cause` tells with what.
 * - `body_consumed` (500): something had read the body before, and kept nothing of it. The message names the remedy.
 * - `body_incomplete` (400): the sender has gone before the end of the body.
 * - `internal` (500): `parse` or `onError` threw, `cause` tells with what.
 */
export interface DeliveryError extends Error {
  readonly name: "DeliveryError";
  readonly code:
    | "handler_failed"
    | "handler_timeout"
    | "store_failed"
    | "body_consumed"
    | "body_incomplete"
    | "internal";
  /** The HTTP status of the answer. */
  readonly status: 400 | 500 | 504;
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
  /**
   * `"after"`, the default: the sender is answered when `onEvent` has settled. `"before"`: as soon as the delivery is
   * verified and claimed; an event whose handler then fails is lost, as nobody delivers it again.
   */
  acknowledge?: "after" | "before" | undefined;
  /**
   * Is given a promise of what is still under way when the answer goes, where a runtime would stop it otherwise:
   * `(promise) => context.waitUntil(promise)` in a Worker, `after` in Next. The promise never rejects.
   */
  waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
  /**
   * Is told of each error, with its delivery if that is genuine. By default it is written to `console.error`. What it
   * returns is not waited for.
   */
  onError?: ((error: WebhookError | DeliveryError, delivery?: Delivery<Event>) => unknown) | undefined;
}
