// The steps of every store, over a backend that keeps one record for each key: its claim, or that it is completed.
import { own, property, wrong } from "./arguments.js";
import { STORE_DEFAULTS } from "./constants.js";

/** @import { Claim, Store } from "./claim.js" */
/** @typedef {"claimed" | "busy" | "completed"} State */
/**
 * @typedef {object} Backend keeps one record for each key; both steps are atomic
 * @property {(key: string, token: string, holder: string, milliseconds: number) => unknown} put
 * @property {(key: string, token: string) => unknown} remove
 */

/**
 * A completed record holds this instead of a claim's token.
 *
 * @type {"completed"}
 */
export const COMPLETED = "completed";

/** @type {State[]} */
const STATES = ["claimed", "busy", COMPLETED];

/** No other text is a token, above all not `COMPLETED`. */
const TOKEN = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Far beyond every retry, and small enough for the clocks of all backends. */
const LONGEST_SECONDS = 366 * 86_400;

/**
 * The state of a record that holds `holder`, or nothing, for the claim that has this token: only if it is `"claimed"`
 * the record may be written. A claim's own record may be written again, as clients repeat a step when a connection
 * breaks.
 *
 * @param {string | undefined} holder
 * @param {string} token
 * @returns {State}
 */
export function stateFor(holder, token) {
  if (holder === undefined || holder === token) return "claimed";
  return holder === COMPLETED ? COMPLETED : "busy";
}

/**
 * A store over a backend of two atomic steps: `put(key, token, holder, milliseconds)` writes the record if `stateFor`
 * allows it, and resolves to that state; `remove(key, token)` removes the record if it holds the token.
 *
 * @param {Backend} backend
 * @param {number} [completedTtl] in seconds
 * @returns {Store}
 */
export function createStore({ put, remove }, completedTtl = STORE_DEFAULTS.completedTtl) {
  const completedMs = milliseconds(completedTtl, "options.completedTtl");

  return {
    async claim(key, ttlSeconds) {
      checkKey("key", key);
      const claimMs = milliseconds(ttlSeconds, "ttlSeconds");
      const token = crypto.randomUUID();
      const state = await step("claimed", token, async () => known(await put(key, token, token, claimMs)));
      return state === "claimed" ? { state, key, token } : { state };
    },

    async complete(claim) {
      const { key, token } = checkedClaim(claim);
      await step("completed", token, async () => {
        if (known(await put(key, token, COMPLETED, completedMs)) === "busy") {
          throw new Error("its claim has expired, and somebody else holds it now: it needs a longer ttl");
        }
      });
    },

    async release(claim) {
      const { key, token } = checkedClaim(claim);
      await step("released", token, () => remove(key, token));
    },
  };
}

/** @param {unknown} prefix */
export function checkedPrefix(prefix) {
  if (typeof prefix !== "string") throw wrong("options.prefix", "a string", prefix);
  return prefix;
}

/**
 * The error has no cause: a client's error can hold the arguments of its command, and with them the token.
 *
 * @template T
 * @param {string} done
 * @param {string} token
 * @param {() => T | Promise<T>} work
 */
export async function step(done, token, work) {
  try {
    return await work();
  } catch (error) {
    throw new Error(`the delivery could not be ${done}: ${reason(error).replaceAll(token, "[token]")}`);
  }
}

/**
 * The text of anything that was thrown. The message of an `AggregateError` is empty.
 *
 * @param {unknown} error
 */
function reason(error) {
  try {
    return String(property(error, "message") || property(error, "code") || error);
  } catch {
    return "the backend threw something that has no text";
  }
}

/** @param {unknown} state */
function known(state) {
  const found = STATES.find((name) => name === state);
  if (found !== undefined) return found;
  throw new Error(`the backend answered none of ${STATES.join(", ")}`);
}

/** @param {Claim} claim */
export function checkedClaim(claim) {
  const { key, token } = /** @type {{ [name in keyof Claim]?: unknown }} */ (own(claim));
  checkKey("claim.key", key);
  if (typeof token === "string" && TOKEN.test(token)) return { key, token };
  throw wrong("claim.token", "the token that store.claim gave", token);
}

/**
 * @param {string} argument
 * @param {unknown} key
 * @returns {asserts key is string}
 */
function checkKey(argument, key) {
  if (typeof key !== "string" || key === "") throw wrong(argument, "a string that is not empty", key);
}

/**
 * @param {unknown} seconds
 * @param {string} argument
 */
export function milliseconds(seconds, argument) {
  if (typeof seconds === "number" && seconds > 0 && seconds <= LONGEST_SECONDS) return Math.ceil(seconds * 1000);
  throw new TypeError(`${argument} must be a number of seconds, more than 0 and at most ${LONGEST_SECONDS}`);
}
