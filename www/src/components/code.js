// A read-only text panel. It shows a long text in steps, because a megabyte of marked-up text would freeze the page.
import { visible } from "./characters.js";
import { copyButton } from "./copy.js";
import { count, el } from "./dom.js";

/** In UTF-16 units. */
const WINDOW = 10_000;

/** `root`: an element `.code` of index.html. `marks`: invisible characters get signs. */
export function codePanel(root, { marks = false } = {}) {
  const [pre, meta, button] = [".code-text", ".code-meta", ".copy"].map((name) => root.querySelector(name));
  const more = el("button", { type: "button", className: "button small" });
  const rest = el("p", { className: "code-more", hidden: true }, el("span"), more);
  let [text, shown] = ["", 0];

  root.append(rest);
  copyButton(button, () => text);
  more.addEventListener("click", () => {
    append(WINDOW * 5);
    pre.focus();
  });

  function append(length) {
    const end = boundary(text, shown + length);
    pre.append(...(marks ? marked(text.slice(shown, end)) : [text.slice(shown, end)]));
    shown = end;
    rest.hidden = shown >= text.length;
    rest.firstChild.textContent = `${count(text.length - shown, "character")} more. “Copy” takes all of them. `;
    more.textContent = "Show more";
  }

  return {
    /** `about`: a few words beside the heading. `empty`: shown if there is no text. */
    show(next, { about = "", empty = "" } = {}) {
      meta.textContent = about;
      button.disabled = next === null;
      root.classList.toggle("is-empty", next === null);
      if (next === text && next !== null) return;
      [text, shown] = [next ?? "", 0];
      pre.replaceChildren(next === null ? el("span", { className: "empty" }, empty) : "");
      append(WINDOW);
    },
  };
}

/** The text, with a sign on each invisible character; signs are not copied. */
export function marked(text) {
  return Array.from(visible(text), ({ text: part, sign }) => {
    if (sign === undefined) return part;
    const className = sign.startsWith("U+") ? "sign sign-code" : "sign";
    return el("span", { className, data: { sign } }, part);
  });
}

/** Not within a pair of surrogates. */
export function boundary(text, index) {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index + 1 : Math.min(index, text.length);
}
