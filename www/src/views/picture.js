// Why a signature does not match, in one picture: what was given against what was signed, or the field with the fault.
import { card, el } from "../components/dom.js";
import { marked } from "../components/styled.js";
import { FORMS } from "./forms.js";
import { side } from "./difference.js";

/** White space, quotes, brackets and the like, as they surround a value; and line ends that are written out. */
const EDGE = String.raw`(?:\\[nr]|[\s\p{Cc}\p{Cf}"'\u0060“”‘’«»<>()[\]{},;])*`;
const AROUND = new RegExp(`^(${EDGE})(.*?)(${EDGE})$`, "su");
/** As in `KEY=value`. */
const NAMED = new RegExp(`^([^=:]*[=:]${EDGE})(.*?)(${EDGE})$`, "su");

/** Elements; an empty list if no cause was found. `given`: `{ secrets, header }`. */
export function pictureView(picture, finding, given) {
  if (picture) return [comparison(picture)];
  if (finding?.place) return [place(finding.place)];
  const id = finding?.causes[0].id ?? "";
  if (/^(secret|api)_/.test(id)) return [secret(given.secrets[finding.secretIndex ?? 0] ?? "", id)];
  if (/^(signature|digest)_/.test(id)) {
    const value = el("mark", {}, ...marked(given.header));
    return [field("The Heron-Signature header, as it was given", value)];
  }
  return [];
}

/** Where a cause shows that is not proven. */
function place({ offset, line, column, excerptOffset, excerpt }) {
  const bytes = new TextEncoder().encode(excerpt).subarray(0, offset - excerptOffset);
  const before = new TextDecoder().decode(bytes);
  const [shown] = excerpt.slice(before.length).match(/^(?:[\d.]+|[\s\S])?/u);
  const mark = shown === "" ? el("span", { className: "gap" }) : el("mark", {}, ...marked(shown));
  const after = excerpt.slice(before.length + shown.length);
  return field(`The body, line ${line}, column ${column}`, ...marked(before), mark, ...marked(after));
}

function comparison({ form, parts, start, after }) {
  const name = form === "raw" ? "What you gave" : `What you gave, as ${FORMS[form].name} prints it`;
  const sides = [
    side(name, parts, "left", start > 0, after),
    side("What was signed", parts, "right", start > 0, after),
  ];
  return card("Given, and signed", el("div", { className: "rows" }, ...sides));
}

/** Nothing of the secret itself is shown, nor its length. */
function secret(value, id) {
  const [, lead, , tail] = value.match(id === "secret_named" && NAMED.test(value) ? NAMED : AROUND);
  const edge = (text) => (text === "" ? null : el("mark", {}, ...marked(text)));
  const masked = el(lead + tail === "" ? "mark" : "span", {}, "••••••••");
  return field("The webhook secret, as it was given, masked", edge(lead), masked, edge(tail));
}

function field(title, ...content) {
  return card(title, el("p", { className: "picture-field" }, ...content));
}
