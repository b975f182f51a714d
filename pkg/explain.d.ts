import type { Body, Form, Secret } from "./index.js";

/**
 * Why a signature does not match: what would make it match, and where the forms of the body differ. A proven cause was
 * tested: once it is put right, the signature matches. The others are suspected by the look of the input.
 *
 * For people at a desk, never for the path of a request: it takes thousands of times as long as verifying, and the
 * report holds the payload and signatures that are valid for it. Where a secret of 4 bytes or more stands in the
 * payload, as it is, escaped, or (up to 4 KiB) as base64, hex, UTF-16 or the numbers of its bytes, `[secret]` is shown
 * instead. It is bounded: 64 MiB of text is made and hashed at most, the report holds 64 KiB of each text, and causes
 * are tried with the first 8 secrets.
 *
 * There is no such method of `Webhook`, which has prepared keys, not the secrets as they are spelt.
 *
 * It runs in a WebAssembly module that the first call compiles, and nothing else of the package loads. There is no
 * JavaScript build of it: beside `heron-webhooks/js`, it needs a place that allows WebAssembly.
 *
 * @example
 * import { explain } from "heron-webhooks/explain";
 *
 * const report = explain("sec_test\n", body, signature);
 * console.log(report.text);
 * console.log(report.findings[0]?.causes[0]?.id); // secret_newline
 * @param secrets the shared secret, or several; an empty one is told as a cause
 * @param body the body as it was received
 * @param signature the header's value; nothing if it is missing
 * @param options what else is known
 * @throws {TypeError} names the argument that is wrong
 * @throws {WebhookError} `body_too_large`: more than 536,870,912 bytes; `internal`: the module failed, for want of
 * memory for example
 * @throws {Error} the host does not allow WebAssembly, or the module was not found: says what to do
 */
export function explain(
  secrets: Secret | readonly Secret[],
  body: Body,
  signature: string | null | undefined,
  options?: ExplainOptions,
): Explanation;

/**
 * Body, signature and whatever else is in a pasted text: a curl command, an HTTP request with its head, a HAR entry, a
 * platform's event (API Gateway, function URLs, SNS, SQS, EventBridge, Pub/Sub push, Azure, n8n), a line of a log,
 * headers as lines or as JSON, `KEY=VALUE`. The bytes of the body are kept, CR LF included.
 *
 * `taken` says where each part comes from, and `notes` what stands out. A text that is not recognised is the body
 * itself, and `taken` is empty: so is one of more than 16 MiB. Nothing is sent or run: `@file` in a curl command is not
 * read.
 *
 * @example
 * import { explain, parseRequest } from "heron-webhooks/explain";
 *
 * const { body, signature, taken } = parseRequest(pasted);
 * for (const { what, from } of taken) console.log(`${what}: from ${from}`);
 * if (body) console.log(explain("sec_test", body, signature).text);
 * @param input the text, or its bytes as they are in a file
 * @throws {TypeError} `input` is neither, or has a lone surrogate
 */
export function parseRequest(input: string | Uint8Array): ParsedRequest;

/** What {@link parseRequest} found; null for a part that is not there. New members may be added. */
export interface ParsedRequest {
  /** The body's bytes. */
  body: Uint8Array | null;
  /** The value of the Heron-Signature header. */
  signature: string | null;
  /** A webhook's secret: never print it. */
  secret: string | null;
  method: string | null;
  url: string | null;
  /** The parts that were recognised, and where each comes from; empty if the text was returned as it is. */
  taken: Taken[];
  /** What was left out, is missing, or was changed before it was pasted, as sentences. */
  notes: string[];
}

/** A part of a pasted text. */
export interface Taken {
  what: "body" | "signature" | "secret" | "url";
  /** In words that follow "from", such as `the header Heron-Signature` or `--data-raw of the curl command`. */
  from: string;
}

/** What {@link explain} may know besides. */
export interface ExplainOptions {
  /** The signature that your own code computed, in base64 or hex: the report says what gives it. */
  computed?: string | undefined;
}

/** What {@link explain} found. New members may be added. */
export interface Explanation {
  /** What `verify` says. */
  verdict: "match" | "mismatch";
  /** On a match, the form that was signed. */
  form: Form | null;
  /** On a match, which secret signed it, counted from 0. */
  secretIndex: number | null;
  /** What is wrong with the header itself. */
  signatureError: { code: "signature_missing" | "signature_malformed"; message: string } | null;
  /** On a mismatch, what would make the signature match, the most specific first; or what is suspicious. */
  findings: Finding[];
  /**
   * If nothing matched, the causes that were tried in full: none of them, put right alone, makes the signature match.
   */
  ruledOut: Cause[];
  /**
   * If nothing matched, the causes that were tried, but not in every way that they can have (a body can be cut
   * anywhere): each may still be the cause.
   */
  triedInPart: Cause[];
  /**
   * Whether the search came to its end: every cause alone, and chains of several. For a body of more than a kilobyte
   * it stops before the longest chains, of more than some 64 KiB before every cause was tried.
   */
  exhaustive: boolean;
  /** How many bytes of text the search made and hashed, of at most 67,108,864. */
  work: number;
  /** What is left to suspect when nothing is proven, as sentences. */
  remains: string[];
  /** How your code came to its signature, if that was given as {@link ExplainOptions.computed}. */
  computed: Computed | null;
  /** The raw, the Python and the JavaScript form of the body. */
  forms: [FormText, FormText, FormText];
  /** Where the forms that are not the same first differ. */
  differences: Difference[];
  /**
   * The report in words, in lines of 80 characters; those that begin with `|` show payload. The last lines are the
   * {@link Cause.url} of the proven causes, which are longer.
   */
  text: string;
  /** Which members quote the payload: no other does. */
  payload: string[];
}

/** Causes that, put right together, make the signature match; or that are suspected. */
export interface Finding {
  /** Whether the signature then matches; otherwise the causes are suspected by their looks. */
  proven: boolean;
  /** The form that was signed, if it is proven. */
  form: Form | null;
  /** The secret that it was signed with, if it is proven. */
  secretIndex: number | null;
  /** All that is wrong together: of the secret, the digest, the body in the order of its repairs, and the header. */
  causes: Cause[];
  /** The text that was signed, if it is proven. */
  signed: SignedText | null;
  /** Where in the body a suspected cause shows, if it is one place. */
  place: Place | null;
}

/** How other code came to its signature. */
export interface Computed {
  /** The form of the body that has it, if one has. */
  form: Form | null;
  /** Which secret it is made with, if a form has it. */
  secretIndex: number | null;
  /** Otherwise the causes that give it. */
  findings: Finding[];
}

/** The text that was signed: the body, once it is repaired. */
export interface SignedText {
  /** In bytes. */
  length: number;
  /** Payload: the text, or the first 64 KiB of it. */
  text: string;
  truncated: boolean;
  /** How the body that was given becomes this text, one repair after the other. */
  steps: Step[];
}

/** One repair of the body. */
export interface Step {
  /** The id of the cause that is put right; null where a form of the text is made. */
  cause: string | null;
  /** The form that is made. */
  form: Form | null;
  /** Where the text first changes, as it was before. */
  before: Place;
  /** The same place afterwards. */
  after: Place;
}

/** A place in a text. */
export interface Place {
  /** The byte, counted from 0. */
  offset: number;
  /** Counted from 1. */
  line: number;
  /** In characters, counted from 1. */
  column: number;
  /** The byte that the excerpt begins with. */
  excerptOffset: number;
  /** Payload: some 70 characters around the place. */
  excerpt: string;
}

/** What is wrong. */
export interface Cause {
  /** A name that does not change, such as `secret_newline`. */
  id: string;
  /** What it is, in a sentence. */
  text: string;
  /** What to do about it. */
  advice: string;
  /** The address of its description, with an example. */
  url: string;
}

/** One form of the body. */
export interface FormText {
  form: Form;
  /** In bytes. */
  length: number;
  /** Payload: the text, or the first 64 KiB of it. */
  text: string;
  truncated: boolean;
  /** An earlier form that has the same text. */
  identicalTo: Form | null;
  /** With each of the first 8 secrets; null for an empty one. None if there is no such form. */
  signatures: (string | null)[];
  /** Why the body does not have this form, and the byte where. */
  error: { offset: number; message: string } | null;
}

/** Where two forms first differ. */
export interface Difference {
  between: [Form, Form];
  /** The byte, counted from 0. */
  offset: number;
  /** Counted from 1, in the first of the two. */
  line: number;
  /** In characters, counted from 1. */
  column: number;
  /** The byte that the excerpts begin with. */
  excerptOffset: number;
  /** Payload: some 70 characters of each. */
  excerpts: [string, string];
  /** In words, such as `Python writes é as \u00e9`: payload. */
  reason: string;
}
