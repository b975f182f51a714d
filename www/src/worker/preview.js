// The contents of Preview: the signed message, its signature, the request, and a program that sends it.
import { WebhookError, sign, stringify } from "heron-webhooks";
import { format } from "./format.js";
import { place } from "./position.js";
import { request } from "./request.js";
import { snippets } from "./snippets.js";

const encoder = new TextEncoder();

/** `problem`: why the payload is not JSON, and where. Then only the raw form has a message. */
export function preview({ payload, secret, form, url: address, language }) {
  const problem = payload === "" ? null : problemOf(payload, form === "raw" ? "javascript" : form);
  const size = encoder.encode(payload).length;
  if (payload === "" || (problem && (form !== "raw" || !payload.isWellFormed())))
    return { size, problem, message: null };
  const message = form === "raw" ? payload : stringify(payload, { form });
  const bytes = encoder.encode(message).length;
  if (secret === "") return { size, problem, message, bytes, signature: null };
  const signature = sign(secret, message, { maxBodyBytes: bytes });
  // As a client sends it: in ASCII, without control characters.
  const url = new URL(address).href;
  return {
    ...{ size, problem, message, bytes, signature },
    request: request({ url, signature, message, bytes }),
    snippet: snippets[language]({ url, signature, message, bytes }),
  };
}

/** Throws if it is not JSON. */
export function formatted(text) {
  stringify(text, { form: "javascript" });
  return format(text);
}

function problemOf(payload, form) {
  try {
    stringify(payload, { form });
    return null;
  } catch (error) {
    if (error instanceof WebhookError && error.offset !== undefined) {
      return { message: error.message, ...place(payload, error.offset) };
    }
    return { message: error.message };
  }
}
