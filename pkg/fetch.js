// `Request` in, `Response` out: Hono, Next, Workers, Deno, Bun, SvelteKit.
import { BodyBuffer, FIRST_ROOM, consumed, incomplete, whole } from "./lib/body.js";
import { isWorker } from "./lib/deliver-options.js";
import { createReceiver } from "./lib/receiver.js";

/** @import { Reading } from "./lib/receiver.js" */
/** @import { FetchRequest } from "./fetch.js" */

/** How much is read at once, in bytes. */
const ROOM = 64 * 1024;

/** Bodies up to this length, in bytes, are read without looking at their chunks, each of which may cost its own memory. */
const ALL_AT_ONCE = 64 * 1024;

const REMEDY = "give it the request before that, or a request.clone() from before that";

/** @type {typeof import("./fetch.js").createFetchHandler} */
export function createFetchHandler(webhook, onEvent, options) {
  const receive = createReceiver(webhook, onEvent, options);
  return async (request) => {
    const { status, headers, body } = await receive(new Incoming(request));
    return new Response(body, { status, headers });
  };
}

class Incoming {
  #request;

  /** @param {FetchRequest} request */
  constructor(request) {
    this.#request = request;
  }

  get method() {
    return this.#request.method;
  }

  /** @param {string} name */
  header(name) {
    return this.#request.headers.get(name);
  }

  /**
   * @param {number} limit
   * @returns {Reading}
   */
  read(limit) {
    const request = this.#request;
    if (request.bodyUsed) throw consumed(REMEDY);
    if (this.#isShort()) return { body: allAtOnce(request, limit), stop() {} };
    const stream = /** @type {Request["body"] | undefined} */ (request.body);
    if (stream?.locked) throw consumed(REMEDY);
    return stream ? new StreamReading(stream, limit) : whole(new Uint8Array(0));
  }

  /** Whether the server has seen to it that the body is no longer than `ALL_AT_ONCE`. */
  #isShort() {
    const length = Number(this.header("content-length"));
    if (!(length > 0 && length <= ALL_AT_ONCE) || this.header("transfer-encoding")) return false;
    return typeof this.#request.arrayBuffer === "function";
  }
}

/**
 * What a runtime does by itself takes a fraction of the time of its streams.
 *
 * @param {FetchRequest} request
 * @param {number} limit
 */
async function allAtOnce(request, limit) {
  let buffer;
  try {
    buffer = await request.arrayBuffer?.();
  } catch (cause) {
    // Of a body that is locked, nothing was read.
    throw request.bodyUsed ? incomplete(cause) : consumed(REMEDY);
  }
  const bytes = new BodyBuffer(limit);
  bytes.add(new Uint8Array(/** @type {ArrayBuffer} */ (buffer)));
  return bytes.bytes;
}

/** @implements {Reading} */
class StreamReading {
  #reader;

  /**
   * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
   * @param {number} limit
   */
  constructor(stream, limit) {
    const room = roomFor(stream);
    this.#reader = room ?? stream.getReader();
    this.body = this.#all(new BodyBuffer(limit, room && new Uint8Array(Math.min(FIRST_ROOM, limit))));
  }

  stop() {
    // The rest of an unwanted body is the runtime's: a stream that cannot be cancelled changes no answer.
    this.#reader.cancel().catch(() => {});
  }

  /** @param {BodyBuffer} buffer */
  async #all(buffer) {
    for (;;) {
      const { done, value } = await this.#next();
      try {
        // The last bytes may come with the end.
        if (value !== undefined) buffer.add(value);
      } catch (error) {
        this.stop();
        throw error;
      }
      if (done) return buffer.bytes;
    }
  }

  async #next() {
    try {
      return await this.#reader.read();
    } catch (cause) {
      throw incomplete(cause);
    }
  }
}

/**
 * Bytes come into one room again and again where a stream can do that: Deno and workerd make a new one for each chunk.
 *
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @returns {Pick<ReadableStreamDefaultReader<Uint8Array>, "read" | "cancel"> | undefined}
 */
function roomFor(stream) {
  let reader;
  try {
    reader = stream.getReader({ mode: "byob" });
  } catch {
    return undefined;
  }
  let room = new ArrayBuffer(ROOM);
  // workerd keeps a kilobyte for each read: there as many bytes as fit are waited for. Deno 2.9 then never sees the
  // end.
  const options = isWorker() ? { min: ROOM } : undefined;
  const read = async () => {
    const result = await reader.read(new Uint8Array(room), options);
    if (result.value) room = result.value.buffer;
    return result;
  };
  return { read, cancel: () => reader.cancel() };
}
