// The public API, once for every runtime.
import { WebhookError, kind, ownOptions, wrong } from "./errors.js";
import { checkAge } from "./age.js";
import { isBuffer, isUint8Array, secretBytes, textOrBytes, wellFormed } from "./bytes.js";
import * as instance from "./instance.js";
import * as slots from "./slots.js";

export { WebhookError };
export * from "./slack.js";

/** The numbers that the module knows the forms by, which are the order in which it tries them. */
const FORMS = ["raw", "python", "javascript"];
const RAW = 0;
const ALL_FORMS = 0b111;

/** Heron keeps its webhooks "purposefully minimal". */
const MAX_BODY_BYTES = 1024 * 1024;
const LARGEST_MAX_BODY_BYTES = 512 * 1024 * 1024;

const decoder = new TextDecoder("utf-8", { __proto__: null, fatal: true, ignoreBOM: true });
const BYTE_ORDER_MARK = "\ufeff";
const { parse: parseJson } = JSON;
const { hasOwn } = Object;

export class Webhook {
  #signer;
  #options;

  constructor(secrets, options) {
    this.#options = receiving(options);
    this.#signer = prepare(secrets);
    slots.forgetWith(this, this.#signer);
  }

  sign(body, options) {
    return signed(this.#signer, body, ownOptions(options).form, this.#options.maxBodyBytes);
  }

  verify(body, signature) {
    return verified(this.#signer, body, signature, this.#options);
  }

  unwrap(body, signature) {
    return this.receive(body, signature).event;
  }

  receive(body, signature) {
    return received(this.#signer, body, signature, this.#options);
  }

  checkSignature(signature) {
    const header = headerOf(signature);
    instance.checkSignature(header);
  }

  get maxBodyBytes() {
    return this.#options.maxBodyBytes;
  }

  get [Symbol.toStringTag]() {
    return "Webhook";
  }

  /** `console.log` in Node, Deno and Bun. */
  [Symbol.for("nodejs.util.inspect.custom")](_depth, options, inspect) {
    const shown = { secrets: this.#signer.count, forms: FORMS.filter((_, form) => this.#options.forms & (1 << form)) };
    return `Webhook ${inspect?.(shown, options) ?? JSON.stringify(shown)}`;
  }
}

export function sign(secret, body, options) {
  const { form, maxBodyBytes } = ownOptions(options);
  return withSigner(secret, (signer) => signed(signer, body, form, byteLimit(maxBodyBytes)));
}

export function verify(secrets, body, signature, options) {
  const settings = receiving(options);
  return withSigner(secrets, (signer) => verified(signer, body, signature, settings));
}

export function unwrap(secrets, body, signature, options) {
  const settings = receiving(options);
  return withSigner(secrets, (signer) => received(signer, body, signature, settings).event);
}

export function stringify(text, options) {
  if (typeof text === "string") wellFormed(text, "text");
  else if (!isUint8Array(text)) throw wrong("text", "a string or a Uint8Array", text);
  const form = formNumber(ownOptions(options).form);
  if (form === RAW) throw new TypeError('options.form must be "python" or "javascript"');
  return rewritten(text, form);
}

function signed(signer, body, form = "raw", maxBodyBytes) {
  const number = formNumber(form);
  const written = instance.write(textOrBytes(body), maxBodyBytes);
  try {
    instance.sign(slots.slotOf(signer), written, number);
    return instance.text();
  } finally {
    instance.release(written);
  }
}

function verified(signer, body, signature, { forms, maxBodyBytes }) {
  if (isMissing(body)) return false;
  const written = instance.write(textOrBytes(body), maxBodyBytes);
  if (typeof signature === "string") {
    return instance.guarded(written, () => instance.check(slots.slotOf(signer), signature, written, forms));
  }
  instance.release(written);
  return false;
}

function received(signer, body, signature, { forms, maxBodyBytes, parse, tolerance, now }) {
  const header = headerOf(signature);
  const source = textOrBytes(isMissing(body) ? "" : body);
  const { message, form, secretIndex } = matched(signer, source, header, forms, maxBodyBytes, isParsed(body));
  // The mark belongs to the message, but to no JSON text (RFC 8259, 8.1).
  const json = message.startsWith(BYTE_ORDER_MARK) ? message.slice(1) : message;
  const genuine = parse === undefined || tolerance !== undefined ? event(json, form === RAW ? source : json) : undefined;
  if (tolerance !== undefined) checkAge(hasOwn(genuine, "created") ? genuine.created : undefined, tolerance, now());
  const value = parse === undefined ? genuine : parse(json);
  return delivery(value, message, FORMS[form], secretIndex);
}

/** The key takes a hash of the message: only those who ask for it pay for it. */
function delivery(event, message, form, secretIndex) {
  let digest;
  return {
    event,
    message,
    form,
    secretIndex,
    get key() {
      return (digest ??= hexDigest(message));
    },
  };
}

function hexDigest(message) {
  const written = instance.write(message, LARGEST_MAX_BODY_BYTES);
  try {
    return Array.from(instance.digest(written), (byte) => byte.toString(16).padStart(2, "0")).join("");
  } finally {
    instance.release(written);
  }
}

/** Frameworks give these for a request without a body. */
const isMissing = (body) => body === undefined || body === null;

const isParsed = (body) => !isMissing(body) && typeof body === "object" && !isUint8Array(body) && !isBuffer(body);

/** The one value of the header. */
function headerOf(signature) {
  const header = signature ?? "";
  if (typeof header === "string") return header;
  const remedy = "pass the one value of the Heron-Signature header as a string";
  throw new WebhookError("signature_malformed", `the signature is malformed: it is ${kind(header)}: ${remedy}`);
}

/** The form and the secret that give a signature. Why it does not match is said as far as the kind of the body tells. */
function found(slot, header, written, forms, isParsed) {
  try {
    return instance.verify(slot, header, written, forms);
  } catch (error) {
    if (error.code !== "signature_mismatch") throw error;
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

/** The text that was signed, which form of the body it is, and by which secret. */
function matched(signer, received, header, forms, maxBodyBytes, isParsed) {
  const written = instance.write(received, maxBodyBytes);
  try {
    const { form, secretIndex } = found(slots.slotOf(signer), header, written, forms, isParsed);
    if (form === RAW && typeof received === "string") return { message: received, form, secretIndex };
    // The module's copy, which was verified: the caller's bytes may be shared, and have changed since.
    const message = form === RAW ? decoded(instance.output()) : instance.text();
    if (message !== undefined) return { message, form, secretIndex };
  } finally {
    instance.release(written);
  }
  throw notJson(received);
}

/** Bytes as text, with their byte order mark if they have one; nothing if they are not UTF-8. */
function decoded(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The event in a text that is known to be genuine; `source` is the same as it was received. */
function event(text, source) {
  let value;
  try {
    value = parseJson(text);
  } catch {
    throw notJson(source, "; options.parse can read it all the same");
  }
  if (value !== null && hasOwn(value, "topic") && typeof value.topic === "string") return value;
  throw new WebhookError("invalid_event", "the signature is genuine, but what was signed has no topic");
}

/** Why a genuine message is no JSON, in the words of the module, which knows the byte. */
function notJson(source, remedy = "") {
  let why = { message: "this runtime cannot parse it" };
  try {
    rewritten(source, FORMS.indexOf("javascript"));
  } catch (error) {
    why = error;
  }
  const message = `the signature is genuine, but what was signed is not JSON: ${why.message}${remedy}`;
  return new WebhookError("invalid_json", message, { offset: why.offset });
}

function rewritten(text, form) {
  const written = instance.write(text, LARGEST_MAX_BODY_BYTES);
  try {
    const isBody = instance.rewrite(written, form);
    return written.isText && isBody ? text : instance.text();
  } finally {
    instance.release(written);
  }
}

function withSigner(secrets, use) {
  const signer = prepare(secrets);
  try {
    return use(signer);
  } finally {
    slots.forget(signer);
  }
}

/** What signs with these secrets. */
function prepare(secrets) {
  // Read once: a list may answer differently the second time.
  const list = Array.isArray(secrets) ? [...secrets] : [secrets];
  if (list.length === 0) throw new TypeError("secrets must not be an empty list");
  const nameOf = (index) => (Array.isArray(secrets) ? `secrets[${index}]` : "secret");
  const copies = [];
  try {
    for (const [index, secret] of list.entries()) {
      copies.push(secretBytes(secret, nameOf(index)));
      if (copies[index].length > 0) continue;
      throw new TypeError(`${nameOf(index)} must not be empty: anybody can sign with an empty secret`);
    }
    return slots.signerOf(copies);
  } finally {
    for (const copy of copies) copy.fill(0);
  }
}

/** The options of `verify` and `unwrap`. */
function receiving(options) {
  const { forms, maxBodyBytes, parse, tolerance, now = Date.now } = ownOptions(options);
  if (parse !== undefined && typeof parse !== "function") throw wrong("options.parse", "a function", parse);
  if (tolerance !== undefined && !(Number.isFinite(tolerance) && tolerance > 0)) {
    throw new TypeError("options.tolerance must be a number of seconds, more than 0");
  }
  if (typeof now !== "function") throw wrong("options.now", "a function", now);
  return { forms: formBits(forms), maxBodyBytes: byteLimit(maxBodyBytes), parse, tolerance, now };
}

function formNumber(form) {
  const number = FORMS.indexOf(form);
  if (number < 0) throw new TypeError('options.form must be "raw", "python" or "javascript"');
  return number;
}

function formBits(forms) {
  if (forms === undefined) return ALL_FORMS;
  const numbers = Array.isArray(forms) ? Array.from(forms, (form) => FORMS.indexOf(form)) : [];
  if (numbers.length === 0 || numbers.includes(-1)) {
    throw new TypeError('options.forms must be an array of "raw", "python" and "javascript"');
  }
  return numbers.reduce((bits, number) => bits | (1 << number), 0);
}

function byteLimit(limit = MAX_BODY_BYTES) {
  if (Number.isInteger(limit) && limit > 0 && limit <= LARGEST_MAX_BODY_BYTES) return limit;
  throw new TypeError(`options.maxBodyBytes must be an integer from 1 to ${LARGEST_MAX_BODY_BYTES}`);
}
