// Fastify: a parser that keeps the bytes, in place of the one for JSON.
import Fastify from "fastify";
import { Webhook, WebhookError } from "heron-webhooks";

const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET);
const app = Fastify({ bodyLimit: 1024 * 1024 });

app.removeAllContentTypeParsers();
app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));

app.post("/", (request, reply) => {
  const event = webhook.unwrap(request.body, request.headers["heron-signature"]);
  console.log(event.topic);
  reply.code(204).send();
});

app.setErrorHandler((error, _request, reply) => {
  if (!(error instanceof WebhookError)) throw error;
  reply.code(error.status).send(error.code);
});

await app.listen({ port: Number(process.env.PORT ?? 8080) });
