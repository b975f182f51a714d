// Node's servers: `http` and Express, Koa, Fastify.
import { collect, consumed, createDeliver, isRaw } from "./deliver.js";

/** Many senders look at the answer only after they have sent everything: the rest of a body is discarded for so long. */
const LINGER_MS = 2000;

const EXPRESS =
  "mount it before express.json(), or keep the bytes: express.json({ verify: (request, _response, bytes) => " +
  "{ request.rawBody = bytes; } }); in a Next.js API route: export const config = { api: { bodyParser: false } }";
const KOA = "use it before the body parser, or a parser that keeps ctx.request.rawBody, as @koa/bodyparser does";
const FASTIFY = "a preParsing hook has to return a stream of the same bytes";

export function createNodeHandler(webhook, onEvent, options) {
  const deliver = createNodeDeliver(webhook, onEvent, options, EXPRESS);
  return async (request, response) => {
    const { status, headers, body } = await deliver(request, request, request);
    response.writeHead(status, headers).end(body);
  };
}

export function createKoaMiddleware(webhook, onEvent, options) {
  const deliver = createNodeDeliver(webhook, onEvent, options, KOA);
  return async (context) => {
    const { status, headers, body } = await deliver(context.req, context.req, context.request);
    context.status = status;
    context.set(headers);
    context.body = body;
  };
}

export function createFastifyPlugin(webhook, onEvent, options) {
  const deliver = createNodeDeliver(webhook, onEvent, options, FASTIFY);
  return async (fastify) => {
    // In this plugin's own context: the application's parsers stay as they are, and here a body stays a stream.
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser("*", (_request, stream, done) => done(null, stream));
    fastify.all("/", async ({ raw, body: stream = raw, rawBody }, reply) => {
      const { status, headers, body } = await deliver(raw, stream, { rawBody });
      return reply.code(status).headers(headers).send(body);
    });
  };
}

/** `kept` is where the framework's parsers leave what they make of the stream. */
function createNodeDeliver(webhook, onEvent, options, remedy) {
  const deliver = createDeliver(webhook, onEvent, options);
  let warned = false;

  const read = async (stream, { rawBody, body }, limit) => {
    if (isRaw(rawBody)) return rawBody;
    if (!stream.readableDidRead) return collect(stream.iterator({ destroyOnReturn: false }), limit);
    if (body === undefined) throw consumed(remedy);
    if (!isRaw(body) && !warned) {
      warned = true;
      const lost = "a body was parsed before heron-webhooks could read it: some genuine deliveries will not verify";
      process.emitWarning(`${lost}; ${remedy}`, { code: "HERON_WEBHOOKS_PARSED_BODY" });
    }
    return body;
  };

  return async (request, stream, kept) => {
    const answer = await deliver({
      method: request.method,
      header: (name) => request.headers[name],
      read: (limit) => read(stream, kept, limit),
    });
    if (!request.readableEnded) discard(request);
    return answer;
  };
}

function discard(request) {
  setTimeout(() => request.destroy(), LINGER_MS).unref();
  request.resume();
}
