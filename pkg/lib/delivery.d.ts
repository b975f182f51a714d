import type { Claim, Store } from "./claim.js";
import type { DeliveryErrorStatus } from "./codes.js";
import type { Form, HeronEvent, Webhook, WebhookError } from "../index.js";

export type { Claim, Store };

/** A verified delivery: what `webhook.receive` gives, with a signal and the store's claim. */
export type Delivery<Event = HeronEvent> = ReturnType<Webhook<Event>["receive"]> & {
  /**
   * Aborts when the time limit has passed: the sender has then been told that the handler failed, and will deliver
   * again. Pass it on to what takes long, for example `fetch(url, { signal })`.
   */
  readonly signal: AbortSignal;
  /**
   * The store's claim of this delivery, which the adapter completes when `onEvent` has settled. `undefined` without a
   * store. `completeIn` of the PostgreSQL store completes it in your transaction.
   */
  readonly claim: Claim | undefined;
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

/**
 * How one request ended, in values that can be counted and logged: without the payload, the signature or a secret.
 */
export interface Outcome {
  /** The HTTP status of the answer. */
  readonly status: 204 | WebhookError["status"] | DeliveryError["status"];
  /** Why the answer is not 204; undefined for 204. */
  readonly code: WebhookError["code"] | DeliveryError["code"] | undefined;
  /** Which form of the body matched. Undefined unless there is a genuine event. */
  readonly form: Form | undefined;
  /** The number of the secret that matched; 0 is the current one. Undefined unless there is a genuine event. */
  readonly secretIndex: number | undefined;
  /** The length of the body; undefined if it was not read to its end, or a parser in front has left no bytes of it. */
  readonly bytes: number | undefined;
  /** From the call of the adapter to its answer; with a fraction. */
  readonly milliseconds: number;
  /** Whether the store has this delivery on record as completed: `onEvent` was not called, and the answer is 204. */
  readonly repeated: boolean;
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
  /**
   * Is told the outcome of each request once, when its answer has been decided. With `acknowledge: "before"` that is
   * before the handler has ended. The answer neither waits for it nor depends on it: what it throws, or rejects with,
   * is written to `console.error`.
   *
   * @example
   * const onOutcome = ({ status, code, secretIndex }: Outcome) => console.log({ status, code, secretIndex });
   * export const POST = createFetchHandler(webhook, onEvent, { onOutcome });
   */
  onOutcome?: ((outcome: Outcome) => unknown) | undefined;
}
