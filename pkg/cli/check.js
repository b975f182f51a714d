import { COLUMNS, PROBES, grid, headersOf as signedBy, plainEvent, singles } from "./deliveries.js";
import { diagnosis } from "./diagnosis.js";
import { receiver, slackTarget } from "./http.js";
import { SECRETS, jsonOption, readSecret, secretOptions } from "./input.js";
import { headerOption, headersOf, isDelivered, post } from "./post.js";
import { print, printJson, printable, style } from "./terminal.js";
import { UsageError, wrap } from "./usage.js";

export const summary = "finds the mistakes of a receiver, in any language";
export const usage = "URL [options]";
export const about = [
  "Sends what Heron may send: by both signers, in three spellings, with accents, floats, big integers and number-like " +
    "keys, without a Content-Type, in chunks, large, and twice. Then what has to be refused: forged, altered, without " +
    "a signature, malformed, too large. From the answers it says what the receiver does wrong.",
  "The events are of the topic end_user.processed and the id eus_check_1 and so on: use a receiver that may handle them.",
  SECRETS,
  "The exit status is 0 if every answer is right, 1 if not, 2 if the command was used wrongly.",
];
/** @import { Secret } from "heron-webhooks" */
/** @import { Delivery } from "./deliveries.js" */
/** @import { Result } from "./diagnosis.js" */
/** @import { Attempt } from "./post.js" */
/** @import { Values } from "./usage.js" */

export const options = /** @type {const} */ ({ ...headerOption, ...secretOptions, ...jsonOption });
export const examples = [
  "heron-webhooks check localhost:3000/heron",
  "heron-webhooks check https://staging.example.com/heron --json",
];

/** A receiver must have answered within 10 seconds. */
const TIMEOUT_S = 10;
const FIRST = 20;
const CELL = 8;

/**
 * @param {Values<typeof options>} values
 * @param {string[]} positionals
 */
export async function run({ header, json, ...values }, positionals) {
  const [address, ...others] = positionals;
  if (address === undefined || others.length > 0) throw new UsageError("it takes one URL");
  if (slackTarget(address, "URL", undefined)) throw new UsageError("check is for receivers, not for Slack");
  const url = receiver(address, "URL");
  const headers = headersOf(header);
  const secret = await readSecret(values);
  const say = json ? () => {} : print;
  const send = (/** @type {Delivery} */ { body, headers: own, isChunked }) =>
    post(url, body, { ...own, ...headers }, TIMEOUT_S, isChunked);

  say(`${style("bold", "Checking")} ${printable(url)}\n`);
  const results = await table(secret, send, say);
  const unreachable = results.length === 1 ? results[0].attempt : undefined;
  const probe = unreachable || results.some(isGenuineAccepted) ? undefined : await probed(secret, send);
  const mistakes = unreachable ? [notThere(unreachable)] : diagnosis(results, probe);
  const wrong = results.filter((result) => !isRight(result));
  const ok = wrong.length === 0;
  if (json) {
    const answers = results.map(({ delivery: { id, isGenuine }, attempt: { answer: _answer, ...rest } }, index) => ({
      ...{ id, expected: isGenuine ? "accepted" : "refused", ok: isRight(results[index]), ...rest },
    }));
    printJson({ url, ok, diagnosis: mistakes, results: answers });
    return ok ? 0 : 1;
  }
  if (ok) say(`\n${style("green", "right")}: ${results.length} of ${results.length} answers`);
  else say(`\n${style("red", "wrong")}: ${wrong.length} of ${results.length} answers\n`);
  for (const { text, advice } of mistakes) say(`${style("bold", wrap(text, 0))}\n${wrap(advice, 2)}`);
  return ok ? 0 : 1;
}

/**
 * Sends everything, and prints a row when its answers are there. Only the first, if nothing answers as a receiver.
 *
 * @param {Secret} secret
 * @param {(delivery: Delivery) => Promise<Attempt>} send
 * @param {(text: string) => void} say
 */
async function table(secret, send, say) {
  /** @type {Result[]} */
  const results = [];
  const cells = COLUMNS.map((column) => column.padEnd(CELL)).join("");
  say(`${"".padEnd(FIRST)}${"by Python".padEnd(3 * CELL)}by JavaScript`);
  say(`${"to be accepted".padEnd(FIRST)}${cells}${cells.trimEnd()}`);
  for (const { row, deliveries } of grid(secret)) {
    let line = row.padEnd(FIRST);
    for (const delivery of deliveries) {
      const result = { delivery, attempt: await send(delivery) };
      results.push(result);
      line += cell(result);
      if (results.length === 1 && isNowhere(result.attempt)) {
        say(line.trimEnd());
        return results;
      }
    }
    say(line.trimEnd());
  }
  for (const delivery of singles(secret, results[0].delivery)) {
    if (!delivery.isGenuine && results.every((result) => result.delivery.isGenuine)) say("to be refused");
    const result = { delivery, attempt: await send(delivery) };
    results.push(result);
    say(delivery.row.padEnd(FIRST) + cell(result).trimEnd());
  }
  return results;
}

/** @param {Result} result */
function cell(result) {
  const { status, failure } = result.attempt;
  const text = String(status ?? (failure?.startsWith("no answer") ? "late" : "none"));
  const shown = `${text}${isRight(result) ? "" : " x"}`;
  return style(isRight(result) ? "green" : "red", shown) + " ".repeat(Math.max(1, CELL - shown.length));
}

/**
 * Genuine deliveries are accepted, others refused: by an answer, or, if they are too large, by closing the connection.
 *
 * @param {Result} result
 */
function isRight({ delivery: { isGenuine, id }, attempt }) {
  const { status } = attempt;
  if (isGenuine) return isDelivered(attempt);
  return status === undefined ? id === "16 MB" : status >= 400 && (status < 500 || id === "16 MB");
}

/** @param {Result} result */
const isGenuineAccepted = ({ delivery, attempt }) => delivery.isGenuine && isDelivered(attempt);

/** @param {Attempt} attempt */
const isNowhere = ({ status }) => status === undefined || status === 404 || status === 405 || isRedirect(status);

/** @param {number} status */
const isRedirect = (status) => status >= 300 && status < 400;

/** @param {Attempt} attempt */
function notThere({ status, failure }) {
  const text = failure ?? `The answer is ${status}: there is no receiver of POST at this URL.`;
  return { id: "unreachable", text, advice: "Is it running, and are port and path right? Redirects are not followed." };
}

/**
 * The name of the first mistake with which a signature is accepted.
 *
 * @param {Secret} secret
 * @param {(delivery: Delivery) => Promise<Attempt>} send
 */
async function probed(secret, send) {
  const body = plainEvent();
  for (const [name, signature] of PROBES) {
    const headers = signedBy(signature(secret, body));
    if (isDelivered(await send({ id: name, row: name, isGenuine: false, body, headers }))) return name;
  }
  return undefined;
}
