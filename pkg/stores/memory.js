// The claims of one process, in its memory.
import { wrong } from "../lib/arguments.js";
import { MEMORY_STORE_DEFAULTS } from "../lib/constants.js";
import { ownOptions } from "../lib/options.js";
import { COMPLETED, createStore, stateFor } from "../lib/store.js";

/** @type {typeof import("./memory.js").memoryStore} */
export function memoryStore(options) {
  const { capacity = MEMORY_STORE_DEFAULTS.capacity, completedTtl, now = Date.now } = ownOptions(options);
  if (!Number.isSafeInteger(capacity) || capacity < 1) throw wrong("options.capacity", "a positive integer", capacity);
  if (typeof now !== "function") throw wrong("options.now", "a function", now);
  /**
   * In the order in which they were written, so that the oldest come first.
   *
   * @type {Map<string, { holder: string, expires: number }>}
   */
  const records = new Map();

  return createStore(
    {
      put(key, token, holder, ttl) {
        const time = now();
        if (!Number.isFinite(time)) throw wrong("options.now", "a function that returns milliseconds", time);
        const record = records.get(key);
        const state = stateFor(record && record.expires > time ? record.holder : undefined, token);
        if (state !== "claimed") return state;
        records.delete(key);
        makeRoom(time);
        records.set(key, { holder, expires: time + ttl });
        return state;
      },
      remove(key, token) {
        if (records.get(key)?.holder === token) records.delete(key);
      },
    },
    completedTtl,
  );

  /**
   * Forgets expired keys, and the oldest completed ones while there is no room.
   *
   * @param {number} time
   */
  function makeRoom(time) {
    for (const [key, { holder, expires }] of records) {
      const expired = expires <= time;
      if (!expired && records.size < capacity) return;
      if (expired || holder === COMPLETED) records.delete(key);
    }
    if (records.size >= capacity)
      throw new Error(`the memory store is full: all ${capacity} deliveries are being handled`);
  }
}
