// A view's state as the fragment of a link, `#view.` and base64url of JSON; browsers do not send fragments to servers.
import { fromBase64, toBase64 } from "./base64.js";
import { exposed } from "./credentials.js";

/** In characters. Longer links get cut by chat programs and mail. */
const LONGEST = 8_192;

/** The fields that a user fills in, as a refusal names them, and their text. */
const FIELDS = {
  payload: ["the payload", String],
  url: ["the address", String],
  headers: ["the name of a header", (names) => names.join("\n")],
  body: ["the body", (encoded) => new TextDecoder().decode(fromBase64(encoded))],
  header: ["the signature", String],
};

/** `{ text }` with the fragment, or `{ reason }`, a sentence, if there is none. */
export function fragment(view, state, secrets) {
  const encoded = toBase64(new TextEncoder().encode(JSON.stringify(state)));
  const text = `#${view}.${encoded.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
  if (text.length > LONGEST) return { reason: "No link: the text is too long for one (a link holds about 6 KB)." };
  const found = exposed(fields(state), secrets);
  if (!found) return { text };
  return { reason: `No link: ${found.field} holds ${found.credential}, and the link would hold it too.` };
}

function fields(state) {
  const given = Object.entries(FIELDS).filter(([key]) => state[key] !== undefined);
  return given.map(([key, [name, text]]) => [name, text(state[key])]);
}

/** `{ view, state }`, without a state if the link has only a view; undefined if it is not a link of this page. */
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
