// Reading a body whose sender is a stranger: bounded in bytes, in memory a byte, and in time, however it is cut.
import { isUint8Array } from "./arguments.js";
import { failure } from "./delivery-error.js";
import { tooLarge } from "./errors.js";
import { within } from "./within.js";

/** The least room for a body in several chunks, in bytes. */
export const FIRST_ROOM = 4096;

const NO_BYTES = new Uint8Array(0);

/** The bytes of a body: its only chunk, or all of them in one buffer, which doubles up to the limit. */
export class BodyBuffer {
  #bytes;
  #length = 0;
  #limit;

  /**
   * @param {number} limit in bytes
   * @param {Uint8Array} [room] for the first chunks, where the memory of a chunk is used again
   */
  constructor(limit, room) {
    this.#limit = limit;
    this.#bytes = room;
  }

  /**
   * Throws for anything but bytes, and beyond the limit.
   *
   * @param {unknown} chunk
   */
  add(chunk) {
    if (!isUint8Array(chunk)) throw decoded();
    const length = this.#length + chunk.length;
    if (length > this.#limit) throw tooLarge(this.#limit);
    if (this.#bytes === undefined) this.#bytes = chunk;
    else this.#append(chunk, this.#bytes, length);
    this.#length = length;
  }

  get bytes() {
    return this.#bytes === undefined ? NO_BYTES : this.#bytes.subarray(0, this.#length);
  }

  /**
   * @param {Uint8Array} chunk
   * @param {Uint8Array} bytes
   * @param {number} length
   */
  #append(chunk, bytes, length) {
    if (length > bytes.length) {
      this.#bytes = new Uint8Array(Math.min(Math.max(length, 2 * bytes.length, FIRST_ROOM), this.#limit));
      this.#bytes.set(bytes.subarray(0, this.#length));
    }
    this.#bytes?.set(chunk, this.#length);
  }
}

/**
 * A body that is there already.
 *
 * @param {unknown} body
 * @returns {import("./receiver.js").Reading}
 */
export const whole = (body) => ({ body, stop() {} });

/**
 * Resolves to the body; rejects with a 408, and stops reading, if that takes more than `seconds`.
 *
 * @param {import("./receiver.js").Reading} reading whose body is a promise
 * @param {number} seconds
 */
export function inReadTime(reading, seconds) {
  const why = `the body did not arrive within ${seconds} seconds: raise readTimeout if you expect that`;
  const body = /** @type {Promise<unknown>} */ (reading.body);
  return within(
    body,
    seconds,
    () => failure("body_timeout", why),
    () => reading.stop(),
  );
}

/**
 * The sender, or a proxy in front, closed the connection.
 *
 * @param {unknown} [cause]
 */
export function incomplete(cause) {
  return failure("body_incomplete", "the connection closed before the body was complete", cause);
}

/**
 * Something has read the body, and kept nothing of it.
 *
 * @param {string} remedy
 */
export function consumed(remedy) {
  return failure("body_consumed", `the body was read before heron-webhooks could: ${remedy}`);
}

/** A stream of strings or objects has lost the bytes. */
export function decoded() {
  const remedy = "remove the call of setEncoding(), or of whatever decodes the stream, in front of heron-webhooks";
  return failure("body_consumed", `the body arrives decoded, so its bytes are lost: ${remedy}`);
}
