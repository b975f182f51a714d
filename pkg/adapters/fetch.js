// `Request` in, `Response` out: Hono, Next, Workers, Deno, Bun, SvelteKit.
import { collect, consumed, createDeliver } from "./deliver.js";

export function createFetchHandler(webhook, onEvent, options) {
  const deliver = createDeliver(webhook, onEvent, options);
  return async (request) => {
    const { status, headers, body } = await deliver({
      method: request.method,
      header: (name) => request.headers.get(name),
      read: (limit) => read(request, limit),
    });
    return new Response(body, { status, headers });
  };
}

async function read(request, limit) {
  if (request.bodyUsed) throw consumed("give it the request before that, or a request.clone() from before that");
  return collect(request.body ?? [], limit);
}
