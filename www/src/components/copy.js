// Copy buttons: they copy the whole text, also if only part of it is shown.
import { announce } from "./dom.js";

/** `text` is called when the button is pressed. */
export function copyButton(button, text) {
  const label = button.querySelector(".label");
  const [caption, what] = [label.textContent, button.getAttribute("aria-label") ?? ""];
  let timer;
  button.addEventListener("click", async () => {
    const isCopied = await copy(text());
    label.textContent = isCopied ? "Copied" : "Failed";
    button.classList.toggle("is-done", isCopied);
    announce(isCopied ? `Copied${what.replace(/^Copy/, "")}.` : "Your browser did not allow copying.");
    clearTimeout(timer);
    timer = setTimeout(() => {
      label.textContent = caption;
      button.classList.remove("is-done");
    }, 2000);
  });
}

/** Resolves to whether it was copied. Without HTTPS, browsers allow only `execCommand`. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedFromField(text);
  }
}

function copiedFromField(text) {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "offscreen";
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return isCopied;
}
