// A request of this program's own, and how its answer is shown.
import { UsageError } from "./usage.js";

/** As much of an answer as is shown. */
const SHOWN_BYTES = 2000;

export const slackHostOption = {
  "slack-host": {
    type: "string",
    value: "HOST",
    help: "a host that takes Slack messages besides Slack's own: a proxy, or a test",
  },
};

/** An address to post to: the URL, and whether Slack is behind it. No error repeats it, as Slack's is a credential. */
export function target(text, name, slackHost) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!/^https?:$/.test(url?.protocol)) throw new UsageError(`${name} must be an http: or https: URL`);
  if (url.username || url.password) throw new UsageError(`${name} must not hold a user name or a password`);
  const isSlack = /^hooks\.slack(-gov)?\.com$/.test(url.hostname) || url.host === slackHost;
  return { url: url.href, isSlack, shown: isSlack ? `Slack (${url.origin}/...)` : url.href };
}

/** Posts a signed body once: `{ status, answer, milliseconds }`, or `{ failure, milliseconds }` if there is no answer. */
export async function deliver(url, body, signature, timeout) {
  const start = performance.now();
  const timed = (result) => ({ ...result, milliseconds: Math.round(performance.now() - start) });
  const signal = AbortSignal.timeout(timeout * 1000);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "heron-signature": signature },
      body,
      redirect: "manual", // anything but 2xx is a failure
      signal,
    });
    return timed({ status: response.status, answer: await beginning(response.body) });
  } catch (error) {
    return timed({ failure: signal.aborted ? `no answer within ${timeout} s` : reason(error) });
  }
}

export const isDelivered = ({ status }) => status >= 200 && status < 300;

async function beginning(body) {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > SHOWN_BYTES) return `${text.slice(0, SHOWN_BYTES)} ...`;
  }
  return text + decoder.decode();
}

function reason({ cause }) {
  const known = { ECONNREFUSED: "nobody listens there", ENOTFOUND: "there is no such host", ECONNRESET: "it was reset" };
  return `the connection failed: ${known[cause?.code] ?? cause?.code ?? cause?.message ?? "no reason is known"}`;
}
