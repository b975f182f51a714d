// Two forms of a body side by side, with their differences marked and named.
import { bytesOf, nameOf } from "../components/characters.js";
import { card, count, el } from "../components/dom.js";
import { marked } from "../components/styled.js";
import { FORMS } from "./forms.js";

/** How many of the differences are listed by name. */
const MOST_NAMED = 30;

/** Elements; an empty list without a difference. One pair of forms is shown at a time. */
export function differenceView(comparisons, differences) {
  if (comparisons.length === 0) return [];
  const place = el("div", {}, pair(comparisons[0], differences[0]));
  const names = comparisons.map(({ between }) => between.map((form) => FORMS[form].name).join(" / "));
  const options = names.map((name, index) => {
    const input = el("input", { type: "radio", name: "pair", checked: index === 0 });
    input.addEventListener("change", () => place.replaceChildren(pair(comparisons[index], differences[index])));
    return el("label", {}, input, el("span", {}, name));
  });
  const group = el("fieldset", { className: "segments pairs" }, el("legend", {}, "Forms to compare"), ...options);
  return [card("Where the forms of this body differ", group, place)];
}

function pair({ between, parts, start, after }, { offset, line, column, reason }) {
  const at = `First at byte ${offset}, line ${line}, column ${column}: ${reason}.`;
  const sides = between.map((form, index) =>
    side(FORMS[form].name, parts, index === 0 ? "left" : "right", start > 0, after),
  );
  return el(
    "div",
    {},
    el("p", { className: "reason" }, at),
    el("div", { className: "sides" }, ...sides),
    named(
      parts.filter(({ same }) => same === undefined),
      between,
      after,
    ),
  );
}

/** One of two texts: `key` is "left" or "right". */
export function side(name, parts, key, before, after) {
  const pieces = parts.map((part) => {
    if (part.same !== undefined) return el("span", {}, ...marked(part.same));
    // Missing text has a mark too, so that the place is easy to find.
    return part[key] === "" ? el("span", { className: "gap" }) : el("mark", {}, ...marked(part[key]));
  });
  const pre = el("pre", { className: "code-text", tabIndex: 0 }, before ? "… " : "", ...pieces, after ? " …" : "");
  pre.setAttribute("role", "region");
  pre.setAttribute("aria-label", `${name}, differences marked`);
  return el("div", { className: "side" }, el("h4", {}, name), pre);
}

function named(changes, between, isCut) {
  const kinds = new Map();
  for (const { left, right, offset } of changes) {
    const key = JSON.stringify([left, right]);
    const kind = kinds.get(key) ?? { left, right, offset, times: 0 };
    kind.times += 1;
    kinds.set(key, kind);
  }
  const all = [...kinds.values()];
  const rows = all
    .slice(0, MOST_NAMED)
    .map(({ left, right, offset, times }) =>
      el(
        "tr",
        {},
        el("td", {}, times === 1 ? `byte ${offset}` : `${times} times, first at byte ${offset}`),
        el("td", {}, ...described(left)),
        el("td", {}, ...described(right)),
      ),
    );
  const head = ["Where", ...between.map((form) => FORMS[form].name)].map((name) => el("th", { scope: "col" }, name));
  const rest = all.length > MOST_NAMED ? `, and ${all.length - MOST_NAMED} more kinds` : "";
  const total = `${count(changes.length, "difference")}${isCut ? " in the part shown" : ""}${rest}`;
  return el(
    "div",
    { className: "named" },
    el("table", {}, el("caption", {}, total), el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows)),
  );
}

/** The text itself; if it is short and not plain ASCII, the names of its characters and their bytes. */
function described(text) {
  if (text === "") return [el("span", { className: "empty" }, "nothing")];
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  const quoted = el("code", {}, ...marked(shown));
  const characters = [...new Set(text)];
  if (characters.length > 3 || /^[!-~]+$/.test(text)) return [quoted];
  return [
    quoted,
    ...characters.map((one) => el("span", { className: "name" }, `${nameOf(one)}, UTF-8 ${bytesOf(one)}`)),
  ];
}
