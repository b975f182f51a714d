// A text field for texts of any size. Browsers take a quarter of a second for each letter typed into a megabyte, so of
// a long text the field holds one part at a time.
import { boundary } from "./code.js";
import { count, el } from "./dom.js";

/** In UTF-16 units. A text of up to twice as much is not cut. */
const PART = 50_000;

/** `area`: the textarea. `onInput` is called after each change by the user. */
export function editor(area, onInput) {
  let [before, after] = ["", ""];
  const where = el("span");
  const [previous, next] = ["Previous part", "Next part"].map((name) =>
    el("button", { type: "button", className: "button small" }, name),
  );
  const bar = el("p", { className: "parts", hidden: true }, where, previous, next);
  area.after(bar);

  const text = () => before + area.value + after;

  /** Puts the part around `index` into the field. */
  function open(whole, index = 0) {
    if (whole.length <= 2 * PART) {
      [before, after] = ["", ""];
      area.value = whole;
    } else {
      const begin = boundary(whole, Math.min(Math.max(0, index - PART / 2), whole.length - PART));
      const end = boundary(whole, begin + PART);
      [before, after] = [whole.slice(0, begin), whole.slice(end)];
      area.value = whole.slice(begin, end);
    }
    show();
  }

  function show() {
    bar.hidden = before === "" && after === "";
    const [first, last] = [before.length, before.length + area.value.length].map((n) => n.toLocaleString("en"));
    const all = count(text().length, "character");
    where.textContent = `A long text: characters ${first} to ${last} of ${all} are shown.`;
    previous.disabled = before === "";
    next.disabled = after === "";
  }

  function turn(index) {
    open(text(), index);
    area.scrollTop = 0;
  }
  previous.addEventListener("click", () => turn(before.length - PART / 2));
  next.addEventListener("click", () => turn(before.length + area.value.length + PART / 2));

  area.addEventListener("input", () => {
    if (area.value.length > 2 * PART) {
      const caret = area.selectionEnd;
      const index = before.length + caret;
      open(text(), index);
      area.setSelectionRange(index - before.length, index - before.length);
    }
    if (!bar.hidden) show();
    onInput();
  });

  return {
    get value() {
      return text();
    },
    set value(whole) {
      open(whole);
    },
    /** Shows the place, with the caret there. */
    goTo(index) {
      if (index < before.length || index > before.length + area.value.length) open(text(), index);
      area.focus();
      area.setSelectionRange(index - before.length, index - before.length + 1);
    },
    /** Whether the selection is all of the text. */
    isAllSelected: () => bar.hidden && area.selectionStart === 0 && area.selectionEnd === area.value.length,
  };
}
