// The receiver of the demo: Node's own HTTP server and the package, as in any service.

import { createServer } from "node:http";
import { Webhook, WebhookError } from "heron-webhooks";

const MAX_BODY_BYTES = 1 << 20;

/**
 * Listens on a free port of loopback; resolves to the server. `onDelivery` is told about each delivery:
 * `{ status, event, form }`, or `{ status, code }` if it was refused.
 */
export function receive(secret, onDelivery) {
  const webhook = new Webhook(secret, { maxBodyBytes: MAX_BODY_BYTES });
  const nameForm = formNamer(secret);

  const server = createServer(async (request, response) => {
    if (request.method !== "POST" || request.url !== "/webhooks/heron") {
      response.writeHead(404).end();
      return;
    }
    const signature = request.headers["heron-signature"];
    try {
      const body = await rawBody(request);
      const event = webhook.unwrap(body, signature);
      response.writeHead(204).end();
      onDelivery({ status: 204, event, form: nameForm(body, signature) });
    } catch (error) {
      const known = error instanceof WebhookError;
      const status = known ? error.status : 500;
      response.writeHead(status, { "Content-Type": "text/plain" }).end(known ? `${error.message}\n` : "");
      onDelivery({ status, code: error.code ?? error.message });
    }
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

/** The bytes as they came. Of a body that is too large, no more is kept than shows that it is. */
async function rawBody(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    if (length <= MAX_BODY_BYTES) {
      chunks.push(chunk);
      length += chunk.length;
    }
  }
  return Buffer.concat(chunks);
}

/** Which form of a genuine body was signed. A service need not know: here it is for the table. */
function formNamer(secret) {
  const webhooks = ["raw", "python", "javascript"].map((form) => [form, new Webhook(secret, { forms: [form] })]);
  return (body, signature) => webhooks.find(([, webhook]) => webhook.verify(body, signature))?.[0];
}
