// A read-only text panel. It shows a long text in steps, because a megabyte of marked-up text would freeze the page.
import { copyButton } from "./copy.js";
import { count, el } from "./dom.js";
import { styled } from "./styled.js";

/** In UTF-16 units. */
const WINDOW = 10_000;

/** `root`: an element `.code` of index.html. `isJson`: coloured. `hasSigns`: invisible characters get signs. */
export function codePanel(root, { isJson = false, hasSigns = false } = {}) {
  const [pre, meta, button] = [".code-text", ".code-meta", ".copy"].map((name) => root.querySelector(name));
  const more = el("button", { type: "button", className: "button small" });
  const rest = el("p", { className: "code-more", hidden: true }, el("span"), more);
  let [text, shown, marks] = ["", 0, []];

  root.append(rest);
  copyButton(button, () => text);
  more.addEventListener("click", () => {
    append(WINDOW * 5);
    pre.focus();
  });

  function append(length) {
    const end = boundary(text, shown + length);
    // Only the beginning is coloured: what follows may begin within a string.
    const options = shown === 0 ? { isJson, ranges: marks, hasSigns } : { hasSigns };
    pre.append(...styled(text.slice(shown, end), options));
    shown = end;
    rest.hidden = shown >= text.length;
    rest.firstChild.textContent = `${count(text.length - shown, "character")} more. “Copy” takes all of them. `;
    more.textContent = "Show more";
  }

  return {
    /** `about`: a few words beside the heading. `empty`: shown if there is no text. `ranges`: marked stretches. */
    show(next, { about = "", empty = "", ranges = [] } = {}) {
      meta.textContent = about;
      button.disabled = next === null;
      root.classList.toggle("is-empty", next === null);
      if (next === text && next !== null && String(ranges) === String(marks)) return;
      [text, shown, marks] = [next ?? "", 0, ranges];
      pre.replaceChildren(next === null ? el("span", { className: "empty" }, empty) : "");
      append(WINDOW);
    },
  };
}

/** Not within a pair of surrogates. */
export function boundary(text, index) {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index + 1 : Math.min(index, text.length);
}
