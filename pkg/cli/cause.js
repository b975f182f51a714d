// Why a signature does not match, in one line: `explain` says the rest.
import { explain } from "heron-webhooks/explain";

/** In bytes: the search in a larger body takes longer than a line is worth. */
const MOST_BYTES = 256 * 1024;

/**
 * The first cause of a mismatch, and if it is proven the address of its description; or `undefined`.
 *
 * @param {(string | Uint8Array)[]} secrets
 * @param {Uint8Array} body
 * @param {string | undefined} signature
 * @returns {{ cause: string, more?: string | undefined } | undefined}
 */
export function causeOf(secrets, body, signature) {
  if (body.length > MOST_BYTES) return undefined;
  const { verdict, form, findings } = explain(secrets, body, signature);
  if (verdict === "match") return { cause: `It matches in the ${form} form, which was left out.` };
  const [finding] = findings;
  if (finding === undefined) return undefined;
  const [{ advice, url }] = finding.causes;
  const text = finding.causes.map((cause) => cause.text).join(" ");
  return finding.proven ? { cause: `${text} ${advice}`, more: url } : { cause: `Perhaps: ${text} ${advice}` };
}
