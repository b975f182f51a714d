// What every adapter does with a delivery, so that each framework gives the sender the same answers.
import { isUint8Array } from "../bytes.js";
import { WebhookError, ownOptions, wrong } from "../errors.js";

const ACCEPTED = answer(204);
const JSON_TYPE = /^\s*(?:application\/json|[^\s;/]+\/[^\s;/]+\+json)\s*(?:;|$)/i;

/** What the answer to a duplicate is, by the state of its claim. */
const CLAIMED = "claimed";
const COMPLETED = "completed";
const BUSY = "busy";

/** Without a store every delivery is a new one. */
const NO_STORE = { claim: () => CLAIMED, complete() {}, release() {} };

/** Timers hold no more milliseconds than a signed 32-bit integer. */
const LARGEST_TIMEOUT = 2_147_483;

/**
 * A function that takes a delivery, and resolves to the `{ status, headers, body }` to answer; it never rejects. A
 * delivery is its `method`, its `header(name)`, and `read(limit)`, which resolves to a body that `receive` takes.
 */
export function createDeliver(webhook, onEvent, options) {
  if (typeof webhook?.receive !== "function") throw wrong("webhook", "a Webhook", webhook);
  if (typeof onEvent !== "function") throw wrong("onEvent", "a function", onEvent);
  const settings = checked(options);
  const { store, claimTtl, timeout, acknowledge, waitUntil, onError } = settings;

  return async (incoming) => {
    let delivery;
    try {
      if (incoming.method !== "POST") return answer(405, "method_not_allowed", { allow: "POST" });
      const type = incoming.header("content-type") ?? "";
      if (type !== "" && !JSON_TYPE.test(type)) return answer(415, "unsupported_media_type");
      if (incoming.header("content-length") > webhook.maxBodyBytes) throw tooLarge(webhook.maxBodyBytes);
      const body = await incoming.read(webhook.maxBodyBytes);
      delivery = received(body, incoming.header("heron-signature"));
      return await inTime(delivery);
    } catch (error) {
      waitUntil(report(error, delivery));
      return answer(error.status, error.code);
    }
  };

  function received(body, signature) {
    try {
      return webhook.receive(body, signature);
    } catch (error) {
      if (error?.name === "WebhookError") throw error;
      throw failure(500, "internal", "the delivery could not be read", error);
    }
  }

  /** The answer to a genuine delivery; if it takes too long, that it does, while the work goes on. */
  async function inTime(delivery) {
    const controller = new AbortController();
    const work = handled({ ...delivery, signal: controller.signal });
    let timer;
    const limit = new Promise((_, reject) => {
      timer = setTimeout(() => {
        const error = failure(504, "handler_timeout", `onEvent took more than ${timeout} seconds`);
        reject(error);
        waitUntil(work.catch((late) => report(late, delivery)));
        controller.abort(error);
      }, timeout * 1000);
    });
    try {
      return await Promise.race([work, limit]);
    } finally {
      clearTimeout(timer);
    }
  }

  async function handled(delivery) {
    const state = await asked("claim", delivery.key, claimTtl);
    if (state === COMPLETED) return ACCEPTED;
    if (state === BUSY) return answer(409, "delivery_in_progress", { "retry-after": String(Math.ceil(claimTtl)) });
    if (state !== CLAIMED) throw failure(500, "store_failed", 'store.claim gave none of "claimed", "completed", "busy"');

    const settled = settle(delivery);
    if (acknowledge === "before") waitUntil(settled.catch((error) => report(error, delivery)));
    else await settled;
    return ACCEPTED;
  }

  async function settle(delivery) {
    try {
      await onEvent(delivery.event, delivery);
    } catch (cause) {
      await asked("release", delivery.key).catch((error) => report(error, delivery));
      throw failure(500, "handler_failed", "onEvent failed", cause);
    }
    // If this fails, the sender has to deliver again: that the event is done must be on record before it is acknowledged.
    await asked("complete", delivery.key);
  }

  async function asked(step, ...args) {
    try {
      return await store[step](...args);
    } catch (cause) {
      throw failure(500, "store_failed", `store.${step} failed`, cause);
    }
  }

  /** Whatever `onError` does, the answer stays the same, and the process stays up. */
  async function report(error, delivery) {
    try {
      await onError(error, delivery);
    } catch (cause) {
      log(failure(500, "internal", "onError failed", cause));
    }
  }
}

/** The bytes of a stream, read up to a limit. */
export async function collect(chunks, limit) {
  const parts = [];
  let length = 0;
  try {
    for await (const chunk of chunks) {
      length += chunk.length;
      if (length > limit) break;
      parts.push(chunk);
    }
  } catch (cause) {
    throw failure(400, "body_incomplete", "the body could not be read to its end", cause);
  }
  if (length > limit) throw tooLarge(limit);
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** The body is gone: something has read it, and kept nothing. */
export function consumed(remedy) {
  return failure(500, "body_consumed", `the body was read before heron-webhooks could: ${remedy}`);
}

export const isRaw = (body) => typeof body === "string" || isUint8Array(body);

function checked(options) {
  const { store = NO_STORE, timeout = 10, claimTtl = 50, acknowledge = "after", ...reporting } = ownOptions(options);
  const { waitUntil = () => {}, onError = log } = reporting;
  for (const step of ["claim", "complete", "release"]) {
    if (typeof store?.[step] !== "function") throw wrong(`options.store.${step}`, "a function", store?.[step]);
  }
  if (!(timeout > 0 && timeout <= LARGEST_TIMEOUT)) {
    throw new TypeError(`options.timeout must be a number of seconds, more than 0 and at most ${LARGEST_TIMEOUT}`);
  }
  if (store !== NO_STORE && !(claimTtl > timeout && claimTtl < Infinity)) {
    const why = "a claim must outlive its handler's time limit";
    throw new TypeError(`options.claimTtl must be a number of seconds, more than options.timeout: ${why}`);
  }
  if (acknowledge !== "after" && acknowledge !== "before") {
    throw new TypeError('options.acknowledge must be "after" or "before"');
  }
  if (typeof waitUntil !== "function") throw wrong("options.waitUntil", "a function", waitUntil);
  if (typeof onError !== "function") throw wrong("options.onError", "a function", onError);
  return { store, timeout, claimTtl, acknowledge, waitUntil, onError };
}

function answer(status, code, headers) {
  if (code === undefined) return { status, headers: {}, body: undefined };
  return { status, headers: { "content-type": "text/plain; charset=utf-8", ...headers }, body: code };
}

function tooLarge(limit) {
  return new WebhookError("body_too_large", `the body has more than ${limit} bytes`);
}

/** What is not the sender's fault, in the shape of a `WebhookError`. */
function failure(status, code, message, cause) {
  const error = new Error(message, cause === undefined ? undefined : { cause });
  return Object.assign(error, { name: "DeliveryError", status, code });
}

function log({ code, message, cause }) {
  const line = `heron-webhooks: ${code}: ${message}`;
  if (cause === undefined) console.error(line);
  else console.error(line, cause);
}
