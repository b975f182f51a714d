// Node's servers: `http`, `http2` and Express, Koa, Fastify.
import { isUint8Array } from "./lib/arguments.js";
import { consumed, whole } from "./lib/body.js";
import { failure, log } from "./lib/delivery-error.js";
import { createReceiver } from "./lib/receiver.js";
import { StreamReading, isReplayed } from "./lib/stream-reading.js";

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
/** @import { NodeRequest } from "./lib/stream-reading.js" */

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
      if (response.headersSent || property(response, "destroyed")) return;
      // Node would send a text of unknown length in chunks, which takes it longer.
      const length = body === undefined ? undefined : { "content-length": String(body.length) };
      const writing = response.writeHead(status, { ...headers, ...length });
      if (!isArriving(request, response)) {
        writing.end(body);
        return;
      }
      response.write(body);
      request.on("end", () => response.end());
    } catch (cause) {
      log(failure("internal", "the answer could not be sent", cause));
    }
  };
}

/**
 * Whether Node would close the connection behind the answer while the sender still sends: the reset that follows makes
 * many senders lose the answer.
 *
 * @param {NodeRequest} request
 * @param {Parameters<ReturnType<typeof createNodeHandler>>[1]} response
 */
const isArriving = ({ complete }, { shouldKeepAlive }) => complete === false && shouldKeepAlive === false;

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
 * @template Event
 * @param {Webhook<Event>} webhook
 * @param {OnEvent<Event>} onEvent
 * @param {DeliverOptions<Event> | undefined} options
 * @param {string} remedy
 */
function createNodeReceiver(webhook, onEvent, options, remedy) {
  const receive = createReceiver(webhook, onEvent, options);
  const parsers = new Parsers(remedy);
  return async (/** @type {NodeRequest} */ request, /** @type {NodeRequest} */ stream, /** @type {unknown} */ kept) => {
    const answer = await receive(new Incoming(request, stream, kept, parsers));
    discard(request);
    return answer;
  };
}

/** What parsers in front of one handler have left of bodies. */
class Parsers {
  #remedy;
  #hasWarned = false;

  /** @param {string} remedy */
  constructor(remedy) {
    this.#remedy = remedy;
  }

  /**
   * The best that is left of a body which was read.
   *
   * @param {unknown} kept
   * @returns {Reading}
   */
  left(kept) {
    const body = property(kept, "body");
    if (isRaw(body)) return whole(body);
    const unparsed = body === undefined || body === null ? undefined : property(body, UNPARSED);
    if (isRaw(unparsed)) return whole(unparsed);
    if (body === undefined) throw consumed(this.#remedy);
    this.#warn();
    return whole(body);
  }

  #warn() {
    if (this.#hasWarned) return;
    this.#hasWarned = true;
    const lost = "a body was parsed before heron-webhooks could read it: some genuine deliveries will not verify";
    process.emitWarning(`${lost}; ${this.#remedy}`, { code: "HERON_WEBHOOKS_PARSED_BODY" });
  }
}

/** A request: `kept` is where the framework's parsers leave what they make of the stream. */
class Incoming {
  #request;
  #stream;
  #kept;
  #parsers;

  /**
   * @param {NodeRequest} request
   * @param {NodeRequest} stream
   * @param {unknown} kept
   * @param {Parsers} parsers
   */
  constructor(request, stream, kept, parsers) {
    this.#request = request;
    this.#stream = stream;
    this.#kept = kept;
    this.#parsers = parsers;
  }

  get method() {
    return this.#request.method;
  }

  /** @param {string} name */
  header(name) {
    return this.#request.headers[name];
  }

  /**
   * Any of `kept` may be a getter that throws: each is looked at when it is needed.
   *
   * @param {number} limit
   * @returns {Reading}
   */
  read(limit) {
    const rawBody = property(this.#kept, "rawBody");
    if (isRaw(rawBody)) return whole(rawBody);
    if (!this.#stream.readableDidRead || isReplayed(this.#stream)) {
      return new StreamReading(this.#request, this.#stream, limit);
    }
    return this.#parsers.left(this.#kept);
  }
}

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
    request.resume();
    // All of it has arrived: nobody has to be waited for.
    if (request.complete === true) return;
    const timer = setTimeout(() => request.destroy?.(), LINGER_MS).unref();
    request.on("close", () => clearTimeout(timer));
  } catch {
    // A framework's request that cannot do this: its server has its own limits.
  }
}
