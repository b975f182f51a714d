// The state of a view as the fragment of a link: `#view` or `#view.` and base64url of JSON in UTF-8. Browsers do not
// send the fragment to any server. A state in which a secret is found gets no link.
import { leak } from "./leak.js";

/** In characters. Longer links get cut by chat programs and mail. */
const LONGEST = 8_192;

/** The fragment, or the reason why there is none. */
export function fragment(view, state, secrets) {
  const found = leak(state, secrets);
  if (found !== undefined) return { reason: `No link: ${found}.` };
  const encoded = toBase64(new TextEncoder().encode(JSON.stringify(state)));
  const text = `#${view}.${encoded.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
  if (text.length > LONGEST) return { reason: "No link: the payload is too long for one (a link holds some 6 KB)." };
  return { text };
}

/** `{ view, state }`; no state if there is only a view. Nothing for what is no link of this page. */
export function parsed(text, views) {
  const [view, encoded] = text.replace(/^#/, "").split(".");
  if (!views.includes(view)) return undefined;
  if (encoded === undefined) return { view };
  try {
    const bytes = fromBase64(encoded.replaceAll("-", "+").replaceAll("_", "/"));
    const state = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return state !== null && typeof state === "object" ? { view, state } : { view, isBroken: true };
  } catch {
    return { view, isBroken: true };
  }
}

export function toBase64(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
