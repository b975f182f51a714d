// Why a signature does not match: for people at a desk.
import { lengthOf, plainBytes, secretBytes, textOrBytes, wrong } from "./lib/arguments.js";
import { LARGEST_BODY } from "./lib/constants.js";
import { TextEncoder } from "./lib/encoding.js";
import { WebhookError } from "./lib/errors.js";
import { reported } from "./lib/explain-module.js";
import { ownOptions } from "./lib/options.js";

/** @import { Cause, Explanation } from "./explain.js" */

export { parseRequest } from "./lib/paste.js";

const { parse } = JSON;

const encoder = new TextEncoder();

/** It has an anchor for each cause: tools/causes.mjs writes it. */
const CAUSES = "https://github.com/heron-data/heron-webhooks/blob/main/docs/causes.md";

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
    return documented(parse(reported(copies, bytes, isText, header, computed), linked));
  } finally {
    for (const copy of copies) copy.fill(0);
  }
}

/**
 * For `JSON.parse`: causes get their addresses.
 *
 * @param {string} key
 * @param {any} value
 */
function linked(key, value) {
  if (key !== "causes") return value;
  return value.map((/** @type {Cause} */ cause) => ({ ...cause, url: `${CAUSES}#${cause.id}` }));
}

/**
 * The report in words ends with the addresses of the causes that are proven.
 *
 * @param {Explanation} report
 * @returns {Explanation}
 */
function documented(report) {
  const proven = [...report.findings, ...(report.computed?.findings ?? [])].filter((finding) => finding.proven);
  const lines = new Set(proven.flatMap(({ causes }) => causes.map(({ url }) => `More: ${url}\n`)));
  return lines.size === 0 ? report : { ...report, text: `${report.text}\n${[...lines].join("")}` };
}

const tooLarge = () => new WebhookError("body_too_large", `the body has more than ${LARGEST_BODY} bytes`);
