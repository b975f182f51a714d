// Each shape of a delivery is taken by a handler that reads it as its platform documents.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, test } from "node:test";
import azureFunctions from "@azure/functions";
import { Webhook } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { createNodeHandler } from "heron-webhooks/node";
import { forgedDeliveries, signedDeliveries } from "heron-webhooks/testing";

const { HttpRequest } = azureFunctions;
const TOPIC = "transactions.deleted";
const webhook = new Webhook("sec_test");
const quiet = { onError() {} };

const server = createServer(createNodeHandler(webhook, () => {}, quiet)).listen(0, "127.0.0.1");
await once(server, "listening");
after(() => server.close());
const url = `http://127.0.0.1:${server.address().port}/heron`;

/** The status for what a handler has found in its platform's request. */
function statusOf(body, signature) {
  try {
    assert.ok(Buffer.isBuffer(body));
    webhook.unwrap(body, signature);
    return 204;
  } catch (error) {
    if (error.status === undefined) throw error;
    return error.status;
  }
}

// https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
const bytesOf = ({ body, isBase64Encoded }) => Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
const restApi = (event) => statusOf(bytesOf(event), event.headers["Heron-Signature"]);
const restApiMulti = (event) => statusOf(bytesOf(event), event.multiValueHeaders["Heron-Signature"]?.[0]);
const httpApi = (event) => statusOf(bytesOf(event), event.headers["heron-signature"]);

/** A function of Google Cloud that sends the status itself. */
const google = (request) => statusOf(request.rawBody, request.get("Heron-Signature"));

/** `createNodeHandler` as a function of Firebase, whose requests and responses are objects in its unit tests. */
function firebase(request) {
  return new Promise((resolve, reject) => {
    const response = { headersSent: false, writeHead: (status) => ({ end: () => resolve(status) }) };
    createNodeHandler(webhook, () => {}, quiet)(request, response).catch(reject);
  });
}

const fetched = createFetchHandler(webhook, () => {}, quiet);
const azure = async (request) =>
  statusOf(Buffer.from(await request.arrayBuffer()), request.headers.get("Heron-Signature"));

const PLATFORMS = {
  "a Request": async (delivery) => (await fetched(delivery.request())).status,
  "a Request at a URL": async (delivery) => {
    const request = delivery.request(new URL("https://example.test/hooks"));
    assert.equal(request.url, "https://example.test/hooks");
    return (await fetched(request)).status;
  },
  "a server": async (delivery) => (await fetch(url, delivery.init)).status,
  "API Gateway v1": (delivery) => restApi(delivery.apiGatewayV1()),
  "API Gateway v1, base64": (delivery) => restApi(delivery.apiGatewayV1({ base64: true })),
  "API Gateway v1, headers of several values": (delivery) => restApiMulti(delivery.apiGatewayV1()),
  "API Gateway v2": (delivery) => httpApi(delivery.apiGatewayV2()),
  "API Gateway v2, base64": (delivery) => httpApi(delivery.apiGatewayV2({ base64: true })),
  "Google Cloud": (delivery) => google(delivery.googleCloudRequest()),
  "Firebase, by createNodeHandler": (delivery) => firebase(delivery.googleCloudRequest()),
  "Azure, its own class": (delivery) => azure(new HttpRequest(delivery.azureRequestInit())),
  "Azure, by createFetchHandler": async (delivery) =>
    (await fetched(new HttpRequest(delivery.azureRequestInit()))).status,
};

for (const [name, statusBy] of Object.entries(PLATFORMS)) {
  test(name, async (context) => {
    for (const delivery of signedDeliveries(TOPIC)) {
      await context.test(delivery.name, async () => assert.equal(await statusBy(delivery), 204));
    }
    const statuses = [];
    for (const delivery of forgedDeliveries(TOPIC)) statuses.push(await statusBy(delivery));
    assert.deepEqual(statuses, [401, 401, 400, 400]);
  });
}

test("events of API Gateway say of the body whether it is base64, and spell headers as they document", () => {
  const [delivery] = signedDeliveries(TOPIC);
  for (const event of [delivery.apiGatewayV1({ base64: true }), delivery.apiGatewayV2({ base64: true })]) {
    assert.equal(event.isBase64Encoded, true);
    assert.equal(event.body, Buffer.from(delivery.body).toString("base64"));
    assert.deepEqual(JSON.parse(JSON.stringify(event)), event);
  }
  for (const event of [delivery.apiGatewayV1(), delivery.apiGatewayV2()]) {
    assert.equal(event.isBase64Encoded, false);
    assert.equal(event.body, delivery.body);
  }
  assert.deepEqual(Object.keys(delivery.apiGatewayV1().headers), ["Host", "Content-Type", "Heron-Signature"]);
  assert.deepEqual(Object.keys(delivery.apiGatewayV2().headers), ["host", "content-type", "heron-signature"]);
  assert.match(delivery.apiGatewayV2().requestContext.time, /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
});

test("a request of Google Cloud has the parsed body too", () => {
  const [delivery] = signedDeliveries(TOPIC);
  assert.deepEqual(delivery.googleCloudRequest().body, delivery.event);
});

test("where there is no Request, the error names the remedy", (context) => {
  const { Request } = globalThis;
  context.after(() => (globalThis.Request = Request));
  globalThis.Request = undefined;
  assert.throws(() => signedDeliveries(TOPIC)[0].request(), /no Request: .*@jest-environment node/);
});
