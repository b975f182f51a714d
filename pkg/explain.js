// Why a signature does not match: for people at a desk.
import { lengthOf, plainBytes, secretBytes, textOrBytes, wrong } from "./lib/arguments.js";
import { LARGEST_BODY } from "./lib/constants.js";
import { TextEncoder } from "./lib/encoding.js";
import { WebhookError } from "./lib/errors.js";
import { reported } from "./lib/explain-module.js";
import { ownOptions } from "./lib/options.js";

export { parseRequest } from "./lib/paste.js";

const { parse } = JSON;

const encoder = new TextEncoder();

/** @type {typeof import("./explain.js").explain} */
export function explain(secrets, body, signature, options) {
  const header = signature ?? "";
  if (typeof header !== "string") throw wrong("signature", "the one value of the Heron-Signature header", signature);
  const { computed } = ownOptions(options);
  if (computed !== undefined && typeof computed !== "string")
    throw wrong("options.computed", "the signature that your code computed, in base64 or hex", computed);
  /** @type {Uint8Array[]} */
  const copies = [];
  try {
    for (const secret of Array.isArray(secrets) ? [...secrets] : [secrets]) copies.push(secretBytes(secret));
    const source = textOrBytes(body);
    const isText = typeof source === "string";
    if ((isText ? source.length : lengthOf(source)) > LARGEST_BODY) throw tooLarge();
    const bytes = isText ? encoder.encode(source) : plainBytes(source, "body");
    if (bytes.length > LARGEST_BODY) throw tooLarge();
    return /** @type {import("./explain.js").Explanation} */ (parse(reported(copies, bytes, isText, header, computed)));
  } finally {
    for (const copy of copies) copy.fill(0);
  }
}

const tooLarge = () => new WebhookError("body_too_large", `the body has more than ${LARGEST_BODY} bytes`);
