// Limits and defaults, each once: in bytes or in seconds, unless the name says otherwise.

/**
 * The forms of a body. Their numbers are the module's, and the order in which it tries them.
 *
 * @type {readonly import("../index.js").Form[]}
 */
export const FORMS = ["raw", "python", "javascript"];

/** The longest body of all, whatever `maxBodyBytes` is. */
export const LARGEST_BODY = 512 * 1024 * 1024;

/** Timers hold no more milliseconds than a signed 32-bit integer. */
export const LONGEST_TIMER = 2_147_483;

/** How far ahead the sender's clock may be where there is a `tolerance`. */
export const CLOCK_SKEW = 60;

/** Heron keeps its webhooks "purposefully minimal". */
export const VERIFY_DEFAULTS = { maxBodyBytes: 1024 * 1024 };

/** @satisfies {import("./delivery.js").DeliverOptions} */
export const DELIVER_DEFAULTS = {
  claimTtl: 50,
  timeout: 10,
  readTimeout: 10,
  acknowledge: /** @type {const} */ ("after"),
};

export const STORE_DEFAULTS = { completedTtl: 86_400 };

/** In deliveries. */
export const MEMORY_STORE_DEFAULTS = { capacity: 100_000 };

export const REDIS_STORE_DEFAULTS = { prefix: "heron-webhooks:" };

export const POSTGRES_STORE_DEFAULTS = { table: "heron_deliveries" };

export const DURABLE_OBJECT_STORE_DEFAULTS = { prefix: "" };

export const SLACK_DEFAULTS = { timeout: 10, maxWait: 30 };

/**
 * The secret of the documents' examples: no real one is used unless a test passes it.
 *
 * @satisfies {import("../testing.js").TestDeliveryOptions}
 */
export const TEST_DELIVERY_DEFAULTS = {
  secret: "sec_test",
  form: /** @type {const} */ ("python"),
  wire: /** @type {const} */ ("signed"),
};

/** @satisfies {import("../testing.js").ForgedDeliveryOptions} */
export const FORGED_DELIVERY_DEFAULTS = { forgery: /** @type {const} */ ("wrong_secret") };
