import type { Claim, Store, StoreOptions } from "../lib/claim.js";
export type { Claim, Store };

export interface RedisStoreOptions extends StoreOptions {
  /**
   * Stands before every key. Endpoints with different handlers need different ones.
   *
   * @defaultValue "heron-webhooks:"
   */
  prefix?: string | undefined;
}

/** A client, a pool or a cluster of `redis`, version 4 or later; or a client or a cluster of `ioredis`. */
export type RedisClient =
  | { EVAL(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown> }
  | { defineCommand: unknown; eval(script: string, numberOfKeys: number, ...args: string[]): Promise<unknown> };

/**
 * A store in your Redis (2.6 or later) or Valkey, for any number of processes. Each step is one script, and the clock
 * is Redis's. The connection stays yours: its timeouts and retries hold, and you close it. The client may be set up to
 * give bytes in place of texts.
 *
 * @example
 * const client = await createClient({ url: process.env.REDIS_URL }).connect();
 * const handler = createFetchHandler(webhook, onEvent, { store: redisStore(client) });
 * @returns a store; its steps reject with an error that names the step and carries the client's message
 * @throws {TypeError} names the argument that is wrong
 */
export function redisStore(client: RedisClient, options?: RedisStoreOptions): Store;
