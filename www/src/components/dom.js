// Small helpers for the document.

export const $ = (id) => document.getElementById(id);

/** An element with properties, `data` and `aria` attributes among them, and children. */
export function el(tag, { data = {}, aria = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  Object.assign(element.dataset, data);
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** An icon of the sprite in index.html. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** A section with a heading. */
export function card(title, ...content) {
  return el("section", { className: "card" }, el("h3", {}, title), ...content);
}

/** Announces a text to screen readers, once the user pauses typing. */
export const announce = debounced((text) => ($("announcement").textContent = text), 600);

export function debounced(task, milliseconds) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(task, milliseconds, ...values);
  };
}

/** Whether an input event puts in a whole text, as pasting does, in contrast to typing, deleting and undoing. */
export function isPaste({ inputType = "" }) {
  return !/^(insert(Text|Composition|Line)|delete|history)/.test(inputType);
}

/** A sentence of the library's, in which code stands between backquotes. */
export function prose(text) {
  return text.split("`").map((part, index) => (index % 2 === 0 ? part : el("code", {}, part)));
}

/** `1,234 bytes`. */
export function count(number, word) {
  return `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
}

/** A note below a field, and whether the field is wrong. `state`: "error" or "warning". */
export function note(element, field, text, state = "error") {
  element.textContent = text;
  if (text === "") delete element.dataset.state;
  else element.dataset.state = state;
  field.setAttribute("aria-invalid", String(text !== "" && state === "error"));
}

/** The value of a group of radio buttons. */
export function choice(name) {
  const buttons = [...document.getElementsByName(name)];
  return {
    get value() {
      return buttons.find(({ checked }) => checked)?.value;
    },
    set value(value) {
      for (const button of buttons) button.checked = button.value === value;
    },
    onChange(task) {
      for (const button of buttons) button.addEventListener("change", task);
    },
  };
}
