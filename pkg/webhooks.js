// The public API, once for every runtime.
import { WebhookError, wrong } from "./errors.js";
import { guarded, isBytes, output, textOrBytes, wellFormed, write } from "./instance.js";

export { WebhookError };

/** The numbers that the module knows the forms by. */
const FORMS = ["raw", "python", "javascript"];

const MAX_BODY_BYTES = 16 * 1024 * 1024;
const LARGEST_MAX_BODY_BYTES = 512 * 1024 * 1024;

/** Beyond this, the module's buffers are given back after the call. */
const KEPT_BYTES = 1024 * 1024;

// What `verify` of the module returns if there is no match.
const MISSING = -2;
const MALFORMED = -3;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });
const { parse: parseJson } = JSON;

export class Webhook {
  #keys;
  #forms;
  #maxBodyBytes;
  #parse;

  constructor(secrets, options = {}) {
    checkOptions(options);
    this.#keys = prepare(secrets);
    this.#forms = formBits(options.forms);
    this.#maxBodyBytes = byteLimit(options.maxBodyBytes);
    this.#parse = options.parse;
    if (this.#parse !== undefined && typeof this.#parse !== "function") {
      throw wrong("options.parse", "a function", this.#parse);
    }
  }

  sign(body, options = {}) {
    checkOptions(options);
    const form = options.form === undefined ? 0 : formNumber(options.form);
    const message = textOrBytes(body);
    return guarded((core) => {
      const { isText, bodyLength } = write(message, this.#maxBodyBytes);
      return releasing(core, bodyLength, () => {
        const code = core.sign(this.#keys.subarray(0, 64), bodyLength, isText, form);
        if (code !== 0) throw invalidJson(core, code);
        return decoder.decode(output());
      });
    });
  }

  verify(body, signature) {
    return this.#match(body, signature, (core, code) => code >= 0);
  }

  unwrap(body, signature) {
    const text = this.#match(body, signature, (core, code, signatureLength) => {
      if (code >= 0) return signedText();
      const name = code === MISSING ? "signature_missing" : code === MALFORMED ? "signature_malformed" : "signature_mismatch";
      throw new WebhookError(name, core.signature_message(signatureLength));
    });
    if (this.#parse !== undefined) return (0, this.#parse)(text);
    return event(text);
  }

  /** Verifies, and lets `use` look at the result while it is in the module. */
  #match(body, signature, use) {
    const message = textOrBytes(body);
    const header = typeof signature === "string" ? signature : signature == null ? "" : "not a string";
    return guarded((core) => {
      const { isText, bodyLength, signatureLength } = write(message, this.#maxBodyBytes, header);
      return releasing(core, bodyLength, () => {
        const code = core.verify(this.#keys, signatureLength, bodyLength, isText, this.#forms);
        return use(core, code, signatureLength);
      });
    });
  }

  get [Symbol.toStringTag]() {
    return "Webhook";
  }
}

export function sign(secret, body, options) {
  return new Webhook(secret).sign(body, options);
}

export function verify(secrets, body, signature, options) {
  return new Webhook(secrets, options).verify(body, signature);
}

export function unwrap(secrets, body, signature, options) {
  return new Webhook(secrets, options).unwrap(body, signature);
}

export function stringify(text, options) {
  if (typeof text !== "string" && !isBytes(text)) throw wrong("text", "a string or a Uint8Array", text);
  checkOptions(options);
  const form = formNumber(options.form);
  if (form === 0) throw new TypeError('options.form must be "python" or "javascript"');
  const message = textOrBytes(text);
  return guarded((core) => {
    const { isText, bodyLength } = write(message, LARGEST_MAX_BODY_BYTES);
    return releasing(core, bodyLength, () => {
      const code = core.rewrite(bodyLength, isText, form);
      if (code !== 0) throw invalidJson(core, code);
      return decoder.decode(output());
    });
  });
}

/** The event in a message that is known to be genuine. */
function event(text) {
  let value;
  try {
    value = parseJson(text);
  } catch {
    let error;
    try {
      stringify(text, { form: "javascript" });
    } catch (found) {
      error = found;
    }
    const why = error?.message ?? "it is not JSON";
    const remedy = "pass options.parse to read it all the same";
    throw new WebhookError("invalid_json", `the signature is genuine, but what was signed is not JSON: ${why}; ${remedy}`, error?.offset);
  }
  if (typeof value?.topic === "string") return value;
  throw new WebhookError("invalid_event", "the signature is genuine, but what was signed has no topic");
}

function signedText() {
  try {
    return decoder.decode(output());
  } catch {
    throw new WebhookError("invalid_json", "the signature is genuine, but what was signed is not UTF-8");
  }
}

/** Gives large buffers back behind a call that needed them. */
function releasing(core, length, call) {
  if (length <= KEPT_BYTES) return call();
  try {
    return call();
  } finally {
    core.release();
  }
}

function invalidJson(core, code) {
  return new WebhookError("invalid_json", core.json_message(code), core.error_offset());
}

/** The prepared keys, 64 bytes a secret. */
function prepare(secrets) {
  const list = Array.isArray(secrets) ? secrets : [secrets];
  if (list.length === 0) throw new TypeError("secret must not be an empty list");
  const keys = new Uint8Array(64 * list.length);
  list.forEach((secret, index) => {
    if (typeof secret !== "string" && !isBytes(secret)) throw wrong("secret", "a string or a Uint8Array", secret);
    const bytes = typeof secret === "string" ? encoder.encode(wellFormed(secret, "secret")) : secret;
    const key = guarded((core) => core.prepare(bytes));
    if (key.length === 0) throw new TypeError("secret must not be empty: anybody can sign with an empty secret");
    keys.set(key, 64 * index);
    key.fill(0);
  });
  return keys;
}

function checkOptions(options) {
  if (options === null || typeof options !== "object") {
    if (options !== undefined) throw wrong("options", "an object", options);
    throw new TypeError("options.form must be given");
  }
}

function formNumber(form) {
  const number = FORMS.indexOf(form);
  if (number < 0) throw new TypeError('options.form must be "raw", "python" or "javascript"');
  return number;
}

function formBits(forms = FORMS) {
  if (!Array.isArray(forms) || forms.length === 0 || forms.some((form) => !FORMS.includes(form))) {
    throw new TypeError('options.forms must be an array of "raw", "python" and "javascript"');
  }
  return forms.reduce((bits, form) => bits | (1 << FORMS.indexOf(form)), 0);
}

function byteLimit(limit = MAX_BODY_BYTES) {
  if (Number.isInteger(limit) && limit > 0 && limit <= LARGEST_MAX_BODY_BYTES) return limit;
  throw new TypeError(`options.maxBodyBytes must be an integer from 1 to ${LARGEST_MAX_BODY_BYTES}`);
}
