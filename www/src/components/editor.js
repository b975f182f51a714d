// A text field for texts of any size. It holds a long text one part at a time, because typing into a megabyte takes
// browsers a quarter of a second per letter. Selecting the whole part selects the whole text.
import { boundary } from "./code.js";
import { $, count, el, isPaste } from "./dom.js";

/** In UTF-16 units. A text of up to twice as much is not cut. */
const PART = 50_000;

/**
 * `area`: the textarea; a button `clear-` and its id empties it. `onInput` is called after each change by the user, with
 * whether it was pasted, not typed.
 * The text has LF line ends, as a textarea has.
 */
export function editor(area, onInput) {
  let [before, after] = ["", ""];
  /** Of the edit under way: the part before it, whether all of it is replaced, and where the edit begins. */
  let edit = null;
  /** The long text that an edit replaced: the browser's history of edits knows its part alone. */
  let replaced = null;
  const where = el("span");
  const [previous, next] = ["Previous part", "Next part"].map((name) =>
    el("button", { type: "button", className: "button small" }, name),
  );
  const bar = el("p", { className: "parts", hidden: true }, where, previous, next);
  area.after(bar);

  const text = () => before + area.value + after;
  const isCut = () => before !== "" || after !== "";
  const isAllSelected = () => area.selectionStart === 0 && area.selectionEnd === area.value.length;

  /** Puts the part around `index` into the field. A new value ends the browser's history of edits. */
  function open(whole, index = 0) {
    replaced = null;
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
    bar.hidden = !isCut();
    const all = count(text().length, "character");
    const [first, last] = [before.length, before.length + area.value.length].map((n) => n.toLocaleString("en"));
    const isSelected = area.value !== "" && isAllSelected();
    where.textContent = isSelected
      ? `All ${all} are selected, including those not shown.`
      : `A long text: characters ${first} to ${last} of ${all} are shown.`;
    previous.disabled = before === "";
    next.disabled = after === "";
  }

  function turn(index) {
    open(text(), index);
    area.setSelectionRange(0, 0);
    area.scrollTop = 0;
  }
  previous.addEventListener("click", () => turn(before.length - PART / 2));
  next.addEventListener("click", () => turn(before.length + area.value.length + PART / 2));

  function begin() {
    edit = { part: area.value, isAll: isAllSelected(), start: area.selectionStart };
  }
  area.addEventListener("beforeinput", begin);

  area.addEventListener("input", (event) => {
    const { inputType = "", isComposing } = event;
    const { part, isAll, start } = edit ?? {};
    edit = null;
    if (inputType === "historyUndo") undo(part);
    else if (inputType === "historyRedo") redo();
    else if (isAll && isCut()) replaceAll(part);
    // A new value would end the composition of a character.
    if (!isComposing) refill(inputType === "insertFromPaste" ? start : undefined, isAll);
    show();
    onInput(isPaste(event));
  });
  area.addEventListener("compositionend", () => refill());

  function replaceAll(part) {
    replaced = { part, before, after };
    [before, after] = ["", ""];
  }

  /** With the part comes what was hidden; `by` is the text that goes, and that Redo would bring back. */
  function undo(by) {
    if (isCut() || area.value !== replaced?.part) return;
    ({ before, after } = replaced);
    replaced.by = by;
  }

  function redo() {
    if (isCut() && area.value === replaced?.by) [before, after] = ["", ""];
  }

  /** Neither too much in the field, nor so little that hidden text would look deleted; a paste from its beginning. */
  function refill(pasted, isAll) {
    const { length } = area.value;
    const index = before.length + (pasted ?? area.selectionEnd);
    if (length > 2 * PART || (isCut() && length < PART / 2)) {
      open(text(), index);
      area.setSelectionRange(index - before.length, index - before.length);
    }
    // The browser scrolls to the caret once this is done.
    if (pasted !== undefined && isAll) requestAnimationFrame(() => (area.scrollTop = 0));
  }

  for (const type of ["copy", "cut"]) {
    area.addEventListener(type, (event) => {
      if (!isCut() || !isAllSelected()) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", text());
      if (type === "cut") clear();
    });
  }

  /** As the user's own edit, so that Undo brings the text back. */
  function clear() {
    area.focus();
    area.select();
    begin();
    document.execCommand("delete");
    edit = null;
  }
  $(`clear-${area.id}`).addEventListener("click", clear);
  document.addEventListener("selectionchange", () => !bar.hidden && show());

  return {
    get value() {
      return text();
    },
    set value(whole) {
      open(whole.replace(/\r\n?/g, "\n"));
    },
    /** Shows the place, with the caret there. */
    goTo(index) {
      if (index < before.length || index > before.length + area.value.length) open(text(), index);
      area.focus();
      area.setSelectionRange(index - before.length, index - before.length + 1);
    },
    isAllSelected,
  };
}
