import { DurableObject } from "cloudflare:workers";
import type { Claim, Store, StoreOptions } from "../lib/claim.js";
export type { Claim, Store };

export interface DurableObjectStoreOptions extends StoreOptions {
  /**
   * Stands before every object's name. Endpoints with different handlers need different ones.
   *
   * @defaultValue ""
   */
  prefix?: string | undefined;
}

type State = "claimed" | "busy" | "completed";

/**
 * The record of one delivery. Export it from your Worker, and bind a namespace to it. Its methods are for
 * `durableObjectStore` only.
 */
export class HeronDelivery extends DurableObject {
  put(token: string, holder: string, milliseconds: number): Promise<State>;
  remove(token: string): Promise<void>;
  override alarm(): Promise<void>;
}

/** A `DurableObjectNamespace<HeronDelivery>`. */
export interface HeronDeliveryNamespace<Id = any> {
  idFromName(name: string): Id;
  get(id: Id): {
    put(token: string, holder: string, milliseconds: number): Promise<State>;
    remove(token: string): Promise<void>;
  };
}

/**
 * A store in a Durable Object namespace, for any number of Workers. The clock is the object's.
 *
 * @example
 * import { HeronDelivery, durableObjectStore } from "heron-webhooks/stores/durable-object";
 * export { HeronDelivery };
 * export default {
 *   fetch(request, env) {
 *     const store = durableObjectStore(env.HERON_DELIVERIES);
 *     return createFetchHandler(webhook, onEvent, { store })(request);
 *   },
 * };
 * @param namespace the binding of `HeronDelivery`
 * @returns a store; its steps reject with an error that names the step when the object cannot be reached
 * @throws {TypeError} names the argument that is wrong
 */
export function durableObjectStore(namespace: HeronDeliveryNamespace, options?: DurableObjectStoreOptions): Store;
