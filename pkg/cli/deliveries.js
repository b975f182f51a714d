// The deliveries with which `check` finds out what a receiver verifies: what Heron may send, and what it never sends.
import { createHash } from "node:crypto";
import { sign, stringify } from "heron-webhooks";
import { spaced, utf8 } from "../lib/wire.js";

/** @import { Secret } from "heron-webhooks" */
/**
 * @typedef {object} Delivery
 * @property {string} id
 * @property {string} row what the table says of it
 * @property {boolean} isGenuine whether it has to be accepted
 * @property {string} body
 * @property {string} [signed] the text that was signed, if it is one of the grid
 * @property {{ [name: string]: string }} headers
 * @property {boolean} [isChunked]
 */

/** What the two serialisers print differently, as members of an event's data. */
const FEATURES = [
  ["plain values", '"count": 3, "name": "Bakery"'],
  ["accents and emoji", '"name": "Zoë’s Bäckerei 🥐"'],
  ["floats", '"score": 1.0, "rate": 1e-7, "sum": 1e16'],
  ["big integers", '"account": 12345678901234567890'],
  ["number-like keys", '"b": 1, "10": 2, "9": 3'],
];

export const COLUMNS = ["signed", "spaced", "UTF-8"];
const SIGNERS = /** @type {const} */ (["python", "javascript"]);
/** In bytes: several times the largest webhook that Heron documents, and far more than a receiver should take. */
const LARGE = 150 * 1024;
const TOO_LARGE = 16 * 1024 * 1024;

/**
 * The grid: for each feature what each signer signs, in the three forms in which it may be posted.
 *
 * @param {Secret} secret
 */
export function grid(secret) {
  return FEATURES.map(([row, members]) => {
    const cell = (/** @type {"python" | "javascript"} */ form, /** @type {string} */ column) => {
      const event = eventOf(members);
      const signed = stringify(event, { form });
      const python = stringify(event, { form: "python" });
      const body = { signed, spaced: spaced(python), "UTF-8": utf8(python) }[column] ?? signed;
      return {
        id: `${row}, ${form}, ${column}`,
        row,
        isGenuine: true,
        body,
        signed,
        headers: signedBy(secret, signed),
      };
    };
    return { row, deliveries: SIGNERS.flatMap((form) => COLUMNS.map((column) => cell(form, column))) };
  });
}

/**
 * Single deliveries: those that are accepted, then those that are refused.
 *
 * @param {Secret} secret
 * @param {Delivery} first one that was sent before
 * @returns {Delivery[]}
 */
export function singles(secret, first) {
  const genuine = (/** @type {string} */ row, more = {}, body = plainEvent()) => ({
    ...{ id: row, row, isGenuine: true, body, headers: signedBy(secret, body), ...more },
  });
  const body = plainEvent();
  const signature = sign(secret, body);
  const other = sign(createHash("sha256").update("another secret").digest("hex"), body);
  const forged = (/** @type {string} */ row, /** @type {string | undefined} */ header, text = body) => ({
    ...{ id: row, row, isGenuine: false, body: text, headers: headersOf(header) },
  });
  const tooLarge = plainEvent("x".repeat(TOO_LARGE));
  const untyped = genuine("no Content-Type");
  delete untyped.headers["content-type"];
  return [
    { ...first, signed: undefined, id: "the same again", row: "the same again" },
    untyped,
    genuine("in chunks", { isChunked: true }),
    genuine("150 KB", {}, plainEvent("x".repeat(LARGE))),
    forged("another secret", other),
    forged("altered body", signature, body.replace('"count":3', '"count":4')),
    forged("no signature", undefined),
    forged("malformed", "not a signature"),
    forged("cut signature", signature.slice(0, 8)),
    forged("16 MB", sign(secret, tooLarge, { maxBodyBytes: 2 * TOO_LARGE }), tooLarge),
  ];
}

/** The spellings that mistaken receivers expect: sent only if a receiver refuses everything that is genuine. */
export const PROBES = /** @type {const} */ ([
  ["hex", (/** @type {Secret} */ secret, /** @type {string} */ body) => hexOf(sign(secret, body))],
  ["hex_prefix", (/** @type {Secret} */ secret, /** @type {string} */ body) => `sha256=${hexOf(sign(secret, body))}`],
  ["base64_prefix", (/** @type {Secret} */ secret, /** @type {string} */ body) => `sha256=${sign(secret, body)}`],
  ["secret_newline", (/** @type {Secret} */ secret, /** @type {string} */ body) => sign(`${textOf(secret)}\n`, body)],
  ["secret_prefix", (/** @type {Secret} */ secret, /** @type {string} */ body) => sign(bare(secret), body)],
  ["spaced", (/** @type {Secret} */ secret, /** @type {string} */ body) => sign(secret, spaced(body))],
  ["sorted", (/** @type {Secret} */ secret, /** @type {string} */ body) => sign(secret, sorted(body))],
  ["sorted_spaced", (/** @type {Secret} */ secret, /** @type {string} */ body) => sign(secret, spaced(sorted(body)))],
]);

/** @param {string} [filler] */
export function plainEvent(filler = "") {
  return stringify(eventOf(`"count": 3, "filler": "${filler}"`), { form: "python" });
}

let count = 0;

/**
 * Each has its own identifier: to a receiver that knows the last one, it is no repetition.
 *
 * @param {string} members
 */
function eventOf(members) {
  const created = new Date().toISOString().replace(/\.\d+Z$/, "+00:00");
  count += 1;
  const id = `"heron_id": "eus_check_${count}"`;
  return `{"topic": "end_user.processed", "created": "${created}", "data": {${id}, ${members}}}`;
}

/**
 * @param {string} [signature]
 * @returns {{ [name: string]: string }}
 */
export const headersOf = (signature) => ({
  "content-type": "application/json",
  ...(signature !== undefined && { "heron-signature": signature }),
});

/**
 * @param {Secret} secret
 * @param {string} message
 */
const signedBy = (secret, message) => headersOf(sign(secret, message));

/** @param {string} base64 */
const hexOf = (base64) => Buffer.from(base64, "base64").toString("hex");

/** @param {Secret} secret */
const textOf = (secret) => Buffer.from(secret).toString();

/** @param {Secret} secret */
const bare = (secret) => textOf(secret).replace(/^sec_/, "") || "-";

/** @param {string} json whose values JavaScript keeps */
function sorted(json) {
  return JSON.stringify(JSON.parse(json), (_name, value) => {
    const isObject = typeof value === "object" && value !== null;
    return isObject ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
  });
}
