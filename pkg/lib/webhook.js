// Signing and verifying: with keys prepared once, or for one call.
import { isMissing, secretBytes, textOrBytes } from "./arguments.js";
import { FORMS } from "./constants.js";
import * as core from "./core.js";
import { byteLimit, formNumber, ownOptions, receiving } from "./options.js";
import { headerOf, received } from "./received.js";
import * as slots from "./slots.js";

/** @import { Form, UnwrapOptions, Webhook as Public } from "../index.js" */
/** @import { Receiving } from "./options.js" */
/** @import { Signer } from "./slots.js" */

/**
 * @template [Event=import("../index.js").HeronEvent]
 * @implements {Public<Event>}
 */
export class Webhook {
  /** @type {Signer} */
  #signer;
  /** @type {Receiving<Event>} */
  #options;

  /**
   * @param {unknown} secrets
   * @param {UnwrapOptions<Event>} [options]
   */
  constructor(secrets, options) {
    this.#options = receiving(options);
    this.#signer = prepare(secrets);
    slots.forgetWith(this, this.#signer);
  }

  /** @type {Public<Event>["sign"]} */
  sign(body, options) {
    return signed(this.#signer, body, ownOptions(options).form, this.#options.maxBodyBytes);
  }

  /** @type {Public<Event>["verify"]} */
  verify(body, signature) {
    return verified(this.#signer, body, signature, this.#options);
  }

  /** @type {Public<Event>["unwrap"]} */
  unwrap(body, signature) {
    return this.receive(body, signature).event;
  }

  /** @type {Public<Event>["receive"]} */
  receive(body, signature) {
    return received(this.#signer, body, signature, this.#options);
  }

  /** @type {Public<Event>["checkSignature"]} */
  checkSignature(signature) {
    const header = headerOf(signature);
    core.checkSignature(header);
  }

  get maxBodyBytes() {
    return this.#options.maxBodyBytes;
  }

  get [Symbol.toStringTag]() {
    return "Webhook";
  }

  /**
   * `console.log` in Node, Deno and Bun.
   *
   * @param {number} _depth
   * @param {unknown} [options]
   * @param {(value: unknown, options: unknown) => string} [inspect]
   */
  [Symbol.for("nodejs.util.inspect.custom")](_depth, options, inspect) {
    const shown = { secrets: this.#signer.count, forms: FORMS.filter((_, form) => this.#options.forms & (1 << form)) };
    return `Webhook ${inspect?.(shown, options) ?? JSON.stringify(shown)}`;
  }
}

/** @type {typeof import("../index.js").sign} */
export function sign(secret, body, options) {
  const { form, maxBodyBytes } = ownOptions(options);
  return withSigner(secret, (signer) => signed(signer, body, form, byteLimit(maxBodyBytes)));
}

/** @type {typeof import("../index.js").verify} */
export function verify(secrets, body, signature, options) {
  const settings = receiving(options);
  return withSigner(secrets, (signer) => verified(signer, body, signature, settings));
}

/** @type {typeof import("../index.js").unwrap} */
export function unwrap(secrets, body, signature, options) {
  const settings = receiving(options);
  return withSigner(secrets, (signer) => received(signer, body, signature, settings).event);
}

/**
 * @param {Signer} signer
 * @param {unknown} body
 * @param {Form | undefined} form
 * @param {number} maxBodyBytes
 */
function signed(signer, body, form = "raw", maxBodyBytes) {
  const number = formNumber(form);
  const written = core.write(textOrBytes(body), maxBodyBytes);
  try {
    core.sign(slots.slotOf(signer), written, number);
    return core.text();
  } finally {
    core.release(written);
  }
}

/**
 * @param {Signer} signer
 * @param {unknown} body
 * @param {unknown} signature
 * @param {Receiving<unknown>} options
 */
function verified(signer, body, signature, { forms, maxBodyBytes }) {
  if (isMissing(body)) return false;
  const written = core.write(textOrBytes(body), maxBodyBytes);
  if (typeof signature === "string") {
    return core.guarded(written, () => core.check(slots.slotOf(signer), signature, written, forms));
  }
  core.release(written);
  return false;
}

/**
 * @template T
 * @param {unknown} secrets
 * @param {(signer: Signer) => T} use
 */
function withSigner(secrets, use) {
  const signer = prepare(secrets);
  try {
    return use(signer);
  } finally {
    slots.forget(signer);
  }
}

/**
 * A signer for these secrets, each checked; the copies are wiped.
 *
 * @param {unknown} secrets
 */
function prepare(secrets) {
  // Read once: a list may answer differently the second time.
  const list = Array.isArray(secrets) ? [...secrets] : [secrets];
  if (list.length === 0) throw new TypeError("secrets must not be an empty list");
  const nameOf = (/** @type {number} */ index) => (Array.isArray(secrets) ? `secrets[${index}]` : "secret");
  /** @type {Uint8Array[]} */
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
