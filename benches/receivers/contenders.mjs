// Who receives: the kind of server, its name in its file, and the scheme of its signatures.

/** On Node, in the order of the tables. */
export const ON_NODE = {
  "node:http, bare": ["http", "bare"],
  "node:http, recipe": ["http", "recipe", "recipe"],
  "heron-webhooks, node:http": ["http", "heron"],
  "heron-webhooks, message and topic": ["ours", "message"],
  "standardwebhooks, node:http": ["http", "standardwebhooks", "standardwebhooks"],
  "@octokit/webhooks": ["octokit", "", "octokit"],
  "Express, bare": ["express", "bare"],
  "Express, recipe": ["express", "recipe", "recipe"],
  "heron-webhooks, Express": ["express", "heron"],
  "svix, Express": ["express", "svix", "svix"],
  "stripe, Express": ["express", "stripe", "stripe"],
  "heron-webhooks, Fastify": ["fastify", "heron"],
  "heron-webhooks, Hono": ["hono", "heron"],
  "Request on Node, bare": ["fetch", "bare"],
  "Request on Node, recipe": ["fetch", "recipe", "recipe"],
  "heron-webhooks, Request on Node": ["fetch", "heron"],
};

/** In other runtimes. */
export const ELSEWHERE = {
  bare: ["fetch", "bare"],
  recipe: ["fetch", "recipe", "recipe"],
  "heron-webhooks": ["fetch", "heron"],
};

/** The contenders of a workload: what a framework costs is the same in all, and measured in the first one. */
export const isIn = (form, verdict, name) =>
  (form === "python" && verdict === "genuine") || !/Express|Fastify|Hono|Request|octokit/.test(name);

/** Every delivery is another one here: a store knows none of them. */
export const WITH_STORES = {
  "without a store": ["http", "heron"],
  "memory store": ["ours", "memory"],
  Redis: ["ours", "redis"],
};

/** Deliveries without a signature, beside a server that answers without reading. */
export const UNSIGNED = { "node:http, unread": ["http", "unread"], "heron-webhooks, node:http": ["http", "heron"] };

/** A server that accepts everything. */
export const isBare = (name) => /\bbare$/.test(name);

/** The first contender of a table: the others are compared with it. */
export const reference = (times) => Object.keys(times)[0];
