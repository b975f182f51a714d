// The contents of Preview: the three forms with their signatures, and the request or a program that sends one of them.
import { WebhookError, sign, stringify } from "heron-webhooks";
import { diff } from "./diff.js";
import { format } from "./format.js";
import { firstDifference, place } from "./position.js";
import { request } from "./request.js";
import { snippets } from "./snippets.js";

const encoder = new TextEncoder();

/**
 * `problem`: why the payload is not JSON, for the chosen form, and where. `forms`: each form with its message, null if
 * it has none, and `ranges`, where the Python and the JavaScript form differ. `program`: the chosen form, sent.
 */
export function preview({ payload, secret, form, url: address, language }) {
  const size = encoder.encode(payload).length;
  const problem = size === 0 ? null : problemOf(payload, form === "raw" ? "javascript" : form);
  const forms = ["python", "javascript", "raw"].map((name) => signed(name, messageOf(payload, name), secret));
  mark(...forms);
  const { message, bytes, signature } = forms.find((one) => one.form === form);
  if (signature === null) return { size, problem, forms, program: null };
  // As a client sends it: in ASCII, without control characters.
  const url = new URL(address).href;
  return { size, problem, forms, program: programs[language]({ url, signature, message, bytes }) };
}

const programs = { http: request, ...snippets };

/** Null if there is no such form. */
function messageOf(payload, form) {
  if (payload === "" || !payload.isWellFormed()) return null;
  if (form === "raw") return payload;
  try {
    return stringify(payload, { form });
  } catch (error) {
    if (error instanceof WebhookError) return null;
    throw error;
  }
}

function signed(form, message, secret) {
  if (message === null) return { form, message, bytes: 0, signature: null };
  const bytes = encoder.encode(message).length;
  const signature = secret === "" ? null : sign(secret, message, { maxBodyBytes: bytes });
  return { form, message, bytes, signature, ranges: [] };
}

function mark(python, javascript) {
  const [left, right] = [python.message, javascript.message];
  if (left === null || right === null || left === right) return;
  const { parts, start } = diff(left, right, firstDifference(left, right));
  python.ranges = ranges(parts, "left", start);
  javascript.ranges = ranges(parts, "right", start);
}

function ranges(parts, side, start) {
  const found = [];
  let at = start;
  for (const part of parts) {
    const end = at + (part.same ?? part[side]).length;
    if (part.same === undefined && end > at) found.push([at, end]);
    at = end;
  }
  return found;
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
