import type { Body, Form, Secret } from "./index.js";

/**
 * Why a signature does not match: what would make it match, and where the forms of the body differ. A proven cause was
 * tested: once it is put right, the signature matches. The others are suspected by the look of the input.
 *
 * For people at a desk, never for the path of a request: it takes thousands of times as long as verifying, and the
 * report holds the payload and signatures that are valid for it. Where a secret of 4 bytes or more stands in the
 * payload, as it is, escaped, or (up to 4 KiB) as base64, hex, UTF-16 or the numbers of its bytes, `[secret]` is shown
 * instead. It is bounded: 128 MiB of text is made and hashed at most, the report holds 64 KiB of each form, and causes
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
 * @throws {TypeError} names the argument that is wrong
 * @throws {WebhookError} `body_too_large`: more than 536,870,912 bytes; `internal`: the module failed, for want of
 * memory for example
 * @throws {Error} the host does not allow WebAssembly, or the module was not found: says what to do
 */
export function explain(
  secrets: Secret | readonly Secret[],
  body: Body,
  signature: string | null | undefined,
): Explanation;

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
   * If nothing matched, the ids of the causes that were tried in full: none of them, put right alone, makes the
   * signature match.
   */
  ruledOut: string[];
  /**
   * If nothing matched, the ids of the causes that were tried, but not in every way that they can have (a body can be
   * cut anywhere): each may still be the cause.
   */
  triedInPart: string[];
  /**
   * Whether the search came to its end: every cause alone, then pairs (of two of these: secret, digest, body, spelling
   * of the signed text). For a body of more than some 100 KiB it stops early.
   */
  exhaustive: boolean;
  /** What is left to suspect when nothing is proven, as sentences. */
  remains: string[];
  /** The raw, the Python and the JavaScript form of the body. */
  forms: [FormText, FormText, FormText];
  /** Where the forms that are not the same first differ. */
  differences: Difference[];
  /** The report in words, in lines of 80 characters; those that begin with `|` show payload. */
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
  causes: Cause[];
}

/** What is wrong. */
export interface Cause {
  /** A name that does not change, such as `secret_newline`. */
  id: string;
  /** What it is, in a sentence. */
  text: string;
  /** What to do about it. */
  advice: string;
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
