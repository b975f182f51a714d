// What the Preview shows of a payload: the message that is signed, its signature, the request, a program that sends it.
import { WebhookError, sign, stringify } from "heron-webhooks";
import { format } from "./format.js";
import { place } from "./position.js";
import { request } from "./request.js";
import { snippets } from "./snippets.js";

const encoder = new TextEncoder();

/** `problem`: why the payload is no JSON, and where. Only the raw form has a message all the same. */
export function preview({ payload, secret, form, url: address, language }) {
  const problem = payload === "" ? null : problemOf(payload, form === "raw" ? "javascript" : form);
  const size = encoder.encode(payload).length;
  if (payload === "" || (problem && (form !== "raw" || !payload.isWellFormed())))
    return { size, problem, message: null };
  const message = form === "raw" ? payload : stringify(payload, { form });
  const bytes = encoder.encode(message).length;
  if (secret === "") return { size, problem, message, bytes, signature: null };
  const signature = sign(secret, message);
  // As a client sends it: without control characters, and with another script's host in ASCII.
  const url = new URL(address).href;
  return {
    ...{ size, problem, message, bytes, signature },
    request: request({ url, signature, message, bytes }),
    snippet: snippets[language]({ url, signature, message, bytes }),
  };
}

/** An error if it is no JSON. */
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
