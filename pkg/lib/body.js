// Reading a body whose sender is a stranger: bounded in bytes, in memory a byte, and in time, however it is cut.
import { isUint8Array } from "./arguments.js";
import { failure } from "./delivery-error.js";
import { tooLarge } from "./errors.js";
import { within } from "./within.js";

/** The first room in bytes: most bodies fit. */
const FIRST_ROOM = 4096;

/** The bytes of a body in one buffer, which doubles up to the limit: no chunk is kept. */
export class BodyBuffer {
  #bytes = new Uint8Array(FIRST_ROOM);
  #length = 0;
  #limit;

  /** @param {number} limit in bytes */
  constructor(limit) {
    this.#limit = limit;
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
    if (length > this.#bytes.length) this.#grow(length);
    this.#bytes.set(chunk, this.#length);
    this.#length = length;
  }

  get length() {
    return this.#length;
  }

  get bytes() {
    return this.#bytes.subarray(0, this.#length);
  }

  /** @param {number} length */
  #grow(length) {
    const larger = new Uint8Array(Math.min(Math.max(length, 2 * this.#bytes.length), this.#limit));
    larger.set(this.bytes);
    this.#bytes = larger;
  }
}

/**
 * Resolves to the body; rejects with a 408, and calls `stop`, if that takes more than `seconds`.
 *
 * @template T
 * @param {Promise<T> | T} reading
 * @param {number} seconds
 * @param {() => void} stop
 */
export function inReadTime(reading, seconds, stop) {
  const why = `the body did not arrive within ${seconds} seconds: raise readTimeout if you expect that`;
  return within(reading, seconds, () => failure("body_timeout", why), stop);
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
