// What every store does, over a backend that keeps one record for each key: whose claim it is, or that it is completed.
import { wrong } from "../errors.js";

/** What a record holds instead of a claim's token. */
export const COMPLETED = "completed";

/** Far beyond every retry, and small enough for the clocks of all backends. */
const LONGEST_SECONDS = 366 * 86_400;

/**
 * What comes of a record that holds `holder`, or nothing, for the claim that has this token. It may write in the first case
 * only; that its own record may be written again makes each step safe to repeat, as clients do when a connection breaks.
 */
export function stateFor(holder, token) {
  if (holder === undefined || holder === token) return "claimed";
  return holder === COMPLETED ? "completed" : "busy";
}

/**
 * A store over a backend of two atomic steps: `put(key, token, holder, milliseconds)` writes the record if `stateFor`
 * allows it, and resolves to that state; `remove(key, token)` removes the record if it holds the token.
 */
export function createStore({ put, remove }, completedTtl = 86_400) {
  const completedMs = milliseconds(completedTtl, "options.completedTtl");
  /** The claims of this process that have not ended: the last one's token, and how many they are. */
  const claims = new Map();

  return {
    async claim(key, ttlSeconds) {
      checkKey(key);
      const token = crypto.randomUUID();
      const state = await put(key, token, token, milliseconds(ttlSeconds, "ttlSeconds"));
      if (state === "claimed") claims.set(key, { token, count: (claims.get(key)?.count ?? 0) + 1 });
      return state;
    },

    async complete(key) {
      checkKey(key);
      const state = await put(key, claims.get(key)?.token, COMPLETED, completedMs);
      claims.delete(key);
      if (state === "busy") throw new Error("the claim has expired, and the delivery was claimed again: it needs a longer ttl");
    },

    async release(key) {
      checkKey(key);
      const claim = claims.get(key);
      if (claim === undefined) return;
      // An earlier claim had expired. Which of them this is cannot be told: it must not free what another one still holds.
      if (--claim.count > 0) return;
      claims.delete(key);
      await remove(key, claim.token);
    },
  };
}

export function checkedPrefix(prefix) {
  if (typeof prefix !== "string") throw wrong("options.prefix", "a string", prefix);
  return prefix;
}

function checkKey(key) {
  if (typeof key !== "string" || key === "") throw wrong("key", "a string that is not empty", key);
}

function milliseconds(seconds, argument) {
  if (typeof seconds === "number" && seconds > 0 && seconds <= LONGEST_SECONDS) return Math.ceil(seconds * 1000);
  throw new TypeError(`${argument} must be a number of seconds, more than 0 and at most ${LONGEST_SECONDS}`);
}
