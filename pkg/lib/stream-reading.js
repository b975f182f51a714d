// Reading the stream that is a body in Node.
import { BodyBuffer, decoded, incomplete } from "./body.js";

/** @import { Reading } from "./receiver.js" */
/**
 * A request or its body: what every server has, and some more that is only looked for.
 *
 * @typedef {Parameters<ReturnType<typeof import("../node.js").createNodeHandler>>[0] & Looked} NodeRequest
 */
/** @typedef {{ close(code: number): void, once(event: string, listener: () => void): unknown }} Http2Stream */
/**
 * @typedef {object} Looked
 * @property {boolean} [aborted]
 * @property {boolean} [complete]
 * @property {boolean} [readableEnded]
 * @property {number} [httpVersionMajor]
 * @property {unknown} [readableEncoding]
 * @property {() => unknown} [destroy]
 * @property {Http2Stream} [stream]
 */

/**
 * Vercel's Node functions read the stream, then give its methods to a copy of it, which can be read.
 *
 * @param {object} stream
 */
export const isReplayed = (stream) => Object.hasOwn(stream, "on") && Object.hasOwn(stream, "read");

/**
 * Reads a stream by its events: an iterator would cost several promises a chunk.
 *
 * @implements {Reading}
 */
export class StreamReading {
  #request;
  #stream;
  #buffer;
  #isReplay;
  #isDone = false;
  /** @type {(bytes: Uint8Array) => void} */
  #resolve = () => {};
  /** @type {(error: unknown) => void} */
  #reject = () => {};

  /**
   * @param {NodeRequest} request
   * @param {NodeRequest} stream
   * @param {number} limit
   */
  constructor(request, stream, limit) {
    if (typeof stream.readableEncoding === "string") throw decoded();
    this.#request = request;
    this.#stream = stream;
    this.#buffer = new BodyBuffer(limit);
    this.#isReplay = isReplayed(stream);
    /** @type {Promise<Uint8Array>} */
    this.body = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    stream.on("error", (/** @type {unknown} */ cause) => this.#fail(incomplete(cause)));
    stream.on("close", this.#onClose);
    stream.on("end", this.#onEnd);
    stream.on("data", this.#onData);
    if (stream.destroyed) this.#onClose();
  }

  stop() {
    this.#stream.off("close", this.#onClose);
    this.#stream.off("end", this.#onEnd);
    this.#stream.off("data", this.#onData);
    // The listener for errors stays: a late error without a listener would end the process.
    this.#stream.pause();
  }

  #onData = (/** @type {unknown} */ chunk) => {
    try {
      this.#buffer.add(chunk);
    } catch (error) {
      this.#fail(error);
    }
  };

  #onEnd = () => {
    // A reset stream of HTTP/2 ends as if it were complete.
    if (this.#request.aborted === true && !this.#isReplay) return this.#fail(incomplete());
    this.#isDone = true;
    this.#resolve(this.#buffer.bytes);
  };

  #onClose = () => {
    if (!this.#isReplay && !this.#isDone) this.#fail(incomplete());
  };

  /** @param {unknown} error */
  #fail(error) {
    this.#isDone = true;
    this.stop();
    this.#reject(error);
  }
}
