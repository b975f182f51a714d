// Whether a credential stands in the fields of a link: the secret as a person may have it there, or an address of Slack's.
import { fromBase64, toBase64 } from "./link.js";

/** Any text holds the characters of a shorter secret. */
const SHORTEST = 4;

const SLACK = /hooks\.slack(?:-gov)?\.com\.?(?::\d+)?\/(?:services|workflows|triggers)\//i;

const utf8 = new TextEncoder();

/** What the fields of a state are called in a sentence. */
const NAMES = { body: "the body", header: "the signature", payload: "the payload", url: "the address", headers: "a header" };

/** Why a state must not be in a link; nothing if it may. */
export function leak(state, secrets) {
  const needles = secrets.map(core).filter((secret) => secret.length >= SHORTEST).flatMap(spellings);
  for (const [name, value] of Object.entries(state)) {
    const field = NAMES[name] ?? "a field";
    for (const text of [value].flat().filter((item) => typeof item === "string").flatMap(readings)) {
      if (needles.some((needle) => text.includes(needle))) return `the secret is in ${field}, and would be in the link`;
      if (SLACK.test(text)) return `an address of Slack's, which is a credential, is in ${field}`;
    }
  }
  return undefined;
}

/** A secret without what is around it by mistake: white space, quotes, `KEY=`. */
function core(secret) {
  const value = secret.trim().replace(/^(?:export\s+)?[A-Za-z_]\w*\s*[=:]\s*/, "");
  return value.replace(/^["'`\u2018-\u201f\s]+|["'`\u2018-\u201f\s,;]+$/g, "");
}

/** In lower-case hex, and in base64 with all but the last characters, which depend on what follows. */
function spellings(secret) {
  const bytes = utf8.encode(secret);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const base64 = toBase64(bytes.subarray(0, bytes.length - (bytes.length % 3)));
  const all = [secret, hex, hex.toUpperCase(), base64, base64.replaceAll("+", "-").replaceAll("/", "_")];
  return all.filter((text) => text.length >= SHORTEST);
}

/** A text and what it says once it is decoded: percent-encoding, escapes of JSON, base64, UTF-16; in each other too. */
function readings(text) {
  const found = new Set([text]);
  for (const reading of found) {
    if (found.size > 50) break;
    const decoded = [
      reading.replace(/(?:%[\da-f]{2})+/gi, percent),
      reading.replace(/\\u([\da-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
      reading.replace(/\\(["\\/])/g, "$1"),
      reading.replaceAll("\0", ""),
      ...(reading.match(/[\w+/-]{8,}={0,2}/g) ?? []).slice(0, 20).map(base64),
    ];
    for (const next of decoded) if (next !== undefined) found.add(next);
  }
  return [...found];
}

function percent(run) {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}

function base64(run) {
  try {
    const bytes = fromBase64(run.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, ""));
    return new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}
