import type { Claim, Store, StoreOptions } from "../lib/claim.js";
export type { Claim, Store };

export interface MemoryStoreOptions extends StoreOptions {
  /**
   * How many deliveries are remembered. When there is no room, the oldest completed ones are forgotten, and a
   * redelivery of these is handled again; if all of them are being handled, `claim` rejects.
   *
   * @defaultValue 100000
   */
  capacity?: number | undefined;
  /** The clock, in milliseconds: `Date.now` by default. */
  now?: (() => number) | undefined;
}

/**
 * A store in the memory of this process: for a single process. When that ends, everything is forgotten.
 *
 * @example
 * const handler = createFetchHandler(webhook, onEvent, { store: memoryStore() });
 * @throws {TypeError} names the option that is wrong
 */
export function memoryStore(options?: MemoryStoreOptions): Store;
