// One POST, by Node's own client: `fetch` refuses ports that it deems bad, and always sends a Content-Type.
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { UsageError } from "./usage.js";

/** As much of an answer as is shown. */
const SHOWN_BYTES = 2000;

/** @typedef {{ [name: string]: string }} Headers */
/** @typedef {{ status?: number, answer?: string, failure?: string, milliseconds: number }} Attempt */

export const headerOption = /** @type {const} */ ({
  header: {
    type: "string",
    multiple: true,
    short: "H",
    value: "HEADER",
    help: "one more header, such as 'Authorization: Bearer …'; may be given several times",
  },
});

/**
 * The headers that `--header` names.
 *
 * @param {readonly string[]} [given]
 */
export function headersOf(given = []) {
  /** @type {Headers} */
  const headers = {};
  for (const header of given) {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([\t -~\x80-\xff]*)$/.exec(header) ?? [];
    if (name === undefined) throw new UsageError("--header is a name, a colon and a value: -H 'X-Name: value'");
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

/**
 * The headers of Heron's deliveries.
 *
 * @param {string} signature
 * @returns {Headers}
 */
export const signedHeaders = (signature) => ({ "content-type": "application/json", "heron-signature": signature });

/**
 * Posts a body once: with its status and answer, or why there is none. Nothing is followed or repeated.
 *
 * @param {string} url
 * @param {string | Uint8Array} body
 * @param {Headers} headers
 * @param {number} timeout in seconds
 * @param {boolean} [isChunked] whether the body goes in chunks, its length unsaid
 * @returns {Promise<Attempt>}
 */
export function post(url, body, headers, timeout, isChunked) {
  const start = performance.now();
  const bytes = Buffer.from(body);
  const signal = AbortSignal.timeout(Math.ceil(timeout * 1000));
  return new Promise((resolve) => {
    const done = (/** @type {Omit<Attempt, "milliseconds">} */ result) =>
      resolve({ ...result, milliseconds: Math.round(performance.now() - start) });
    const request = (url.startsWith("https:") ? httpsRequest : httpRequest)(url, {
      method: "POST",
      agent: false,
      signal,
      headers: { ...headers, ...(!isChunked && { "content-length": bytes.length }) },
    });
    request.once("response", async (response) => {
      const { statusCode: status } = response;
      try {
        done({ status, answer: await beginning(response) });
      } catch (error) {
        done(signal.aborted ? { failure: late(timeout) } : { status, failure: reason(error, url) });
      }
      request.destroy();
    });
    request.on("error", (error) => done({ failure: signal.aborted ? late(timeout) : reason(error, url) }));
    if (isChunked) for (let at = 0; at < bytes.length; at += 40) request.write(bytes.subarray(at, at + 40));
    request.end(isChunked ? undefined : bytes);
  });
}

/** @param {Pick<Attempt, "status">} attempt */
export const isDelivered = ({ status = 0 }) => status >= 200 && status < 300;

/** @param {number} timeout */
const late = (timeout) => `no answer within ${timeout} s`;

/** @param {AsyncIterable<Buffer>} response */
async function beginning(response) {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > SHOWN_BYTES) return `${text.slice(0, SHOWN_BYTES)} ...`;
  }
  return text + decoder.decode();
}

/**
 * A failure in words, as the user can put it right.
 *
 * @param {unknown} error
 * @param {string} url
 */
function reason(error, url) {
  const { code = "", message } = /** @type {NodeJS.ErrnoException} */ (error);
  const { host, hostname } = new URL(url);
  /** @type {{ [code: string]: string }} */
  const known = {
    ECONNREFUSED: `connection refused: nothing is listening on ${host}`,
    ENOTFOUND: `there is no host ${hostname}`,
    EAI_AGAIN: `the name ${hostname} could not be looked up: is this machine online?`,
    ECONNRESET: `${host} closed the connection without an answer`,
    EPIPE: `${host} closed the connection before it had the whole body`,
    ETIMEDOUT: `${host} cannot be reached: the connection timed out`,
    EHOSTUNREACH: `${host} cannot be reached from this machine`,
    ENETUNREACH: `${host} cannot be reached from this machine: is it online?`,
    EPROTO: `${host} does not speak TLS: use http://`,
    ERR_SSL_WRONG_VERSION_NUMBER: `${host} does not speak TLS: use http://`,
    CERT_HAS_EXPIRED: `the certificate of ${host} has expired`,
    DEPTH_ZERO_SELF_SIGNED_CERT: `the certificate of ${host} is self-signed`,
    SELF_SIGNED_CERT_IN_CHAIN: `the certificate of ${host} is signed by an authority that this machine does not know`,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: `${host} does not send the certificate of its authority`,
    ERR_TLS_CERT_ALTNAME_INVALID: `the certificate is not for ${hostname}`,
  };
  if (Object.hasOwn(known, code)) return known[code];
  if (code.startsWith("HPE_")) return `the answer is not HTTP: does ${host} want https://?`;
  return `the connection failed: ${code || message}`;
}
