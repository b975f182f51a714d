/**
 * Remembers deliveries, so that an event that was handled is not handled again when it is delivered again. All processes
 * that receive share one store.
 */
export interface Store {
  /**
   * Claims a delivery for `ttlSeconds`, in one atomic step: `"claimed"` if nobody has it, or only a claim that expired;
   * `"busy"` if somebody is handling it; `"completed"` if it was handled.
   *
   * @throws {TypeError} for a key or a number of seconds that is none
   */
  claim(key: string, ttlSeconds: number): Promise<"claimed" | "busy" | "completed">;
  /**
   * The event was handled. Does nothing if that is on record already; rejects if the claim has expired and somebody else
   * holds the delivery now.
   */
  complete(key: string): Promise<void>;
  /** The handler failed: the delivery can be claimed again at once. Does nothing if somebody else holds it now. */
  release(key: string): Promise<void>;
}

export interface StoreOptions {
  /**
   * For how many seconds a delivery that was handled is remembered: 86,400 by default, a day. Heron's last retry comes 21
   * minutes after the first attempt. With `tolerance` it should be longer than that, so that no replay is ever handled.
   */
  completedTtl?: number | undefined;
}
