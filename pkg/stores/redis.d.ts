import type { Store, StoreOptions } from "./store.js";
export type { Store };

export interface RedisStoreOptions extends StoreOptions {
  /** What every key begins with: `heron-webhooks:` by default. Endpoints with different handlers need different ones. */
  prefix?: string | undefined;
}

/** A client, a pool or a cluster of `redis`, version 4 or later; or a client or a cluster of `ioredis`. */
export type RedisClient =
  | { EVAL(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown> }
  | { defineCommand: unknown; eval(script: string, numberOfKeys: number, ...args: string[]): Promise<unknown> };

/**
 * A store in your Redis (2.6 or later) or Valkey, for any number of processes. Each step is one script; the connection
 * stays yours.
 *
 * @example
 * const client = await createClient({ url: process.env.REDIS_URL }).connect();
 * const handler = createFetchHandler(webhook, onEvent, { store: redisStore(client) });
 * @throws {TypeError} names the argument that is wrong
 */
export function redisStore(client: RedisClient, options?: RedisStoreOptions): Store;
