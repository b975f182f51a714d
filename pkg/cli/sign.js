import { sign } from "heron-webhooks";
import { LARGEST_BODY } from "../lib/constants.js";
import { SECRETS, formOf, jsonOption, payloadFile, readPayload, readSecret, secretOptions } from "./input.js";
import { note, print, printJson } from "./terminal.js";

export const summary = "prints the signature of a payload";
export const usage = "[FILE] [options]";
export const about = [
  "Prints what the Heron-Signature header of this payload would be. The payload comes from FILE, or from standard " +
    "input.",
  SECRETS,
];
/** @import { Values } from "./usage.js" */

export const options = /** @type {const} */ ({
  form: {
    type: "string",
    value: "FORM",
    help:
      "what is signed: raw, the bytes as they are (the default); python or javascript, as that serialiser prints " +
      "them",
  },
  ...secretOptions,
  ...jsonOption,
});
export const examples = [
  "heron-webhooks sign event.json --form python --secret-file secret.txt",
  "printf '{\"a\": 1.0}' | heron-webhooks sign",
];

/**
 * @param {Values<typeof options>} values
 * @param {string[]} positionals
 */
export async function run({ form: name = "raw", json, ...values }, positionals) {
  const form = formOf(name);
  const payload = await readPayload(payloadFile(positionals));
  const signature = sign(await readSecret(values), payload, { form, maxBodyBytes: LARGEST_BODY });
  if (form === "raw" && payload.at(-1) === 0x0a) note("Note: the payload ends with a newline, which was signed too.");
  if (json) printJson({ signature, form });
  else print(signature);
  return 0;
}
