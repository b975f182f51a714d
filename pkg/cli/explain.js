import { explain } from "heron-webhooks/explain";
import { SECRETS, jsonOption, payloadFile, readPayload, readSecrets, secretOptions } from "./input.js";
import { print, printJson, printable, style } from "./terminal.js";
import { UsageError } from "./usage.js";

export const summary = "says why a signature does not match a payload";
export const usage = "[FILE] --signature SIGNATURE [options]";
export const about = [
  "Tries what usually goes wrong with a secret, a header or a body, and says what would make the signature match, " +
    "and where the forms of the payload differ. The report shows the payload, but never a secret. The payload comes " +
    "from FILE, or from standard input: save it as it was received.",
  SECRETS,
  "The exit status is 0 for a match, 1 for none, 2 if the command was used wrongly.",
];
/** @import { Values } from "./usage.js" */

export const options = /** @type {const} */ ({
  signature: { type: "string", value: "SIGNATURE", help: "the value of the Heron-Signature header" },
  ...secretOptions,
  ...jsonOption,
});
export const examples = ['heron-webhooks explain body.json --signature "$SIGNATURE"'];

/**
 * @param {Values<typeof options>} values
 * @param {string[]} positionals
 */
export async function run({ signature, json, ...values }, positionals) {
  if (signature === undefined)
    throw new UsageError("--signature is missing: give the value of the Heron-Signature header");
  const payload = await readPayload(payloadFile(positionals));
  const { text, ...report } = explain(await readSecrets(values), payload, signature);
  const isMatch = report.verdict === "match";
  const [verdict, ...rest] = text.trimEnd().split("\n").map(printable);
  if (json) printJson({ ...report, text });
  else print([style(isMatch ? "green" : "red", verdict), ...rest].join("\n"));
  return isMatch ? 0 : 1;
}
