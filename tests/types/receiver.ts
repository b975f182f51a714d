// A strict project that uses the package: it must compile, and what is marked must not.
import {
  type HeronEvent,
  type PublishedTopic,
  Webhook,
  WebhookError,
  sign,
  stringify,
  unwrap,
  verify,
} from "heron-webhooks";

const webhook = new Webhook(["sec_new", new Uint8Array([1])], { forms: ["raw", "python"], maxBodyBytes: 1000 });
const event: HeronEvent = webhook.unwrap(Buffer.from("{}"), undefined);
new Webhook(process.env.HERON_WEBHOOK_SECRET);
new Webhook([process.env.HERON_WEBHOOK_SECRET, process.env.OLD_SECRET]).checkSignature(undefined);
webhook.verify(undefined, undefined);

export function handle(event: HeronEvent): string {
  switch (event.topic) {
    case "end_user.processed":
    case "end_user.review_required": {
      const status: string = event.data.status;
      return event.data.end_user_id + status;
    }
    case "transactions.deleted":
      return event.data.transactions.map(({ heron_id, reference_id }) => reference_id ?? heron_id).join();
    case "pdf.processed": {
      // @ts-expect-error: the shape is not published
      const notes: string = event.data["notes"];
      return notes;
    }
    default: {
      const topic: string = event.topic;
      return topic === "a_topic.of_tomorrow" ? event.created : topic;
    }
  }
}

handle(event);
const topic: PublishedTopic = "workflow.event";
const signature: string = sign("sec", { topic, data: [1, null] }, { form: "python" });
const genuine: boolean = verify("sec", new ArrayBuffer(1), signature, { forms: ["javascript"] });
const custom: bigint = unwrap("sec", "1", signature, { parse: (text) => BigInt(text) });
const text: string = stringify("[1]", { form: genuine ? "python" : "javascript" });

try {
  webhook.verify(text, custom);
} catch (error) {
  if (error instanceof WebhookError && error.code === "body_too_large") {
    const status: 400 | 401 | 413 | 500 = error.status;
    console.log(status, error.offset?.toFixed());
  }
  // @ts-expect-error: no such code
  if (error instanceof WebhookError && error.code === "no_such_code") console.log(error);
}

/** As Jest's `toThrow` takes a class. */
const constructable: new (...args: any[]) => unknown = WebhookError;
const made: WebhookError = new WebhookError("body_too_large", "x", { offset: 1, cause: constructable });
const rawBody: Buffer | undefined = made.status === 413 ? Buffer.from("{}") : undefined;
const header: string | string[] | null | undefined = null;
webhook.verify(rawBody, header);
unwrap("sec", rawBody, header);

// @ts-expect-error: a form is needed
stringify("[1]");
// @ts-expect-error: no such code
new WebhookError("no_such_code", "x");
// @ts-expect-error: no such form
sign("sec", "1", { form: "rust" });
// @ts-expect-error: a secret is text or bytes
new Webhook(1);
// @ts-expect-error: undefined is no body
webhook.sign(undefined);
// @ts-expect-error: a promise is no body
verify("sec", Promise.resolve("{}"), signature);
// @ts-expect-error: only what the package has at run time can be imported
import { UnknownTopic } from "heron-webhooks";

interface Order {
  id: number;
}
const order: Order = { id: 1 };
const secrets = ["sec_new", "sec_old"] as const;
verify(secrets, order, signature, { forms: ["raw", "python"] as const, maxBodyBytes: undefined });
if (event.topic === "transactions.deleted") console.log(event.data.transactions[0]?.reference_id);
