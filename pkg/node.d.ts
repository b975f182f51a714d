import type { HeronEvent, Webhook } from "./index.js";
import type { DeliverOptions, OnEvent } from "./lib/delivery.js";

export type { Claim, DeliverOptions, Delivery, DeliveryError, OnEvent, Outcome, Store } from "./lib/delivery.js";

/** The part of `http.IncomingMessage` and `http2.Http2ServerRequest` that is used. */
interface NodeRequest {
  method?: string | undefined;
  headers: { [name: string]: string | string[] | undefined };
  readonly readableDidRead: boolean;
  readonly destroyed: boolean;
  on(event: string, listener: (...args: any[]) => void): unknown;
  off(event: string, listener: (...args: any[]) => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

/** The part of `http.ServerResponse` and `http2.Http2ServerResponse` that is used. */
interface NodeResponse {
  readonly headersSent: boolean;
  readonly shouldKeepAlive?: boolean | undefined;
  writeHead(status: number, headers: { [name: string]: string }): { end(...args: any[]): unknown };
  write(...args: any[]): unknown;
  end(...args: any[]): unknown;
}

/** The part of Koa's `Context` that is used. */
interface KoaContext {
  req: NodeRequest;
  request: object;
  status: number;
  body: unknown;
  set(headers: { [name: string]: string }): unknown;
}

/** The part of a `FastifyInstance` that is used. */
interface FastifyScope {
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser: Function;
  all: Function;
}

/**
 * Receives webhooks in `http`, `http2`, Express and whatever else calls `(request, response)`. It answers every
 * request, unless something else has answered by then; the promise never rejects. Mount it before any body parser;
 * otherwise it takes `request.rawBody`, or a `request.body` of bytes or text, and only as a last resort the parsed
 * `request.body`, with a warning.
 *
 * @example
 * app.all("/heron", createNodeHandler(webhook, async (event) => console.log(event.topic)));
 * @throws {TypeError} names the argument that is wrong
 */
export function createNodeHandler<Event = HeronEvent>(
  webhook: Webhook<Event>,
  onEvent: OnEvent<Event>,
  options?: DeliverOptions<Event>,
): (request: NodeRequest, response: NodeResponse) => Promise<void>;

/**
 * Receives webhooks in Koa. It answers everything that it gets, so put it on a route. Use it before any body parser;
 * otherwise it takes `context.request.rawBody`, and as a last resort the parsed `context.request.body`, with a warning.
 *
 * @example
 * router.all("/heron", createKoaMiddleware(webhook, async (event) => console.log(event.topic)));
 * @throws {TypeError} names the argument that is wrong
 */
export function createKoaMiddleware<Event = HeronEvent>(
  webhook: Webhook<Event>,
  onEvent: OnEvent<Event>,
  options?: DeliverOptions<Event>,
): (context: KoaContext) => Promise<void>;

/**
 * Receives webhooks in Fastify, at the prefix that it is registered with. Inside the plugin no body is parsed; the
 * application's own parsers stay as they are.
 *
 * @example
 * app.register(createFastifyPlugin(webhook, async (event) => console.log(event.topic)), { prefix: "/heron" });
 * @throws {TypeError} names the argument that is wrong
 */
export function createFastifyPlugin<Event = HeronEvent>(
  webhook: Webhook<Event>,
  onEvent: OnEvent<Event>,
  options?: DeliverOptions<Event>,
): (fastify: FastifyScope) => Promise<void>;

// Only what is marked `export` is exported.
export {};
