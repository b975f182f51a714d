import type { HeronEvent, Webhook } from "../webhooks.js";
import type { DeliverOptions, OnEvent } from "./deliver.js";

export type { Claim, DeliverOptions, Delivery, DeliveryError, OnEvent, Store } from "./deliver.js";

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
): (request: Request) => Promise<Response>;
