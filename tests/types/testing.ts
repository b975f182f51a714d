// Deliveries for tests in a strict project: typed by topic, and fit for the handlers of the platforms' own types.
import { HttpRequest, type HttpHandler, type InvocationContext } from "@azure/functions";
import type { APIGatewayProxyHandler, APIGatewayProxyHandlerV2, Context, LambdaFunctionURLHandler } from "aws-lambda";
import type { HeronEvent } from "heron-webhooks";
import {
  type Forgery,
  type TestDelivery,
  type TestDeliveryOptions,
  forgedDeliveries,
  forgedDelivery,
  signedDeliveries,
  signedDelivery,
  topics,
} from "heron-webhooks/testing";

const delivery = signedDelivery("end_user.processed", { data: { end_user_id: "acme", plan: 1 }, meta: null });
const status: string = delivery.event.data.status;
const event: HeronEvent = delivery.event;
const reference: string | null | undefined =
  signedDelivery("transactions.deleted").event.data.transactions[0]?.reference_id;
const open: unknown = signedDelivery("pdf.parsed", { data: { pages: 3 }, created: new Date() }).event.data["pages"];
const tomorrow: TestDelivery<"a_topic.of_tomorrow"> = signedDelivery("a_topic.of_tomorrow");
const every: HeronEvent[] = topics.map((topic) => signedDelivery(topic).event);
const options: TestDeliveryOptions = { secret: new Uint8Array(1), form: "javascript", wire: "spaced" };
const forgeries: Forgery[] = ["wrong_secret", "altered_body", "no_signature", "malformed_signature"];

export async function tested(handler: (request: Request) => Promise<Response>, url: string): Promise<number[]> {
  const all: TestDelivery[] = [
    signedDelivery("a.b", options),
    ...signedDeliveries("pdf.parsed", { secret: "sec_old" }),
    ...forgeries.map((forgery) => forgedDelivery("pdf.parsed", { forgery, form: "raw" })),
    ...forgedDeliveries("pdf.parsed", { wire: "utf8" }),
  ];
  const [first = delivery] = all;
  const header: string | undefined = first.signature;
  const answers = [
    await handler(first.request()),
    await handler(first.request(new URL(url))),
    await fetch(url, first.init),
  ];
  return [...answers.map((answer) => answer.status), (header ?? first.body + first.name).length];
}

declare const rest: APIGatewayProxyHandler;
declare const http: APIGatewayProxyHandlerV2;
declare const functionUrl: LambdaFunctionURLHandler;
declare const context: Context;
declare const azure: HttpHandler;
declare const invocation: InvocationContext;

void rest(delivery.apiGatewayV1({ base64: true }), context, () => {});
void http(delivery.apiGatewayV2(), context, () => {});
void functionUrl(delivery.apiGatewayV2({ base64: undefined }), context, () => {});
void azure(new HttpRequest(delivery.azureRequestInit("https://example.test/api/heron")), invocation);

const { rawBody, get } = delivery.googleCloudRequest();
console.log(rawBody.length, get("heron-signature"), status, event, reference, open, tomorrow, every);

// @ts-expect-error: a topic is needed
signedDelivery();
// @ts-expect-error: an end user's id is text
signedDelivery("end_user.processed", { data: { end_user_id: 1 } });
// @ts-expect-error: no such form
signedDelivery("pdf.parsed", { form: "rust" });
// @ts-expect-error: no such spelling
signedDelivery("pdf.parsed", { wire: "indented" });
// @ts-expect-error: no such forgery
forgedDelivery("pdf.parsed", { forgery: "hex" });
// @ts-expect-error: all forms are there
signedDeliveries("pdf.parsed", { form: "python" });
// @ts-expect-error: a genuine delivery is not forged
signedDelivery("pdf.parsed", { forgery: "no_signature" });
// @ts-expect-error: a delivery has one signature
signedDelivery("pdf.parsed", { secret: ["sec_new", "sec_old"] });
// @ts-expect-error: parsed, with no shape that is published
const pages: number = signedDelivery("pdf.parsed").event.data["pages"];
console.log(pages);
