// The outcome of a request, for whoever watches a receiver.
import { isUint8Array, lengthOf } from "./arguments.js";
import { told } from "./delivery-error.js";
import { TextEncoder } from "./encoding.js";

/** @import { Delivery, Outcome } from "./delivery.js" */
/** @import { Answer, Incoming } from "./receiver.js" */
/**
 * @typedef {object} Seen what the receiver notes of a request for its outcome
 * @property {number | undefined} bytes
 * @property {Pick<Delivery, "form" | "secretIndex"> | undefined} delivery
 * @property {boolean} repeated
 */

/**
 * A receiver whose outcomes are told. Only here is anything measured: a receiver without the callback is left as it is.
 *
 * @param {(incoming: Incoming, seen: Seen) => Promise<Answer>} answered which never rejects
 * @param {(outcome: Outcome) => unknown} onOutcome
 * @param {(promise: Promise<unknown>) => void} later
 * @returns {(incoming: Incoming) => Promise<Answer>}
 */
export function watched(answered, onOutcome, later) {
  return async (incoming) => {
    const start = performance.now();
    /** @type {Seen} */
    const seen = { bytes: undefined, delivery: undefined, repeated: false };
    const answer = await answered(incoming, seen);
    const { bytes, delivery, repeated } = seen;
    const outcome = /** @type {Outcome} A code and its status go together. */ ({
      status: answer.status,
      // The body of a refusal is its code.
      code: answer.body,
      form: delivery?.form,
      secretIndex: delivery?.secretIndex,
      bytes,
      milliseconds: performance.now() - start,
      repeated,
    });
    later(told("onOutcome", onOutcome, outcome));
    return answer;
  };
}

/**
 * The length of a body in bytes. A parsed value has none.
 *
 * @param {unknown} body
 */
export function bytesOf(body) {
  if (isUint8Array(body)) return lengthOf(body);
  return typeof body === "string" ? new TextEncoder().encode(body).length : undefined;
}
