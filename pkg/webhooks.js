// The public API, once for every runtime.
import { WebhookError, kind, ownOptions, wrong } from "./errors.js";
import { checkAge } from "./age.js";
import { isBuffer, isUint8Array, secretBytes, textOrBytes, wellFormed } from "./bytes.js";
import * as instance from "./instance.js";

export { WebhookError };
export * from "./explain.js";
export * from "./slack.js";

/** The numbers that the module knows the forms by, which are the order in which it tries them. */
const FORMS = ["raw", "python", "javascript"];
const RAW = 0;
const ALL_FORMS = 0b111;

/** Heron keeps its webhooks "purposefully minimal". */
const MAX_BODY_BYTES = 1024 * 1024;
const LARGEST_MAX_BODY_BYTES = 512 * 1024 * 1024;

/** What the module returns if there is no match. */
const REFUSALS = { "-1": "signature_mismatch", "-2": "signature_missing", "-3": "signature_malformed" };

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
    const refusal = REFUSALS[instance.checkSignature(header)];
    if (refusal !== undefined) throw new WebhookError(refusal, instance.signatureMessage(header));
  }

  get maxBodyBytes() {
    return this.#options.maxBodyBytes;
  }

  get [Symbol.toStringTag]() {
    return "Webhook";
  }

  /** `console.log` in Node, Deno and Bun. */
  [Symbol.for("nodejs.util.inspect.custom")](_depth, options, inspect) {
    const secrets = this.#signer.keys.length / instance.KEY_BYTES;
    const shown = { secrets, forms: FORMS.filter((_, form) => this.#options.forms & (1 << form)) };
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
    instance.throwIfInvalid(instance.sign(signer.keys, written, number));
    return instance.text();
  } finally {
    instance.release(written);
  }
}

function verified(signer, body, signature, { forms, maxBodyBytes }) {
  if (isMissing(body)) return false;
  const written = instance.write(textOrBytes(body), maxBodyBytes);
  try {
    return typeof signature === "string" && instance.verify(signer, signature, written, forms) >= 0;
  } finally {
    instance.release(written);
  }
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

/** Why a well-formed signature does not match, as far as the kind of the body tells. */
function refusal(code, header, isEmpty, isParsed) {
  if (code !== "signature_mismatch") return new WebhookError(code, instance.signatureMessage(header));
  if (isEmpty) return new WebhookError("body_missing", "the body is empty: pass the body as it was received");
  if (!isParsed) return new WebhookError(code, instance.signatureMessage(header));
  const why = "the body is a parsed value, and parsing loses digits and the order of keys that were signed";
  const remedy = "pass the bytes as they were received, before any JSON parser: in Express by express.raw({ type: () => true })";
  return new WebhookError(code, `the signature does not match: ${why}: ${remedy}`);
}

/** The text that was signed, which form of the body it is, and by which secret. */
function matched(signer, received, header, forms, maxBodyBytes, isParsed) {
  const written = instance.write(received, maxBodyBytes);
  try {
    const match = instance.verify(signer, header, written, forms);
    if (match < 0) throw refusal(REFUSALS[match], header, written.length === 0, isParsed);
    const [form, secretIndex] = [match & 3, match >> 4];
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
    instance.throwIfInvalid(instance.rewrite(written, form));
    return written.isText && instance.isBody(written) ? text : instance.text();
  } finally {
    instance.release(written);
  }
}

function withSigner(secrets, use) {
  const signer = prepare(secrets);
  try {
    return use(signer);
  } finally {
    signer.keys.fill(0);
  }
}

/** The prepared keys, 128 bytes a secret, and the form that is likely the one that was signed. */
function prepare(secrets) {
  // Read once: a list that says otherwise the second time must not leave a key of zeros.
  const list = Array.isArray(secrets) ? [...secrets] : [secrets];
  if (list.length === 0) throw new TypeError("secrets must not be an empty list");
  const keys = new Uint8Array(instance.KEY_BYTES * list.length);
  for (let index = 0; index < list.length; index++) {
    const key = preparedKey(list[index], Array.isArray(secrets) ? `secrets[${index}]` : "secret");
    keys.set(key, instance.KEY_BYTES * index);
    key.fill(0);
  }
  return { keys, likely: RAW };
}

function preparedKey(secret, argument) {
  const bytes = secretBytes(secret, argument);
  const key = instance.prepare(bytes);
  bytes.fill(0);
  if (key === undefined) throw new TypeError(`${argument} must not be empty: anybody can sign with an empty secret`);
  return key;
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
