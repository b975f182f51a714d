// A body and its header made into the event that was signed, with the text that was signed.
import { isMissing, isParsed, kind, own, textOrBytes } from "./arguments.js";
import { FORMS, LARGEST_BODY } from "./constants.js";
import * as core from "./core.js";
import { TextDecoder, TextEncoder } from "./encoding.js";
import { WebhookError } from "./errors.js";
import { RAW } from "./options.js";
import * as slots from "./slots.js";
import { rewritten } from "./stringify.js";
import { checkTolerance } from "./tolerance.js";

/** @import { Signer } from "./slots.js" */
/** @import { Receiving } from "./options.js" */
/** @import { Written } from "./core.js" */
/** @import { Delivery as Public, Form } from "../index.js" */

const decoder = new TextDecoder("utf-8", own({ fatal: true, ignoreBOM: true }));
const encoder = new TextEncoder();
const BYTE_ORDER_MARK = "\ufeff";
const { parse: parseJson } = JSON;
const { hasOwn } = Object;

/**
 * @template Event
 * @param {Signer} signer
 * @param {unknown} body
 * @param {unknown} signature
 * @param {Receiving<Event>} options
 * @returns {Public<Event>}
 */
export function received(signer, body, signature, { forms, maxBodyBytes, parse, tolerance, now }) {
  const header = headerOf(signature);
  const source = textOrBytes(isMissing(body) ? "" : body);
  const { message, form, secretIndex } = matched(signer, source, header, forms, maxBodyBytes, isParsed(body));
  const genuine = tolerance === undefined ? undefined : parsed(message);
  if (genuine && tolerance) checkTolerance(hasOwn(genuine, "created") ? genuine.created : undefined, tolerance, now());
  return new Delivery(message, FORMS[form], secretIndex, parse, genuine);
}

/** @typedef {{ topic: string, created?: unknown }} Envelope */

/**
 * A genuine delivery. What takes a look at the whole message is made when it is first read.
 *
 * @template Event
 * @implements {Public<Event>}
 */
class Delivery {
  #parse;
  #parsed;
  /** @type {{ event: Event } | undefined} */
  #read;
  /** @type {string | undefined} */
  #digest;

  /**
   * @param {string} message
   * @param {Form} form
   * @param {number} secretIndex
   * @param {((message: string) => Event) | undefined} parse
   * @param {Envelope | undefined} genuine the message, if it was parsed already
   */
  constructor(message, form, secretIndex, parse, genuine) {
    this.message = message;
    this.form = form;
    this.secretIndex = secretIndex;
    this.#parse = parse;
    this.#parsed = genuine;
  }

  get event() {
    const parse = this.#parse;
    if (parse) return (this.#read ??= { event: parse(withoutMark(this.message)) }).event;
    const genuine = (this.#parsed ??= parsed(this.message));
    return /** @type {Event} Its topic is there; the sender vouches for the rest. */ (genuine);
  }

  get topic() {
    return topicOf(this.form, this.message) ?? (this.#parsed ??= parsed(this.message)).topic;
  }

  get key() {
    return (this.#digest ??= hexDigest(this.message));
  }
}

/** How a message begins in which the first key is the topic, a string without escapes. */
const TOPIC_FIRST = /^\{"topic":"([^"\\]*)"/;

/**
 * The topic of a message where it can be had without parsing. In what a serialiser printed, keys have one spelling and
 * no object has a key twice: the first is the only one.
 *
 * @param {Form} form
 * @param {string} message
 */
const topicOf = (form, message) => (form === "raw" ? undefined : TOPIC_FIRST.exec(message)?.[1]);

/**
 * The mark belongs to the message, but to no JSON text (RFC 8259, 8.1).
 *
 * @param {string} message
 */
const withoutMark = (message) => (message.startsWith(BYTE_ORDER_MARK) ? message.slice(1) : message);

/** @param {string} message */
function hexDigest(message) {
  const written = core.write(message, LARGEST_BODY);
  try {
    return Array.from(core.digest(written), (byte) => byte.toString(16).padStart(2, "0")).join("");
  } finally {
    core.release(written);
  }
}

/**
 * The one value of the header.
 *
 * @param {unknown} signature
 */
export function headerOf(signature) {
  const header = signature ?? "";
  if (typeof header === "string") return header;
  const remedy = "pass the one value of the Heron-Signature header as a string";
  throw new WebhookError("signature_malformed", `the signature is malformed: it is ${kind(header)}: ${remedy}`);
}

/**
 * The form and the secret that give a signature. Why it does not match is said as far as the kind of the body tells.
 *
 * @param {number} slot
 * @param {string} header
 * @param {Written} written
 * @param {number} forms
 * @param {boolean} isParsed
 */
function found(slot, header, written, forms, isParsed) {
  try {
    return core.verify(slot, header, written, forms);
  } catch (error) {
    if (!(error instanceof WebhookError && error.code === "signature_mismatch")) throw error;
    if (written.length === 0) {
      throw new WebhookError("body_missing", "the body is empty: pass the body as it was received");
    }
    if (!isParsed) throw error;
    const why = "the body is a parsed value, and parsing loses digits and the order of keys that were signed";
    const remedy =
      "pass the bytes as they were received, before any JSON parser: in Express by express.raw({ type: () => true })";
    throw new WebhookError(error.code, `the signature does not match: ${why}: ${remedy}`);
  }
}

/**
 * The text that was signed, which form of the body it is, and by which secret.
 *
 * @param {Signer} signer
 * @param {string | Uint8Array} received
 * @param {string} header
 * @param {number} forms
 * @param {number} maxBodyBytes
 * @param {boolean} isParsed
 */
function matched(signer, received, header, forms, maxBodyBytes, isParsed) {
  const written = core.write(received, maxBodyBytes);
  try {
    const { form, secretIndex } = found(slots.slotOf(signer), header, written, forms, isParsed);
    if (form === RAW && typeof received === "string") return { message: received, form, secretIndex };
    // The module's copy, which was verified: the caller's bytes may be shared, and have changed since.
    const message = form === RAW ? decoded(core.output()) : core.text();
    if (message !== undefined) return { message, form, secretIndex };
  } finally {
    core.release(written);
  }
  throw notJson(received);
}

/**
 * Bytes as text, with their byte order mark if they have one; nothing if they are not UTF-8.
 *
 * @param {Uint8Array} bytes
 */
function decoded(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The event in a genuine message.
 *
 * @param {string} message
 * @returns {Envelope}
 */
function parsed(message) {
  let value;
  try {
    value = parseJson(withoutMark(message));
  } catch {
    throw notJson(encoder.encode(message), "; options.parse can read it all the same");
  }
  if (value !== null && hasOwn(value, "topic") && typeof value.topic === "string") return value;
  throw new WebhookError("invalid_event", "the signature is genuine, but what was signed has no topic");
}

/**
 * Why a genuine message is no JSON, in the words of the module, which knows the byte.
 *
 * @param {string | Uint8Array} source
 * @param {string} [remedy]
 */
function notJson(source, remedy = "") {
  /** @type {{ message: string, offset?: number | undefined }} */
  let why = { message: "this runtime cannot parse it" };
  try {
    rewritten(source, FORMS.indexOf("javascript"));
  } catch (error) {
    if (error instanceof WebhookError) why = error;
  }
  const message = `the signature is genuine, but what was signed is not JSON: ${why.message}${remedy}`;
  return new WebhookError("invalid_json", message, { offset: why.offset });
}
