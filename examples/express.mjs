// Express: the raw body, not `express.json()`.
import express from "express";
import { Webhook, WebhookError } from "heron-webhooks";

const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET);
const app = express();

app.post("/", express.raw({ type: "*/*", limit: "1mb" }), (request, response) => {
  const event = webhook.unwrap(request.body, request.get("heron-signature"));
  console.log(event.topic);
  response.sendStatus(204);
});

app.use((error, _request, response, next) => {
  if (!(error instanceof WebhookError)) return next(error);
  response.status(error.status).send(error.code);
});

app.listen(process.env.PORT ?? 8080);
