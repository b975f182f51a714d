import { parseRequest } from "heron-webhooks/explain";
import { receiver, slackTarget } from "./http.js";
import { jsonOption, readPayload } from "./input.js";
import { headerOption, headersOf, isDelivered, post, signedHeaders } from "./post.js";
import { note, plural, print, printJson, printable } from "./terminal.js";
import { showAttempt } from "./report.js";
import { UsageError } from "./usage.js";

export const summary = "sends saved deliveries again";
export const usage = "FILE... [options]";
export const about = [
  "Posts the body and the signature of each file again, byte by byte: of what `listen --save` saved, or of any request " +
    "that `explain --request` reads, such as a curl command. It needs no secret.",
  "The exit status is 0 if each was answered 2xx, 1 if not, 2 if the command was used wrongly.",
];
/** @import { Values } from "./usage.js" */

export const options = /** @type {const} */ ({
  to: { type: "string", value: "URL", help: "where it is sent; to where it was sent before, if this is missing" },
  ...headerOption,
  ...jsonOption,
});
export const examples = [
  "heron-webhooks replay deliveries/*.http",
  "heron-webhooks replay request.txt --to localhost:8080/heron",
];

const TIMEOUT_S = 10;

/**
 * @param {Values<typeof options>} values
 * @param {string[]} files
 */
export async function run({ to, header, json }, files) {
  if (files.length === 0) throw new UsageError("it takes the FILEs that `listen --save` saved");
  const headers = headersOf(header);
  const target = to === undefined ? undefined : receiver(to, "--to");
  const requests = [];
  for (const file of files) requests.push({ file, ...(await requestIn(file, target)) });
  let isAll = true;
  for (const { file, url, body, signature } of requests) {
    const attempt = await post(url, body, { ...signedHeaders(signature), ...headers }, TIMEOUT_S);
    isAll &&= isDelivered(attempt);
    if (json) printJson({ file, url, signature, delivered: isDelivered(attempt), ...attempt });
    else {
      print(printable(`${file}: ${plural(body.length, "byte")} to ${url}`));
      showAttempt(attempt);
    }
  }
  return isAll ? 0 : 1;
}

/**
 * @param {string} file
 * @param {string | undefined} target
 */
async function requestIn(file, target) {
  const { body, signature, url, notes } = parseRequest(await readPayload(file));
  for (const sentence of notes) note(`Note: ${file}: ${sentence}`);
  if (body === null || signature === null)
    throw new UsageError(`${file} holds no body with its Heron-Signature header`);
  const address = target ?? url;
  if (address === null) throw new UsageError(`${file} does not say where to: give --to URL`);
  if (slackTarget(address, "URL", undefined)) throw new UsageError("replay is for receivers, not for Slack");
  return { body, signature, url: target ?? receiver(address, "its URL") };
}
