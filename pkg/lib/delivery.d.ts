import type { Claim, Store } from "./claim.js";
import type { DeliveryErrorStatus } from "./codes.js";
import type { HeronEvent, Webhook, WebhookError } from "../index.js";

export type { Claim, Store };

/** A verified delivery: what `webhook.receive` gives, with a signal. */
export type Delivery<Event = HeronEvent> = ReturnType<Webhook<Event>["receive"]> & {
  /**
   * Aborts when the time limit has passed: the sender has then been told that the handler failed, and will deliver
   * again. Pass it on to what takes long, for example `fetch(url, { signal })`.
   */
  readonly signal: AbortSignal;
};

/**
 * Handles a verified event. When it returns, or the promise that it returns fulfils, the sender is answered 204; when
 * it throws or rejects, 500, so that Heron delivers again.
 */
export type OnEvent<Event = HeronEvent> = (event: Event, delivery: Delivery<Event>) => unknown;

/**
 * Why a delivery was not answered with 204, besides what a `WebhookError` says. It holds no secret and no payload; what
 * your own code threw is its `cause`. {@link DeliveryErrorStatus} says when each code is given.
 */
export interface DeliveryError extends Error {
  readonly name: "DeliveryError";
  readonly code: keyof DeliveryErrorStatus;
  /** The HTTP status of the answer. */
  readonly status: DeliveryErrorStatus[keyof DeliveryErrorStatus];
}

export interface DeliverOptions<Event = HeronEvent> {
  /** Remembers what was handled. Without one, `onEvent` gets an event each time that it is delivered. */
  store?: Store | undefined;
  /**
   * For how many seconds a claim of the store holds if it is neither completed nor released, because its process was
   * killed. It must be more than `timeout`; the default ends before Heron's first retry, after a minute.
   *
   * @defaultValue 50
   */
  claimTtl?: number | undefined;
  /**
   * For how many seconds `onEvent` may keep the sender waiting.
   *
   * @defaultValue 10
   */
  timeout?: number | undefined;
  /**
   * For how many seconds the body may take to arrive. Then the answer is 408 `body_timeout`.
   *
   * @defaultValue 10
   */
  readTimeout?: number | undefined;
  /**
   * `"after"`: the sender is answered when `onEvent` has settled. `"before"`: as soon as the delivery is verified and
   * claimed; an event whose handler then fails is lost, as Heron does not deliver it again.
   *
   * @defaultValue "after"
   */
  acknowledge?: "after" | "before" | undefined;
  /**
   * Is given a promise of the work that goes on after the answer, where a runtime would stop it otherwise: `waitUntil`
   * of `cloudflare:workers`, or `(promise) => ctx.waitUntil(promise)`, in a Worker, where it is required with
   * `acknowledge: "before"`; `after` in Next. The promise never rejects.
   */
  waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
  /**
   * Is told why each delivery was not answered with 204, with the delivery if it is genuine. By default that is written
   * to `console.error`. The answer does not wait for it.
   */
  onError?: ((error: WebhookError | DeliveryError, delivery?: Delivery<Event>) => unknown) | undefined;
}
