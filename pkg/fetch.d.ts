import type { HeronEvent, Webhook } from "./index.js";
import type { DeliverOptions, OnEvent } from "./lib/delivery.js";

export type { Claim, DeliverOptions, Delivery, DeliveryError, OnEvent, Outcome, Store } from "./lib/delivery.js";

/** The part of a `Request` that is used, and that frameworks' own requests have, such as Azure's `HttpRequest`. */
export interface FetchRequest {
  readonly method: string;
  readonly headers: { get(name: string): string | null };
  readonly body?: { readonly locked: boolean; getReader(): unknown } | null | undefined;
  readonly bodyUsed: boolean;
  arrayBuffer?(): Promise<ArrayBuffer>;
}

/**
 * A function from `Request` to `Response` that receives webhooks: for Hono, Next, Workers, Deno, Bun and SvelteKit. It
 * reads the body itself; give it requests whose body nobody has read.
 *
 * @example
 * const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET);
 * export const POST = createFetchHandler(webhook, async (event) => {
 *   if (event.topic === "end_user.processed") await processed(event.data.end_user_id);
 * });
 * @throws {TypeError} names the argument that is wrong
 */
export function createFetchHandler<Event = HeronEvent>(
  webhook: Webhook<Event>,
  onEvent: OnEvent<Event>,
  options?: DeliverOptions<Event>,
): (request: FetchRequest) => Promise<Response>;

// Only what is marked `export` is exported.
export {};
