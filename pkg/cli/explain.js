import { explain, parseRequest } from "heron-webhooks/explain";
import { SECRETS, jsonOption, payloadFile, readPayload, readSecrets, secretOptions } from "./input.js";
import { note, print, printJson, printable, style } from "./terminal.js";
import { UsageError } from "./usage.js";

export const summary = "says why a signature does not match a payload";
export const usage = "[FILE] --signature SIGNATURE|--request FILE [...]";
export const about = [
  "Tries what usually goes wrong with a secret, a header or a body, and says what would make the signature match, " +
    "and where the forms of the payload differ. The report shows the payload, but never a secret. The payload comes " +
    "from FILE, or from standard input: save it as it was received.",
  "With --request, payload and signature come from a file as you have it: a curl command, an HTTP request, what " +
    "`listen --save` saved, a HAR entry, a platform's event, a log. It says what it took from where.",
  SECRETS,
  "The exit status is 0 for a match, 1 for none, 2 if the command was used wrongly.",
];
/** @import { Values } from "./usage.js" */

export const options = /** @type {const} */ ({
  signature: { type: "string", value: "SIGNATURE", help: "the value of the Heron-Signature header" },
  request: {
    type: "string",
    value: "FILE",
    help: "a request in whatever form; - is standard input. FILE and --signature replace what it holds",
  },
  computed: {
    type: "string",
    value: "SIGNATURE",
    help: "the signature that your own code computed, in base64 or hex: the report says what gives it",
  },
  verbose: { type: "boolean", help: "the whole report on a match too, which is one line otherwise" },
  ...secretOptions,
  ...jsonOption,
});
export const examples = [
  'heron-webhooks explain body.json --signature "$SIGNATURE"',
  "heron-webhooks explain --request request.txt",
  "pbpaste | heron-webhooks explain --request -",
];

/**
 * @param {Values<typeof options>} values
 * @param {string[]} positionals
 */
export async function run({ signature: given, request, computed, json, verbose, ...values }, positionals) {
  const read = request === undefined ? undefined : await requestIn(request, positionals);
  const signature = given ?? read?.signature;
  if (signature === undefined || signature === null) {
    throw new UsageError(
      `--signature is missing: give the value of the Heron-Signature header${read ? ", which the request does not hold" : ", or --request"}`,
    );
  }
  const payload = read?.body ?? (await readPayload(payloadFile(positionals)));
  const isGiven = (values["secret-file"] ?? values.secret) !== undefined;
  const secrets = read?.secret && !isGiven ? [read.secret] : await readSecrets(values);
  const { text, ...report } = explain(secrets, payload, signature, { computed });
  const isMatch = report.verdict === "match";
  const [verdict, ...rest] = text.trimEnd().split("\n").map(printable);
  const shown = [
    style(isMatch ? "green" : "red", verdict),
    ...(isMatch && !verbose && computed === undefined ? [] : rest),
  ];
  if (json) printJson({ ...report, text, ...(read && { taken: read.taken, notes: read.notes }) });
  else print(shown.join("\n"));
  return isMatch ? 0 : 1;
}

/**
 * What a file holds of a request; a FILE beside it is the body.
 *
 * @param {string} file
 * @param {string[]} positionals
 */
async function requestIn(file, positionals) {
  const { taken, notes, ...read } = parseRequest(await readPayload(file));
  if (taken.length === 0) {
    throw new UsageError("no request was recognised in it: give the body as FILE, and --signature");
  }
  const body = positionals.length > 0 ? await readPayload(payloadFile(positionals)) : read.body;
  if (body === null) throw new UsageError("the request has no body in it: give the body as FILE too");
  for (const { what, from } of taken) note(`${what}: from ${from}`);
  for (const sentence of notes) note(`Note: ${sentence}`);
  return { ...read, body, taken, notes };
}
