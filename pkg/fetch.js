// `Request` in, `Response` out: Hono, Next, Workers, Deno, Bun, SvelteKit.
import { BodyBuffer, consumed, incomplete } from "./lib/body.js";
import { createReceiver, isWorker } from "./lib/receiver.js";

/** @import { Reading } from "./lib/receiver.js" */
/** @import { FetchRequest } from "./fetch.js" */

/** How much is read at once, in bytes. */
const ROOM = 64 * 1024;

const REMEDY = "give it the request before that, or a request.clone() from before that";

/** @type {typeof import("./fetch.js").createFetchHandler} */
export function createFetchHandler(webhook, onEvent, options) {
  const receive = createReceiver(webhook, onEvent, options);
  return async (request) => {
    const { status, headers, body } = await receive({
      get method() {
        return request.method;
      },
      header: (name) => request.headers.get(name),
      read: (limit) => read(request, limit),
    });
    return new Response(body, { status, headers });
  };
}

/**
 * @param {FetchRequest} request
 * @param {number} limit
 * @returns {Reading}
 */
function read(request, limit) {
  const stream = /** @type {Request["body"] | undefined} */ (request.body);
  if (request.bodyUsed || stream?.locked) throw consumed(REMEDY);
  const buffer = new BodyBuffer(limit);
  if (!stream) return { body: buffer.bytes, stop() {} };
  const reader = readerOf(stream);
  // The rest of an unwanted body is the runtime's: a stream that cannot be cancelled changes no answer.
  const stop = () => void reader.cancel().catch(() => {});
  return { body: collect(reader, buffer, stop), stop };
}

/**
 * Bytes come into one room again and again where a stream can do that: Deno and workerd make a new one for each chunk.
 *
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @returns {Pick<ReadableStreamDefaultReader<Uint8Array>, "read" | "cancel">}
 */
function readerOf(stream) {
  let reader;
  try {
    reader = stream.getReader({ mode: "byob" });
  } catch {
    return stream.getReader();
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

/**
 * @param {Pick<ReadableStreamDefaultReader<Uint8Array>, "read">} reader
 * @param {BodyBuffer} buffer
 * @param {() => void} stop
 */
async function collect(reader, buffer, stop) {
  for (;;) {
    const { done, value } = await reader.read().catch((cause) => Promise.reject(incomplete(cause)));
    try {
      // The last bytes may come with the end.
      if (value !== undefined) buffer.add(value);
    } catch (error) {
      stop();
      throw error;
    }
    if (done) return buffer.bytes;
  }
}
