import { DurableObject } from "cloudflare:workers";
import type { Store, StoreOptions } from "./store.js";
export type { Store };

export interface DurableObjectStoreOptions extends StoreOptions {
  /** What every object's name begins with: nothing by default. Endpoints with different handlers need different ones. */
  prefix?: string | undefined;
}

type State = Awaited<ReturnType<Store["claim"]>>;

/** The record of one delivery. Export it from your Worker, and bind a namespace to it; `durableObjectStore` does the rest. */
export class HeronDelivery extends DurableObject {
  put(token: string | undefined, holder: string, milliseconds: number): Promise<State>;
  remove(token: string): Promise<void>;
  override alarm(): Promise<void>;
}

/** A `DurableObjectNamespace<HeronDelivery>`. */
export interface HeronDeliveryNamespace<Id = any> {
  idFromName(name: string): Id;
  get(id: Id): {
    put(token: string | undefined, holder: string, milliseconds: number): Promise<State>;
    remove(token: string): Promise<void>;
  };
}

/**
 * A store in a Durable Object namespace, for any number of Workers.
 *
 * @example
 * export { HeronDelivery } from "heron-webhooks/stores/durable-object";
 * export default {
 *   fetch(request, env) {
 *     const store = durableObjectStore(env.HERON_DELIVERIES);
 *     return createFetchHandler(webhook, onEvent, { store })(request);
 *   },
 * };
 * @throws {TypeError} names the argument that is wrong
 */
export function durableObjectStore(namespace: HeronDeliveryNamespace, options?: DurableObjectStoreOptions): Store;
