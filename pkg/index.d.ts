import type { WebhookErrorStatus } from "./lib/codes.js";
import type { EndUserTopic, PublishedTopic } from "./lib/topics.js";

export type { EndUserTopic, PublishedTopic };

/** A value that is not known to the compiler, without losing the ones that are. */
type Open<Known extends string> = Known | (string & {});

/** An object whose shape Heron does not publish. */
export type OpenObject = { [key: string]: unknown };

/** `data` of the `end_user.…` topics. */
export interface EndUser {
  /** Heron's id, `eus_…`. */
  heron_id: string;
  /** The customer's own id. */
  end_user_id: string;
  status: Open<"new" | "ready" | "processed" | "reviewed" | "review_requested" | "failed">;
  [key: string]: unknown;
}

/** `data` of `transactions.deleted`. */
export interface TransactionsDeleted {
  transactions: Array<{
    /** Heron's id, `txn_…`. */
    heron_id: string;
    /** The customer's own id, of 1 to 140 characters. */
    reference_id: string | null;
    [key: string]: unknown;
  }>;
  [key: string]: unknown;
}

/** The members that every event has. */
export interface Envelope<Topic extends string, Data> {
  /** What happened, as `<resource>.<event>`. */
  topic: Topic;
  /** When the webhook was sent: UTC in ISO 8601, with an offset (`+00:00`) or without one. */
  created: string;
  /** The resource that the event is about. */
  data: Data;
  /** The customer's own metadata of the end user. */
  meta?: OpenObject | null;
}

/**
 * A verified event. `switch (event.topic)` narrows `data` to the shapes that Heron publishes. Any other topic arrives
 * as an {@link UnknownEvent}, in the `default` branch: one to ignore, not an error.
 */
export type HeronEvent =
  | Envelope<EndUserTopic, EndUser>
  | Envelope<"transactions.deleted", TransactionsDeleted>
  | Envelope<Exclude<PublishedTopic, EndUserTopic | "transactions.deleted">, OpenObject>
  | UnknownEvent;

/** Stands for every string that is not a published topic: an enum, because it is a string that narrowing leaves out. */
declare enum UnknownTopic {
  Any = "any topic that is not published",
}

/** An event whose topic this version does not know. Compare it as `(event.topic as string) === "new.topic"`. */
export type UnknownEvent = Envelope<UnknownTopic, OpenObject>;

/** A serialisation of a payload: the bytes as received, as CPython prints it, as JavaScript prints it. */
export type Form = "raw" | "python" | "javascript";

/** A secret: a string, used as its UTF-8 is (`sec_…`), or bytes. */
export type Secret = string | Uint8Array;

/** A body as it was received, best as bytes; or a parsed value, which goes through `JSON.stringify` first. */
export type Body = string | Uint8Array | ArrayBuffer | SharedArrayBuffer | Parsed | number | boolean | null;

/** Frameworks give these for a request without a body. No signature verifies them. */
export type NoBody = null | undefined;

/** An object or an array, but no promise of one. */
type Parsed = (object & { then?: never }) | { [key: string]: unknown; then?: never };

export interface SignOptions {
  /** Signs the body as this serialiser prints it. By default the body's own bytes are signed. */
  form?: Form | undefined;
  /**
   * The largest body that is signed, in bytes: 536,870,912 at most.
   *
   * @defaultValue 1048576
   */
  maxBodyBytes?: number | undefined;
}

/** Only an object's own properties are options. */
export interface VerifyOptions {
  /** The forms to try. By default all three, always in the order raw, python, javascript. */
  forms?: readonly Form[] | undefined;
  /**
   * The largest body that is accepted, in bytes: 536,870,912 at most.
   *
   * @defaultValue 1048576
   */
  maxBodyBytes?: number | undefined;
}

export interface UnwrapOptions<Event = HeronEvent> extends VerifyOptions {
  /**
   * Reads the message that was signed instead of `JSON.parse`, for example to keep huge integers intact. What it
   * returns or throws is what `unwrap` returns or throws.
   */
  parse?: ((message: string) => Event) | undefined;
  /**
   * How many seconds old the signed `created` may be; off by default. Heron delivers again up to 21 minutes later, and
   * it is not known whether `created` changes then: with less than 1800 genuine retries may be refused.
   */
  tolerance?: number | undefined;
  /** The clock for `tolerance`, in milliseconds since 1970: `Date.now` by default. */
  now?: (() => number) | undefined;
}

/** What went wrong: {@link WebhookErrorStatus} says when each code is thrown. */
export type WebhookErrorCode = keyof WebhookErrorStatus;

/**
 * Neither its message nor its fields ever hold a secret or a payload. `instanceof` recognises the errors of every copy of the
 * package in the process, such as an ES module's beside CommonJS.
 */
export class WebhookError extends Error {
  /** For tests of your own: the `status` follows from the code. */
  constructor(code: WebhookErrorCode, message: string, details?: { offset?: number | undefined; cause?: unknown });
  readonly name: "WebhookError";
  readonly code: WebhookErrorCode;
  /** The HTTP status to answer with. */
  readonly status: WebhookErrorStatus[WebhookErrorCode];
  /** For `invalid_json`: the byte of the text, counted from 0, at which it is wrong. */
  readonly offset?: number;
}

/**
 * Signs a body: base64 of HMAC-SHA256 (RFC 2104), the value of a `Heron-Signature` header.
 *
 * @example
 * sign("sec_test", '{"a": 1.0}'); // these bytes
 * sign("sec_test", '{"a": 1.0}', { form: "python" }); // {"a":1.0}, as Heron's Python signs it
 * @param secret the shared secret
 * @param body text or bytes; of a parsed value `JSON.stringify(body)` is signed
 * @throws {TypeError} names the argument that is wrong
 * @throws {WebhookError} `invalid_json` if the body cannot be rewritten to `form`; `body_too_large`
 * @throws {Error} the WebAssembly module cannot start in this host: says what helps
 */
export function sign(secret: Secret, body: Body, options?: SignOptions): string;

/**
 * Whether a signature belongs to a body, in any of the forms.
 *
 * @param secrets the shared secret, or several while they are rotated, the current one first
 * @param body the body as it was received
 * @param signature the header's value; anything that is not a signature is `false`
 * @throws {TypeError} names the argument that is wrong
 * @throws {WebhookError} `body_too_large`
 * @throws {Error} the WebAssembly module cannot start in this host: says what helps
 */
export function verify(
  secrets: Secret | readonly Secret[],
  body: Body | NoBody,
  signature: unknown,
  options?: VerifyOptions,
): boolean;

/**
 * Verifies a body, and returns the event, parsed from the exact text that was signed.
 *
 * @example
 * const event = unwrap("sec_test", request.body, request.headers["heron-signature"]);
 * @param secrets the shared secret, or several while they are rotated, the current one first
 * @param body the body as it was received
 * @param signature the header's value
 * @throws {TypeError} names the argument that is wrong
 * @throws {WebhookError} `signature_missing`, `signature_malformed`, `signature_mismatch`, `body_missing`,
 *   `body_too_large`, `invalid_json`, `invalid_event`, `timestamp_out_of_tolerance`
 * @throws {Error} the WebAssembly module cannot start in this host: says what helps
 */
export function unwrap<Event = HeronEvent>(
  secrets: Secret | readonly Secret[],
  body: Body | NoBody,
  signature: unknown,
  options?: UnwrapOptions<Event>,
): Event;

/**
 * A JSON text as another implementation prints it: `"python"` is CPython's `json.dumps(json.loads(text),
 * separators=(",", ":"))`, `"javascript"` is ECMA-262's `JSON.stringify(JSON.parse(text))`.
 *
 * @example
 * stringify('{"a": 1.0, "é": 1e16}', { form: "python" }); // {"a":1.0,"\u00e9":1e+16}
 * @throws {TypeError} names the argument that is wrong
 * @throws {WebhookError} `invalid_json` with the byte `offset`
 * @throws {Error} the WebAssembly module cannot start in this host: says what helps
 */
export function stringify(text: string | Uint8Array, options: { form: "python" | "javascript" }): string;

/**
 * Signs and verifies with keys that are prepared once. Printing it shows no secret.
 *
 * @example
 * const webhook = new Webhook(["sec_new", "sec_old"], { maxBodyBytes: 1_000_000 });
 * const event = webhook.unwrap(body, request.headers["heron-signature"]);
 */
export class Webhook<Event = HeronEvent> {
  /**
   * @param secrets the shared secret, or several while they are rotated, the current one first. `undefined` compiles,
   * as
   *   `process.env.NAME` may be that, and is refused
   * @throws {TypeError} names a secret that is empty or not set, or the option that is wrong
   * @throws {Error} the WebAssembly module cannot start in this host: says what helps
   */
  constructor(secrets: Secret | undefined | readonly (Secret | undefined)[], options?: UnwrapOptions<Event>);
  /** Like {@link sign}, with the first secret and the object's own `maxBodyBytes`. */
  sign(body: Body, options?: Pick<SignOptions, "form">): string;
  /** Like {@link verify}. */
  verify(body: Body | NoBody, signature: unknown): boolean;
  /** Like {@link unwrap}. */
  unwrap(body: Body | NoBody, signature: unknown): Event;
  /** Like {@link unwrap}, with what else there is to know about the delivery. The event is parsed when it is read. */
  receive(body: Body | NoBody, signature: unknown): Delivery<Event>;
  /**
   * Checks the shape of a header's value alone, so that a receiver can refuse a request before it reads the body. The
   * signature may still be anybody's.
   *
   * @throws {WebhookError} `signature_missing`, `signature_malformed`
   */
  checkSignature(signature: unknown): void;
  /** The largest body that it accepts, in bytes. */
  readonly maxBodyBytes: number;
}

/**
 * A genuine delivery. What is not yet there is made when it is first read, once: `event` and `topic` can throw
 * `invalid_json` and `invalid_event` then.
 */
export interface Delivery<Event = HeronEvent> {
  /** What {@link unwrap} returns. */
  readonly event: Event;
  /**
   * The text that was signed, to the byte: with its byte order mark, if it begins with one. `parse` gets it without.
   */
  readonly message: string;
  /**
   * The `topic` of the message. Where a serialiser printed the message (the forms `"python"` and `"javascript"`) with
   * the topic in front, as Heron does, it is had without parsing.
   */
  readonly topic: string;
  /** Which form of the body that is. */
  readonly form: Form;
  /** Which of the secrets it was signed with: 0 is the current one. Once it is always 0, the older ones can go. */
  readonly secretIndex: number;
  /**
   * The same for every delivery of this message, whichever secret signed it: the SHA-256 of `message` in UTF-8, in 64
   * lower-case hexadecimal digits.
   */
  readonly key: string;
}

export * from "./slack.js";

// Only what is marked `export` is exported.
export {};
