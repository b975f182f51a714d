// A pasted request, as people have it: a curl command, HTTP, HAR, a platform's event. Its parts go to their fields.
import { announce, el } from "../components/dom.js";
import { queue } from "../components/queue.js";

const NAMES = { body: "The body", signature: "The signature", secret: "The secret" };

/**
 * Reads what is pasted over all of a field; `onFound` gets the parts. `isExample`: whether the field holds an example's
 * text, all of which a paste replaces.
 */
export function pasteReader(field, isExample, onFound) {
  const reading = queue();
  let edits = 0;
  field.addEventListener("input", () => (edits += 1));
  // Before other listeners, which may replace the text themselves.
  field.addEventListener(
    "paste",
    ({ clipboardData }) => {
      if (isExample()) field.select();
      if (field.selectionStart > 0 || field.selectionEnd < field.value.length) return;
      const text = clipboardData.getData("text/plain");
      if (text === "" || !text.isWellFormed()) return;
      reading.cancel();
      // The paste itself is an edit.
      setTimeout(() => {
        const pasted = edits;
        reading.ask(
          "parsed",
          text,
          (found) => found && edits === pasted && onFound(found),
          () => {},
        );
      });
    },
    true,
  );
}

/** Says what was taken from where, in a list, with a button that undoes it; empties the list if there is nothing. */
export function takenNotes(list, parts, notes, onUndo) {
  const lines = parts.filter(({ what }) => what !== "url").map(({ what, from }) => `${NAMES[what]}: from ${from}.`);
  list.replaceChildren(...[...lines, ...notes].map((line) => el("li", {}, line)));
  if (lines.length === 0) return;
  const undo = el("button", { type: "button", className: "button small" }, "Undo: keep what was pasted");
  undo.addEventListener("click", onUndo);
  list.append(el("li", {}, undo));
  announce([...lines, ...notes].join(" "));
}
