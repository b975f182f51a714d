// Node's servers: `http`, `http2` and Express, Koa, Fastify.
import { isUint8Array } from "./lib/arguments.js";
import { BodyBuffer, consumed, decoded, incomplete } from "./lib/body.js";
import { failure, log } from "./lib/delivery-error.js";
import { createReceiver } from "./lib/receiver.js";

/** @typedef {{ raw: NodeRequest, body?: NodeRequest, rawBody?: unknown }} FastifyRequest */
/**
 * @typedef {object} FastifyReply
 * @property {(status: number) => FastifyReply} code
 * @property {(headers: { [name: string]: string }) => FastifyReply} headers
 * @property {(body: string | undefined) => FastifyReply} send
 */
/** @import { DeliverOptions, OnEvent } from "./lib/delivery.js" */
/** @import { Reading } from "./lib/receiver.js" */
/** @import { Webhook } from "./index.js" */
/**
 * A request or its body: what every server has, and some more that is only looked for.
 *
 * @typedef {Parameters<ReturnType<typeof import("./node.js").createNodeHandler>>[0] & Looked} NodeRequest
 */
/** @typedef {{ close(code: number): void, once(event: string, listener: () => void): unknown }} Http2Stream */
/**
 * @typedef {object} Looked
 * @property {boolean} [aborted]
 * @property {boolean} [readableEnded]
 * @property {number} [httpVersionMajor]
 * @property {unknown} [readableEncoding]
 * @property {() => unknown} [destroy]
 * @property {Http2Stream} [stream]
 */

/** Many senders read the answer only after they have sent everything: until then the rest of a body is discarded. */
const LINGER_MS = 2000;

const NEXT = "in a Next.js API route: export const config = { api: { bodyParser: false } }";
const IN_FASTIFY = "in Fastify: register createFastifyPlugin instead of calling this from a route";
const IN_KOA = "in Koa: use createKoaMiddleware, before the body parser";
const EXPRESS =
  "mount it before express.json(), or keep the bytes: express.json({ verify: (request, _response, bytes) => " +
  `{ request.rawBody = bytes; } }); ${NEXT}; ${IN_FASTIFY}; ${IN_KOA}`;
const KOA =
  "use it before the body parser, or a parser that keeps the text: @koa/bodyparser keeps ctx.request.rawBody by " +
  "itself, koa-body with { includeUnparsed: true }";
const FASTIFY = "a preParsing hook has to return a stream of the same bytes";

/** Where koa-body keeps the text, if it is told to. */
const UNPARSED = Symbol.for("unparsedBody");

/** @type {typeof import("./node.js").createNodeHandler} */
export function createNodeHandler(webhook, onEvent, options) {
  const receive = createNodeReceiver(webhook, onEvent, options, EXPRESS);
  return async (request, response) => {
    const { status, headers, body } = await receive(request, request, request);
    try {
      // A time limit of the server, or other code, may have answered by now.
      if (!response.headersSent && !property(response, "destroyed")) response.writeHead(status, headers).end(body);
    } catch (cause) {
      log(failure("internal", "the answer could not be sent", cause));
    }
  };
}

/** @type {typeof import("./node.js").createKoaMiddleware} */
export function createKoaMiddleware(webhook, onEvent, options) {
  const receive = createNodeReceiver(webhook, onEvent, options, KOA);
  return async (context) => {
    const { status, headers, body } = await receive(context.req, context.req, context.request);
    context.status = status;
    context.set(headers);
    context.body = body;
  };
}

/** @type {typeof import("./node.js").createFastifyPlugin} */
export function createFastifyPlugin(webhook, onEvent, options) {
  const receive = createNodeReceiver(webhook, onEvent, options, FASTIFY);
  return async (fastify) => {
    // In this plugin's own context: the application's parsers stay as they are, and here a body stays a stream.
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser("*", passOn);
    fastify.all(
      "/",
      async (/** @type {FastifyRequest} */ { raw, body: stream = raw, rawBody }, /** @type {FastifyReply} */ reply) => {
        const { status, headers, body } = await receive(raw, stream, { rawBody });
        return reply.code(status).headers(headers).send(body);
      },
    );
  };
}

/**
 * A parser of Fastify's that parses nothing.
 *
 * @param {unknown} _request
 * @param {unknown} stream
 * @param {(error: null, body: unknown) => void} done
 */
const passOn = (_request, stream, done) => done(null, stream);

/**
 * `kept` is where the framework's parsers leave what they make of the stream.
 *
 * @template Event
 * @param {Webhook<Event>} webhook
 * @param {OnEvent<Event>} onEvent
 * @param {DeliverOptions<Event> | undefined} options
 * @param {string} remedy
 */
function createNodeReceiver(webhook, onEvent, options, remedy) {
  const receive = createReceiver(webhook, onEvent, options);
  let hasWarned = false;

  /**
   * The best that is left of a body. Any of `kept` may be a getter that throws: each is looked at when it is needed.
   *
   * @param {NodeRequest} request
   * @param {NodeRequest} stream
   * @param {unknown} kept
   * @param {number} limit
   * @returns {Reading}
   */
  function read(request, stream, kept, limit) {
    const rawBody = property(kept, "rawBody");
    if (isRaw(rawBody)) return whole(rawBody);
    if (!stream.readableDidRead || isReplayed(stream)) return collect(request, stream, limit);
    const body = property(kept, "body");
    if (isRaw(body)) return whole(body);
    const unparsed = body === undefined || body === null ? undefined : property(body, UNPARSED);
    if (isRaw(unparsed)) return whole(unparsed);
    if (body === undefined) throw consumed(remedy);
    warn();
    return whole(body);
  }

  function warn() {
    if (hasWarned) return;
    hasWarned = true;
    const lost = "a body was parsed before heron-webhooks could read it: some genuine deliveries will not verify";
    process.emitWarning(`${lost}; ${remedy}`, { code: "HERON_WEBHOOKS_PARSED_BODY" });
  }

  return async (/** @type {NodeRequest} */ request, /** @type {NodeRequest} */ stream, /** @type {unknown} */ kept) => {
    const answer = await receive({
      get method() {
        return request.method;
      },
      header: (name) => request.headers[name],
      read: (limit) => read(request, stream, kept, limit),
    });
    discard(request);
    return answer;
  };
}

/**
 * @param {unknown} body
 * @returns {Reading}
 */
const whole = (body) => ({ body, stop() {} });
/** @param {unknown} body */
const isRaw = (body) => typeof body === "string" || isUint8Array(body);

/**
 * @param {unknown} object
 * @param {string | symbol} name
 */
function property(object, name) {
  try {
    return /** @type {{ [name: string | symbol]: unknown }} */ (object)[name];
  } catch {
    return undefined;
  }
}

/**
 * Vercel's Node functions read the stream, then give its methods to a copy of it, which can be read.
 *
 * @param {object} stream
 */
const isReplayed = (stream) => Object.hasOwn(stream, "on") && Object.hasOwn(stream, "read");

/**
 * Reads a stream by its events: an iterator would cost several promises a chunk.
 *
 * @param {NodeRequest} request
 * @param {NodeRequest} stream
 * @param {number} limit
 * @returns {Reading}
 */
function collect(request, stream, limit) {
  if (typeof stream.readableEncoding === "string") throw decoded();
  const buffer = new BodyBuffer(limit);
  const isReplay = isReplayed(stream);
  let stop = () => {};
  const body = new Promise((resolve, reject) => {
    stop = () => {
      for (const [event, listener] of Object.entries(listeners)) stream.off(event, listener);
      // The listener for errors stays: a late error without a listener would end the process.
      stream.pause();
    };
    const fail = (/** @type {unknown} */ error) => {
      stop();
      reject(error);
    };
    const listeners = {
      close() {
        if (!isReplay) fail(incomplete());
      },
      end() {
        // A reset stream of HTTP/2 ends as if it were complete.
        if (request.aborted === true && !isReplay) fail(incomplete());
        else resolve(buffer.bytes);
      },
      /** @param {unknown} chunk */
      data(chunk) {
        try {
          buffer.add(chunk);
        } catch (error) {
          fail(error);
        }
      },
    };
    stream.on("error", (cause) => fail(incomplete(cause)));
    for (const [event, listener] of Object.entries(listeners)) stream.on(event, listener);
    if (stream.destroyed && !isReplay) fail(incomplete());
  });
  return { body, stop };
}

/**
 * Discards the rest of a request's body after the answer.
 *
 * @param {NodeRequest} request
 */
function discard(request) {
  try {
    if (request.readableEnded || request.destroyed) return;
    const { stream } = request;
    if (Number(request.httpVersionMajor) >= 2 && typeof stream?.close === "function") {
      // RFC 9113, 8.1: a complete answer, then RST_STREAM with NO_ERROR asks the sender to stop.
      stream.once("finish", () => stream.close(0));
      return;
    }
    setTimeout(() => request.destroy?.(), LINGER_MS).unref();
    request.resume();
  } catch {
    // A framework's request that cannot do this: its server has its own limits.
  }
}
