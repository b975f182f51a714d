// Claims that all Workers of a Durable Object namespace share: one object for each delivery, which keeps its record.
import { DurableObject } from "cloudflare:workers";
import { wrong } from "../lib/arguments.js";
import { DURABLE_OBJECT_STORE_DEFAULTS } from "../lib/constants.js";
import { ownOptions } from "../lib/options.js";
import { checkedPrefix, createStore, stateFor } from "../lib/store.js";

/** @typedef {{ holder: string, expires: number }} Stored */

const RECORD = "record";

/** While it waits for its storage no other call reaches an object: each method is one atomic step. */
export class HeronDelivery extends DurableObject {
  /**
   * @param {string} token
   * @param {string} holder
   * @param {number} ttl in milliseconds
   */
  async put(token, holder, ttl) {
    const { storage } = this.ctx;
    const record = await /** @type {Promise<Stored | undefined>} */ (storage.get(RECORD));
    const time = Date.now();
    const state = stateFor(record && record.expires > time ? record.holder : undefined, token);
    if (state !== "claimed") return state;
    const expires = time + ttl;
    // Begun together, they are written together.
    await Promise.all([storage.put(RECORD, { holder, expires }), storage.setAlarm(expires)]);
    return state;
  }

  /** @param {string} token */
  async remove(token) {
    const { storage } = this.ctx;
    const record = await /** @type {Promise<Stored | undefined>} */ (storage.get(RECORD));
    if (record?.holder !== token) return;
    await Promise.all([storage.deleteAlarm(), storage.deleteAll()]);
  }

  /** An object whose storage is empty ceases to exist. */
  async alarm() {
    const { storage } = this.ctx;
    const record = await /** @type {Promise<Stored | undefined>} */ (storage.get(RECORD));
    if (record && record.expires > Date.now()) await storage.setAlarm(record.expires);
    else await storage.deleteAll();
  }
}

/** @type {typeof import("./durable-object.js").durableObjectStore} */
export function durableObjectStore(namespace, options) {
  const { completedTtl, prefix = DURABLE_OBJECT_STORE_DEFAULTS.prefix } = ownOptions(options);
  checkedPrefix(prefix);
  if (typeof namespace?.idFromName !== "function") throw wrong("namespace", "a Durable Object namespace", namespace);
  const object = (/** @type {string} */ key) => namespace.get(namespace.idFromName(prefix + key));
  return createStore(
    {
      put: (key, ...args) => object(key).put(...args),
      remove: (key, token) => object(key).remove(token),
    },
    completedTtl,
  );
}
