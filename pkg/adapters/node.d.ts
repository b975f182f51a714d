import type { HeronEvent, Webhook } from "../webhooks.js";
import type { DeliverOptions, OnEvent } from "./deliver.js";

export type { DeliverOptions, Delivery, DeliveryError, OnEvent, Store } from "./deliver.js";

/** What is used of `http.IncomingMessage`. */
interface NodeRequest extends AsyncIterable<unknown> {
  method?: string | undefined;
  headers: { [name: string]: string | string[] | undefined };
  readonly readableDidRead: boolean;
}

/** What is used of `http.ServerResponse`. */
interface NodeResponse {
  writeHead(status: number, headers: { [name: string]: string }): { end(body?: string): unknown };
}

/** What is used of Koa's `Context`. */
interface KoaContext {
  req: NodeRequest;
  request: object;
  status: number;
  body: unknown;
  set(headers: { [name: string]: string }): unknown;
}

/** What is used of a `FastifyInstance`. */
interface FastifyScope {
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser: Function;
  all: Function;
}

/**
 * Receives webhooks in `http`, Express and whatever else calls `(request, response)`. It answers everything that it
 * gets. Mount it before any body parser; otherwise it takes `request.rawBody`, or a `request.body` of bytes or text, and
 * only as a last resort the parsed `request.body`, with a warning.
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
