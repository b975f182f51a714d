// The mistake of a receiver, from the pattern of its answers.
import { stringify } from "heron-webhooks";
import { spaced, utf8 } from "../lib/wire.js";
import { isDelivered } from "./post.js";

/** @import { Attempt } from "./post.js" */
/** @import { Delivery } from "./deliveries.js" */
/** @typedef {{ delivery: Delivery, attempt: Attempt }} Result */
/** @typedef {{ id: string, text: string, advice: string }} Mistake */

const LIBRARY = "`verify` of heron-webhooks tries every form.";
const PARSED = `Parsing loses how a value was written. ${LIBRARY}`;
const BYTES = `Heron may post another spelling than it signed. ${LIBRARY}`;

const SIGNERS = [
  ["python", "Python"],
  ["javascript", "JavaScript"],
];

/** The message that a receiver may make of a body, by the words for it. */
const MODELS = /** @type {[string, string, (body: string) => string][]} */ ([
  ["raw", "the raw bytes of the body", (body) => body],
  ["javascript", "what `JSON.stringify` prints of the parsed body", (body) => stringify(body, { form: "javascript" })],
  [
    "python",
    "what Python's `json.dumps(…, separators=(',', ':'))` prints of the parsed body",
    (body) => stringify(body, { form: "python" }),
  ],
  [
    "utf8",
    "the parsed body printed anew, without escapes for letters beyond ASCII",
    (body) => utf8(stringify(body, { form: "python" })),
  ],
  [
    "spaced",
    "what Python's `json.dumps` prints of the parsed body",
    (body) => spaced(stringify(body, { form: "python" })),
  ],
]);

/** @type {{ [probe: string]: [string, string] }} */
const PROBED = {
  hex: [
    "It expects the signature in hex.",
    "Heron's is base64: decode the header as base64, or print your own digest so.",
  ],
  hex_prefix: ["It expects `sha256=` and hex.", "Heron's header is the base64 of the digest alone."],
  base64_prefix: ["It expects `sha256=` in front.", "Heron's header is the base64 of the digest alone."],
  secret_newline: [
    "Its secret ends with a line break.",
    "Strip it where the secret is read: files and `echo` end with one.",
  ],
  secret_prefix: ["Its secret lacks the prefix `sec_`.", "All of the secret, as the dashboard shows it, is the key."],
  spaced: [
    "It verifies what Python's `json.dumps` prints, with a space behind each comma and colon.",
    'Heron signs compact JSON: give it separators=(",", ":"), and verify the other forms too.',
  ],
  sorted: ["It prints the parsed body with its keys sorted.", `Heron keeps their order. ${LIBRARY}`],
  sorted_spaced: ["It prints the parsed body with its keys sorted, and spaces.", `Heron keeps their order. ${LIBRARY}`],
};

/**
 * @param {Result[]} results
 * @param {string | undefined} probe the name of the probe that was accepted
 * @returns {Mistake[]}
 */
export function diagnosis(results, probe) {
  const single = (/** @type {string} */ id) => results.find(({ delivery }) => delivery.id === id);
  const accepts = (/** @type {string} */ id) => isDelivered(single(id)?.attempt ?? {});
  const cells = results.filter(({ delivery }) => delivery.signed !== undefined);
  if (["another secret", "altered body", "no signature"].every(accepts)) {
    return [
      { id: "not_verified", text: "It does not verify at all: forged deliveries are accepted.", advice: LIBRARY },
    ];
  }
  /** @type {Mistake[]} */
  const mistakes = [];
  const add = (/** @type {string} */ id, /** @type {string} */ text, /** @type {string} */ advice) =>
    mistakes.push({ id, text, advice });
  if (accepts("another secret")) {
    add("not_compared", "It wants a signature, but does not compare it: that of another secret is accepted.", LIBRARY);
    return mistakes;
  }
  if (accepts("altered body")) {
    add("body_not_signed", "It accepts a body that was altered.", "Sign the body of the request itself, and compare.");
  }
  if (accepts("no signature")) {
    add("missing_accepted", "It accepts deliveries without a signature.", "Refuse them with 400 or 401.");
  }
  if (accepts("cut signature")) {
    add(
      "prefix_compared",
      "It accepts the beginning of a signature: it compares no more than it got.",
      "Compare the lengths too, then all bytes in constant time.",
    );
  }
  if (accepts("malformed")) add("malformed_accepted", "It accepts a header that is not a signature.", LIBRARY);
  if (cells.every(({ attempt }) => !isDelivered(attempt))) {
    const [text, advice] = PROBED[probe ?? ""] ?? [
      "It refuses every genuine delivery, and also those with the usual mistakes in them.",
      "Has it this secret, and this path? `heron-webhooks listen --save` and `explain --request` show one delivery.",
    ];
    add(probe ?? "refuses_all", text, advice);
    return mistakes;
  }
  mistakes.push(...messages(cells));
  // The single deliveries are plain ones: where those are refused anyway, they say nothing.
  mistakes.push(...singleMistakes(single, isDelivered(cells[0].attempt)));
  return mistakes;
}

/**
 * Which text it verifies.
 *
 * @param {Result[]} cells
 * @returns {Mistake[]}
 */
function messages(cells) {
  const refused = cells.filter(({ attempt }) => !isDelivered(attempt));
  if (refused.length === 0) return [];
  const seen = SIGNERS.flatMap(([form, name]) => {
    const rows = new Set(
      refused.filter(({ delivery }) => delivery.id.includes(`, ${form},`)).map(({ delivery }) => delivery.row),
    );
    return rows.size > 0 ? `signed by ${name}: ${[...rows].join(", ")}` : [];
  }).join("; ");
  for (const used of [...MODELS.map((model) => [model]), ...pairs()]) {
    const isIt = cells.every(
      ({ delivery: { body, signed }, attempt }) =>
        used.some(([, , message]) => message(body) === signed) === isDelivered(attempt),
    );
    if (!isIt) continue;
    const [id, text] = [used.map(([name]) => name).join("_or_"), used.map(([, words]) => words).join(", or ")];
    const advice = id === "raw" ? BYTES : PARSED;
    return [{ id: `verifies_${id}`, text: `It verifies ${text}. Refused: ${seen}.`, advice }];
  }
  // The same values in the same order: a receiver that parses the body sees no difference.
  const isOneEvent = (/** @type {Result} */ { delivery: one }, /** @type {Result} */ { delivery: other }) =>
    one.signed === other.signed && pythonOf(one.body) === pythonOf(other.body);
  const isParsed = refused.every((result) =>
    cells.every((other) => !isOneEvent(result, other) || refused.includes(other)),
  );
  return isParsed
    ? [{ id: "verifies_parsed", text: `It verifies the parsed body, printed anew. Refused: ${seen}.`, advice: PARSED }]
    : [{ id: "other_text", text: `It verifies another text than was signed. Refused: ${seen}.`, advice: LIBRARY }];
}

/** @param {string} text */
const pythonOf = (text) => stringify(text, { form: "python" });

const pairs = () => MODELS.flatMap((model, index) => MODELS.slice(index + 1).map((other) => [model, other]));

/**
 * @param {(id: string) => Result | undefined} single
 * @param {boolean} isPlainAccepted
 * @returns {Mistake[]}
 */
function singleMistakes(single, isPlainAccepted) {
  /** @type {[string, string, string, string][]} */
  const genuine = [
    [
      "the same again",
      "repetition_refused",
      "It refuses a repetition: Heron would deliver it again and again.",
      "Answer 2xx to what was handled before.",
    ],
    [
      "no Content-Type",
      "content_type_needed",
      "It reads no body without a Content-Type.",
      "Read the raw body of every POST: express.raw({ type: () => true }), for example.",
    ],
    [
      "in chunks",
      "chunks_unread",
      "It does not read a body that comes in chunks.",
      "Read the body to its end, not as many bytes as Content-Length says.",
    ],
    [
      "150 KB",
      "limit_too_low",
      "It refuses a body of 150 KB.",
      "Allow 1 MB: body parsers and proxies allow 100 KB by default.",
    ],
  ];
  const mistakes = genuine.flatMap(([id, name, text, advice]) => {
    const { attempt } = single(id) ?? {};
    return !isPlainAccepted || attempt === undefined || isDelivered(attempt)
      ? []
      : [{ id: name, text: `${text} (${answered(attempt)})`, advice }];
  });
  if (isDelivered(single("16 MB")?.attempt ?? {})) {
    mistakes.push({
      ...{
        id: "no_limit",
        text: "It reads a body of 16 MB.",
        advice: "Refuse more than 1 MB with 413, before you hash it.",
      },
    });
  }
  const fails = ["another secret", "altered body", "no signature", "malformed", "cut signature"].filter(
    (id) => (single(id)?.attempt.status ?? 0) >= 500,
  );
  if (fails.length > 0) {
    mistakes.push({
      id: "fails_on_forged",
      text: `It fails, with ${single(fails[0])?.attempt.status}, at: ${fails.join(", ")}.`,
      advice: "Refuse them with 400 or 401: decoders of base64, and `timingSafeEqual` of other lengths, throw.",
    });
  }
  return mistakes;
}

/** @param {Attempt} attempt */
const answered = ({ status, failure }) => failure ?? `answered ${status}`;
