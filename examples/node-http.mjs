// Node's own http server.
import { createServer } from "node:http";
import { Webhook, WebhookError } from "heron-webhooks";

const LIMIT = 1024 * 1024;
const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET, { maxBodyBytes: LIMIT });

const server = createServer(async (request, response) => {
  try {
    const event = webhook.unwrap(await bytes(request), request.headers["heron-signature"]);
    console.log(event.topic);
    response.writeHead(204).end();
  } catch (error) {
    const known = error instanceof WebhookError;
    response.writeHead(known ? error.status : 500).end(known ? error.code : "");
    if (!known) console.error(error);
  }
});

/** The body as it was received; reading stops beyond the limit, which `unwrap` then refuses. */
async function bytes(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LIMIT) break;
  }
  return Buffer.concat(chunks);
}

server.listen(process.env.PORT ?? 8080);
