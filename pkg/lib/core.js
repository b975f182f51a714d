// The operations of the WebAssembly module: a body is written, an operation is called, its answer is read, the body is
// released.
import * as door from "../wasm/core.js";
import { Field, Status } from "../wasm/core.js";
import { gone, lengthOf } from "./arguments.js";
import { TextDecoder, TextEncoder } from "./encoding.js";
import { WebhookError, tooLarge } from "./errors.js";
import { HEADER_BYTES, bodyRoom, call, output, reduce, report, room } from "./instance.js";

/** @import { WebhookErrorCode } from "../index.js" */
/** @typedef {{ length: number, isText: boolean }} Written a body in the module: its length in bytes */

export { output };

/**
 * The codes of the library for what the module refuses.
 *
 * @type {{ readonly [status: number]: WebhookErrorCode }}
 */
const CODES = {
  [Status.Mismatch]: "signature_mismatch",
  [Status.Missing]: "signature_missing",
  [Status.Malformed]: "signature_malformed",
  [Status.InvalidJson]: "invalid_json",
  [Status.NotAnEvent]: "invalid_event",
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Adds the key of a secret, which is not empty, to a slot; the first one, with index 0, replaces what the slot had. The
 * block that HMAC hashes before a message.
 *
 * @param {number} slot
 * @param {number} index
 * @param {Uint8Array} secret
 */
export function addKey(slot, index, secret) {
  room("secret", secret.length, "the secrets do not fit in memory").set(secret);
  call(door.prepare, slot, index, secret.length);
  return output();
}

/**
 * Overwrites and drops the keys of a slot.
 *
 * @param {number} slot
 */
export const dropKeys = (slot) => call(door.forget, slot);

/**
 * Signs the body that was written; the output is the signature.
 *
 * @param {number} slot
 * @param {Written} body
 * @param {number} form
 */
export function sign(slot, body, form) {
  done(call(door.sign, slot, body.length, body.isText, form));
}

/**
 * Whether the body that was written has this signature; the body is released.
 *
 * @param {number} slot
 * @param {string} signature
 * @param {Written} body
 * @param {number} forms
 */
export function check(slot, signature, body, forms) {
  const status = verdict(door.check, slot, signature, body, forms);
  reduce();
  return status === Status.Done;
}

/**
 * The form and the key that give a signature of the body that was written; the output is what was signed.
 *
 * @param {number} slot
 * @param {string} signature
 * @param {Written} body
 * @param {number} forms
 */
export function verify(slot, signature, body, forms) {
  done(verdict(door.verify, slot, signature, body, forms));
  const numbers = report();
  return { form: numbers[Field.Form], secretIndex: numbers[Field.Key] };
}

/**
 * @param {typeof door.verify} exported
 * @param {number} slot
 * @param {string} signature
 * @param {Written} body
 * @param {number} forms
 */
function verdict(exported, slot, signature, body, forms) {
  return call(exported, slot, writeHeader(signature), body.length, body.isText, forms);
}

/**
 * Writes the header in UTF-8: a character beyond ASCII stays one that base64 does not have.
 *
 * @param {string} signature
 */
function writeHeader(signature) {
  return encoder.encodeInto(signature, room("header", HEADER_BYTES, "the signature does not fit in memory")).written;
}

/**
 * Rewrites the written body: true if that changed nothing.
 *
 * @param {Written} body
 * @param {number} form
 */
export function rewrite(body, form) {
  done(call(door.rewrite, body.length, body.isText, form));
  return report()[Field.IsBody] === 1;
}

/**
 * Makes a Slack message of the written event: false if it is not an event.
 *
 * @param {Written} body
 */
export function slackMessage(body) {
  const status = call(door.slack_message, body.length, body.isText);
  if (status === Status.NotAnEvent) return false;
  done(status);
  return true;
}

/**
 * Throws what the module refused.
 *
 * @param {Status} status
 */
function done(status) {
  if (status === Status.Done) return;
  const offset = status === Status.InvalidJson ? report()[Field.Offset] : undefined;
  call(door.message);
  throw new WebhookError(CODES[status], text(), { offset });
}

/** The output as a string, if it is UTF-8. */
export const text = () => decoder.decode(output());

/**
 * Throws a `WebhookError` if a header cannot be a signature.
 *
 * @param {string} signature
 */
export const checkSignature = (signature) => done(call(door.check_signature, writeHeader(signature)));

/**
 * The SHA-256 of the body that was written, in 32 bytes. A view: good until the next call.
 *
 * @param {Written} body
 */
export function digest(body) {
  call(door.digest, body.length);
  return output();
}

/**
 * Wipes the body and what was made of it.
 *
 * @param {Pick<Written, "length">} body
 */
export function release(body) {
  call(door.release, body.length);
  reduce();
}

/**
 * Writes a body of at most `limit` bytes into the module: its length there, and whether it was a string.
 *
 * @param {string | Uint8Array} body
 * @param {number} limit
 * @returns {Written}
 */
export function write(body, limit) {
  const length = typeof body === "string" ? body.length : lengthOf(body);
  if (length > limit) throw tooLarge(limit);
  const input = inputOf(length);
  return guarded({ length: bodyRoom() }, () =>
    typeof body === "string" ? writeText(body, limit, input) : writeBytes(body, length, input),
  );
}

/**
 * Releases a body if an action fails that would have released it, or handed it on.
 *
 * @template T
 * @param {Pick<Written, "length">} body
 * @param {() => T} action
 */
export function guarded(body, action) {
  try {
    return action();
  } catch (error) {
    release(body);
    throw error;
  }
}

/**
 * The bytes may be shared with a thread that makes them grow, or their memory may have been given away.
 *
 * @param {Uint8Array} body
 * @param {number} length
 * @param {Uint8Array} input
 */
function writeBytes(body, length, input) {
  let whole = false;
  try {
    input.set(body);
    whole = lengthOf(body) === length;
  } catch {
    // Too long by now, or gone.
  }
  if (!whole) throw gone("body");
  return { length, isText: false };
}

/**
 * @param {string} body
 * @param {number} limit
 * @param {Uint8Array} input
 */
function writeText(body, limit, input) {
  let { read, written } = encoder.encodeInto(body, input);
  if (read < body.length) {
    // Not all of it is ASCII: a character takes up to three bytes.
    const larger = inputOf(Math.min(written + 3 * (body.length - read), limit));
    const rest = encoder.encodeInto(body.slice(read), larger.subarray(written));
    read += rest.read;
    written += rest.written;
  }
  if (read < body.length || written > limit) throw tooLarge(limit);
  return { length: written, isText: true };
}

/** @param {number} length */
const inputOf = (length) => room("input", length, "the body does not fit in memory", "body_too_large");
