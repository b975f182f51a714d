// Express: the handler reads the body itself, so it comes before `express.json()`.
import express from "express";
import { Webhook } from "heron-webhooks";
import { createNodeHandler } from "heron-webhooks/node";

const webhook = new Webhook(process.env.HERON_WEBHOOK_SECRET);
const app = express();

app.all(
  "/heron",
  createNodeHandler(webhook, (event) => console.log(event.topic)),
);
app.use(express.json());

app.listen(process.env.PORT ?? 3000);
