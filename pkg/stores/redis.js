// Claims that all processes with one Redis share. Redis's own clock ends them: no clock of a process matters.
import { property, wrong } from "../lib/arguments.js";
import { REDIS_STORE_DEFAULTS } from "../lib/constants.js";
import { TextDecoder } from "../lib/encoding.js";
import { ownOptions } from "../lib/options.js";
import { COMPLETED, checkedPrefix, createStore } from "../lib/store.js";

/** @import { RedisClient } from "./redis.js" */
/** @typedef {(script: string, ...args: unknown[]) => Promise<unknown>} Eval in both clients, each in its own shape */

/** `stateFor` of store.js, and the write that it allows, as one atomic step. */
const PUT = `
local holder = redis.call("GET", KEYS[1])
if holder and holder ~= ARGV[1] then
  return holder == "${COMPLETED}" and "completed" or "busy"
end
redis.call("SET", KEYS[1], ARGV[2], "PX", ARGV[3])
return "claimed"`;

const REMOVE = `
if redis.call("GET", KEYS[1]) == ARGV[1] then redis.call("DEL", KEYS[1]) end`;

/** @type {typeof import("./redis.js").redisStore} */
export function redisStore(client, options) {
  const { completedTtl, prefix = REDIS_STORE_DEFAULTS.prefix } = ownOptions(options);
  checkedPrefix(prefix);
  const run = runner(client);
  return createStore(
    {
      put: async (key, ...args) => text(await run(PUT, prefix + key, ...args.map(String))),
      remove: (key, token) => run(REMOVE, prefix + key, token),
    },
    completedTtl,
  );
}

/**
 * A client may be set up to give bytes or numbers in place of texts.
 *
 * @param {unknown} reply
 */
function text(reply) {
  return ArrayBuffer.isView(reply) ? new TextDecoder().decode(/** @type {Uint8Array} */ (reply)) : String(reply);
}

/**
 * `eval` is the one command that the two clients take in different shapes; both route it to the right node of a
 * cluster.
 *
 * @param {RedisClient} client
 * @returns {(script: string, key: string, ...args: string[]) => Promise<unknown>}
 */
function runner(client) {
  const known = /** @type {{ eval: Eval }} Looked at below. */ (client);
  if (typeof property(client, "defineCommand") === "function") {
    return (script, key, ...args) => known.eval(script, 1, key, ...args); // ioredis
  }
  if (typeof property(client, "EVAL") === "function") {
    return (script, key, ...args) => known.eval(script, { keys: [key], arguments: args }); // redis
  }
  throw wrong("client", "a client of `redis` or `ioredis`", client);
}
