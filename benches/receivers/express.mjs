// Receivers on Express: applications. `svix` and `stripe` as their own documents write one.
import express from "express";
import { Webhook, WebhookError } from "heron-webhooks";
import Stripe from "stripe";
import * as svix from "svix";
import { SECRET } from "../large.mjs";
import { isGenuine, onEvent } from "./recipe.mjs";

const LIMIT = "1mb";

const raw = (receive) => express().post("/heron", express.raw({ type: "application/json", limit: LIMIT }), receive);

export const applications = {
  bare: () => raw((_request, response) => response.sendStatus(204)),
  recipe: () =>
    express()
      .use(express.json({ limit: LIMIT }))
      .post("/heron", (request, response) => {
        const genuine = isGenuine(request.body, request.headers["heron-signature"] ?? "");
        if (genuine) onEvent(request.body);
        response.sendStatus(genuine ? 204 : 401);
      }),
  heron: () => {
    const webhook = new Webhook(SECRET);
    return raw((request, response) => {
      try {
        onEvent(webhook.unwrap(request.body, request.headers["heron-signature"]));
        response.sendStatus(204);
      } catch (error) {
        response.sendStatus(error instanceof WebhookError ? error.status : 500);
      }
    });
  },
  svix: () =>
    raw((request, response) => {
      const webhook = new svix.Webhook(Buffer.from(SECRET).toString("base64"));
      try {
        onEvent(webhook.verify(request.body, request.headers));
      } catch {
        return response.status(400).json({});
      }
      response.json({});
    }),
  stripe: () => {
    const stripe = new Stripe("sk_test_1");
    return raw((request, response) => {
      let event;
      try {
        event = stripe.webhooks.constructEvent(request.body, request.headers["stripe-signature"], SECRET);
      } catch (error) {
        return response.status(400).send(`Webhook Error: ${error.message}`);
      }
      onEvent(event);
      response.send();
    });
  },
};
