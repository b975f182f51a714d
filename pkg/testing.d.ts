import type {
  EndUser,
  EndUserTopic,
  Envelope,
  Form,
  OpenObject,
  PublishedTopic,
  Secret,
  TransactionsDeleted,
} from "./index.js";
import type {
  ApiGatewayOptions,
  ApiGatewayV1Event,
  ApiGatewayV2Event,
  AzureRequestInit,
  GoogleCloudRequest,
} from "./lib/platforms.js";

export type { ApiGatewayOptions, ApiGatewayV1Event, ApiGatewayV2Event, AzureRequestInit, GoogleCloudRequest };

/** `data` of an event, by its topic. */
type DataOf<Topic extends string> = Topic extends EndUserTopic
  ? EndUser
  : Topic extends "transactions.deleted"
    ? TransactionsDeleted
    : OpenObject;

/** Of several topics, one event for each. */
type EventOf<Topic extends string> = Topic extends string ? Envelope<Topic, DataOf<Topic>> : never;

/** A published topic, or any other one. */
type AnyTopic = PublishedTopic | (string & {});

/**
 * The spelling that is posted: `signed`, the signed text itself; `spaced`, that with `", "` and `": "`, as Python prints
 * by default; `utf8`, that without escapes beyond ASCII; `source`, the event as it was before it was signed: spaced, with
 * `1.0` and without escapes.
 */
export type Wire = "signed" | "spaced" | "utf8" | "source";

/**
 * What is forged, with the code of the error that {@link unwrap} throws: `wrong_secret` and `altered_body`
 * (`signature_mismatch`, 401), `no_signature` (`signature_missing`, 400), `malformed_signature` (`signature_malformed`,
 * 400).
 */
export type Forgery = "wrong_secret" | "altered_body" | "no_signature" | "malformed_signature";

export interface TestDeliveryOptions<Topic extends string = string> {
  /**
   * The secret that your receiver has in the test. To test a rotation, pass the older one of its secrets.
   *
   * @defaultValue "sec_test"
   */
  secret?: Secret | undefined;
  /**
   * The form of the event that is signed. `raw` is the event as it is before: spaced, with `1.0` and without escapes.
   *
   * @defaultValue "python"
   */
  form?: Form | undefined;
  /**
   * The spelling that is posted. The form `raw` has one spelling.
   *
   * @defaultValue "signed"
   */
  wire?: Wire | undefined;
  /**
   * Members of `data` in place of the sample's, or beside them; one that is `undefined` is left out. Each delivery has a
   * new `heron_id`, so that a receiver with a store handles each: to send one again, use the same delivery twice.
   */
  data?: { [Name in keyof DataOf<Topic>]?: DataOf<Topic>[Name] | undefined } | undefined;
  /**
   * The customer's own metadata. The sample's has an accent, an emoji, a float without a fraction and a huge integer,
   * which the two serialisers print differently.
   */
  meta?: OpenObject | null | undefined;
  /** When the event was created: now, unless given. A string is used unchanged. */
  created?: Date | string | undefined;
}

export interface ForgedDeliveryOptions<Topic extends string = string> extends TestDeliveryOptions<Topic> {
  /**
   * What is forged.
   *
   * @defaultValue "wrong_secret"
   */
  forgery?: Forgery | undefined;
}

/** A delivery as Heron, or a forger, would post it. It does not hold the secret. */
export interface TestDelivery<Topic extends string = string> {
  /** For titles of tests: `end_user.processed: python form, spaced`. */
  readonly name: string;
  /** The event that a receiver of this delivery handles; of a forged one, if the receiver does not verify. */
  readonly event: EventOf<Topic>;
  /** The body as it is posted. Its bytes are `Buffer.from(delivery.body)`. */
  readonly body: string;
  /** The value of `Heron-Signature`; undefined where that header is missing. */
  readonly signature: string | undefined;
  /** `content-type` and `heron-signature`. */
  readonly headers: { [name: string]: string };
  /** For `fetch` and what takes its options: `await fetch(url, delivery.init)`. */
  readonly init: { method: string; headers: { [name: string]: string }; body: string };
  /**
   * A new request of the Fetch API: each is good for one call of a handler, which reads its body.
   *
   * @example
   * const response = await POST(delivery.request());
   * @throws {Error} where the test's environment has no `Request`, such as Jest's jsdom
   */
  request(url?: string | URL): Request;
  /**
   * The event of AWS Lambda behind a REST API of API Gateway, payload format 1.0. The names of its headers are spelled
   * as the sender did: `Heron-Signature`.
   *
   * @example
   * const { statusCode } = await handler(delivery.apiGatewayV1({ base64: true }));
   */
  apiGatewayV1(options?: ApiGatewayOptions): ApiGatewayV1Event;
  /**
   * The event of AWS Lambda behind an HTTP API of API Gateway or a function URL, payload format 2.0. The names of its
   * headers are in lower case.
   *
   * @example
   * const { statusCode } = await handler(delivery.apiGatewayV2());
   */
  apiGatewayV2(options?: ApiGatewayOptions): ApiGatewayV2Event;
  /** The part of a request of Google Cloud Functions and Firebase that a receiver reads: `rawBody` has the bytes. */
  googleCloudRequest(): GoogleCloudRequest;
  /**
   * For the request of Azure Functions, model v4: `HttpRequest` is of `@azure/functions`.
   *
   * @example
   * const { status } = await handler(new HttpRequest(delivery.azureRequestInit()), context);
   */
  azureRequestInit(url?: string | URL): AzureRequestInit;
}

/** The topics that Heron publishes. */
export const topics: readonly PublishedTopic[];

/**
 * A delivery as Heron sends it: a sample event of a topic, signed.
 *
 * @example
 * const delivery = signedDelivery("end_user.processed", { data: { end_user_id: "zoes-bakery" } });
 * const response = await POST(delivery.request());
 * assert.equal(response.status, 204);
 * @param topic a published topic; or another one, which a receiver should ignore
 * @throws {TypeError} names the argument that is wrong
 */
export function signedDelivery<Topic extends AnyTopic>(
  topic: Topic,
  options?: TestDeliveryOptions<Topic>,
): TestDelivery<Topic>;

/**
 * A delivery in every form and spelling that a receiver has to accept: raw; Python's and JavaScript's form, each in four
 * spellings. Each has its own event.
 *
 * @example
 * for (const delivery of signedDeliveries("end_user.processed")) {
 *   test(`accepts ${delivery.name}`, async () => {
 *     assert.equal((await POST(delivery.request())).status, 204);
 *   });
 * }
 * @throws {TypeError} names the argument that is wrong
 */
export function signedDeliveries<Topic extends AnyTopic>(
  topic: Topic,
  options?: Omit<TestDeliveryOptions<Topic>, "form" | "wire">,
): TestDelivery<Topic>[];

/**
 * A delivery that a receiver has to refuse.
 *
 * @example
 * const delivery = forgedDelivery("end_user.processed", { forgery: "altered_body" });
 * assert.throws(() => webhook.unwrap(delivery.body, delivery.signature), { code: "signature_mismatch" });
 * @throws {TypeError} names the argument that is wrong
 */
export function forgedDelivery<Topic extends AnyTopic>(
  topic: Topic,
  options?: ForgedDeliveryOptions<Topic>,
): TestDelivery<Topic>;

/**
 * A delivery of every {@link Forgery}.
 *
 * @example
 * for (const delivery of forgedDeliveries("end_user.processed")) {
 *   test(`refuses ${delivery.name}`, async () => {
 *     assert.match(String((await POST(delivery.request())).status), /^40[01]$/);
 *   });
 * }
 * @throws {TypeError} names the argument that is wrong
 */
export function forgedDeliveries<Topic extends AnyTopic>(
  topic: Topic,
  options?: Omit<ForgedDeliveryOptions<Topic>, "forgery">,
): TestDelivery<Topic>[];

// Only what is marked `export` is exported.
export {};
