// Masked fields for secrets, with a button that reveals them; their values are neither stored nor linked.
import { announce, el, icon } from "./dom.js";

/** Wires the reveal button beside a masked field. */
export function revealable(input, button) {
  button.addEventListener("click", () => {
    const isShown = button.getAttribute("aria-pressed") !== "true";
    input.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", String(isShown));
  });
}

/** The secret that the page opens with. */
const DEMONSTRATION = "sec_test";

/** The secrets: the current one, and earlier ones while one rotates. `onInput` is called after each change. */
export function secrets({ first, list, add, test }, onInput) {
  const input = first.querySelector("input");
  let isDemonstration = false;
  const fields = [
    field(first, () => {
      isDemonstration = false;
      onInput();
    }),
  ];
  demonstrate();
  // The user's own secret takes its place, and does not follow it.
  input.addEventListener("focus", () => isDemonstration && input.select());

  function demonstrate() {
    isDemonstration = true;
    fields[0].value = DEMONSTRATION;
    first.querySelector(".field-note").textContent =
      `${DEMONSTRATION}, a demonstration: enter your webhook’s own secret.`;
  }

  test.addEventListener("click", () => {
    isDemonstration = false;
    fields[0].value = DEMONSTRATION;
    onInput();
    announce("The secret is now sec_test.");
  });
  add.addEventListener("click", () => {
    const row = first.cloneNode(true);
    const [input, label] = [row.querySelector("input"), row.querySelector("label")];
    row.removeAttribute("id");
    input.id = `secret-${Date.now()}`;
    label.htmlFor = input.id;
    label.textContent = "Another secret";
    Object.assign(input, { value: "", type: "password" });
    const remove = el("button", { type: "button", className: "button icon-only", title: "Remove" }, icon("close"));
    remove.setAttribute("aria-label", "Remove this secret");
    row.querySelector(".field-row").append(remove);
    row.querySelector(".reveal").setAttribute("aria-pressed", "false");
    const added = field(row, onInput);
    fields.push(added);
    list.append(row);
    input.focus();
    remove.addEventListener("click", () => {
      fields.splice(fields.indexOf(added), 1);
      row.remove();
      add.focus();
      onInput();
    });
  });

  return {
    demonstrate,
    /** Empties the field if it still holds the secret that the page opened with. */
    endDemonstration() {
      if (isDemonstration) fields[0].value = "";
      isDemonstration = false;
    },
    /** The secret to sign with, or an empty string. */
    get current() {
      return fields[0].value;
    },
    set current(value) {
      isDemonstration = false;
      fields[0].value = value;
    },
    /** All non-empty secrets. */
    get all() {
      return fields.map(({ value }) => value).filter((value) => value !== "");
    },
  };
}

/** An input drops pasted line breaks. They may be why a signature differs, so they are kept until it is edited. */
function field(row, onInput) {
  const [input, note] = [row.querySelector("input"), row.querySelector(".field-note")];
  let exact = null;
  revealable(input, row.querySelector(".reveal"));

  function set(value) {
    exact = /[\r\n]/.test(value) ? value : null;
    input.value = value;
    note.textContent =
      exact === null ? "" : "The pasted secret has a line break. It is kept, until you edit the secret.";
  }
  input.addEventListener("input", () => {
    set(input.value);
    onInput();
  });
  input.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    const isWhole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    if (!isWhole || !/[\r\n]/.test(text)) return;
    event.preventDefault();
    set(text);
    announce(note.textContent);
    onInput();
  });
  return {
    get value() {
      return exact ?? input.value;
    },
    set value(value) {
      set(value);
    },
  };
}
