/**
 * Remembers deliveries, so that an event that was handled is not handled again when it is delivered again. All
 * processes that receive share one store.
 *
 * @example
 * const claim = await store.claim(delivery.key, 50);
 * if (claim.state === "claimed") {
 *   try {
 *     await handle(delivery.event);
 *   } catch (error) {
 *     await store.release(claim);
 *     throw error;
 *   }
 *   await store.complete(claim);
 * }
 */
export interface Store {
  /**
   * Claims a delivery for `ttlSeconds`, in one atomic step: a `Claim` if nobody has it, or only a claim that expired;
   * `"busy"` if somebody is handling it; `"completed"` if it was handled.
   *
   * @throws {TypeError} (as a rejection) for a key or a number of seconds that is none
   * @throws {Error} (as a rejection) if the record could not be written; a claim may stand until its ttl ends
   */
  claim(key: string, ttlSeconds: number): Promise<Claim | { readonly state: "busy" } | { readonly state: "completed" }>;
  /**
   * The event was handled. Does nothing if that is on record already.
   *
   * @throws {TypeError} (as a rejection) for a claim that `claim` did not give
   * @throws {Error} (as a rejection) if the claim has expired and somebody else holds the delivery now, or if the
   * record could not be written
   */
  complete(claim: Claim): Promise<unknown>;
  /**
   * The handler failed: the delivery can be claimed again at once. Does nothing if somebody else holds it now, or if it
   * is completed.
   *
   * @throws {TypeError} (as a rejection) for a claim that `claim` did not give
   * @throws {Error} (as a rejection) if the record could not be removed; the claim then ends with its ttl
   */
  release(claim: Claim): Promise<unknown>;
}

/** A delivery that is yours to handle. `complete` and `release` recognise it by the token alone, in any process. */
export interface Claim {
  readonly state: "claimed";
  readonly key: string;
  /** A new random value for each claim. */
  readonly token: string;
}

export interface StoreOptions {
  /**
   * For how many seconds a delivery that was handled is remembered: by default a day. After that a redelivery is
   * handled again. Heron's last retry comes 21 minutes after the first attempt. A `tolerance` of the `Webhook` that is
   * at least a minute shorter than `completedTtl` refuses every later replay.
   *
   * @defaultValue 86400
   */
  completedTtl?: number | undefined;
}
