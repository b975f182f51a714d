import { Webhook, WebhookError } from "heron-webhooks";
import { LARGEST_BODY } from "../lib/constants.js";
import { causeOf } from "./cause.js";
import { SECRETS, formOf, jsonOption, payloadFile, readPayload, readSecrets, secretOptions } from "./input.js";
import { note, print, printJson, printable, style } from "./terminal.js";
import { UsageError } from "./usage.js";

export const summary = "says whether a signature belongs to a payload";
export const usage = "[FILE] --signature SIGNATURE [options]";
export const about = [
  "Says whether the signature belongs to the payload, and in which form. The payload comes from FILE, or from " +
    "standard input: save it as it was received.",
  `${SECRETS} Give several files while secrets are rotated, the current one first.`,
  "If it does not match, the likeliest cause is printed too; `heron-webhooks explain` says all.",
  "The exit status is 0 for a match, 1 for none, 2 if the command was used wrongly.",
];
/** @import { Values } from "./usage.js" */

export const options = /** @type {const} */ ({
  signature: { type: "string", value: "SIGNATURE", help: "the value of the Heron-Signature header" },
  form: {
    type: "string",
    multiple: true,
    value: "FORM",
    help: "only this form: raw, python or javascript; may be given several times",
  },
  ...secretOptions,
  ...jsonOption,
});
export const examples = [
  'heron-webhooks verify body.json --signature "$SIGNATURE"',
  'heron-webhooks verify --signature "$SIGNATURE" --json < body.json',
];

/** The codes of a signature that does not match; any other is about the payload. */
const NO_MATCH = ["signature_missing", "signature_malformed", "signature_mismatch"];

/**
 * @param {Values<typeof options>} values
 * @param {string[]} positionals
 */
export async function run({ signature, form: names, json, ...values }, positionals) {
  if (signature === undefined)
    throw new UsageError("--signature is missing: give the value of the Heron-Signature header");
  const forms = names?.map(formOf);
  const payload = await readPayload(payloadFile(positionals));
  const secrets = await readSecrets(values);
  // Any signed text may be verified here, an event or not.
  const webhook = new Webhook(secrets, { forms, parse: () => undefined, maxBodyBytes: LARGEST_BODY });
  try {
    const { form, secretIndex } = webhook.receive(payload, signature);
    const secret = secrets.length > 1 ? `, secret ${secretIndex + 1} of ${secrets.length}` : "";
    if (json) printJson({ match: true, form, secretIndex });
    else print(`${style("green", "match")}: ${form} form${secret}`);
    return 0;
  } catch (error) {
    if (!(error instanceof WebhookError && NO_MATCH.includes(error.code))) throw error;
    const { code, message } = error;
    const why = causeOf(secrets, payload, signature);
    if (json) printJson({ match: false, code, message, ...why });
    else {
      print(`${style("red", "no match")}: ${printable(why?.cause ?? message)}`);
      if (why?.more) note(`More: ${why.more}`);
      note('"heron-webhooks explain", with the same arguments, says what was tried, and where the forms differ.');
    }
    return 1;
  }
}
