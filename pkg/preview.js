// The custom element <heron-preview>: a payload, the form of it that is signed, and the signature. It knows no framework.
import { sign, stringify } from "./index.js";

/** @import { HeronPreviewElement as Public, PreviewState } from "./preview.js" */

const FORMS = /** @type {const} */ (["python", "javascript", "raw"]);

const STYLE = `
:host { display: block; color: var(--heron-ink, CanvasText); font: var(--heron-font, 0.875rem/1.5 system-ui, sans-serif); }
:host([hidden]) { display: none; }
div { display: grid; gap: var(--heron-gap, 0.75rem); }
fieldset { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; padding: 0; border: 0; }
fieldset label { display: flex; gap: 0.375rem; align-items: center; min-height: 2rem; }
input { accent-color: var(--heron-accent, AccentColor); }
label > span, p { display: block; margin: 0; font-weight: 600; }
textarea, pre, output { margin: 0; box-sizing: border-box; display: block; width: 100%; padding: 0.5rem 0.75rem;
  border: 1px solid var(--heron-line, color-mix(in srgb, currentColor 55%, transparent)); border-radius: var(--heron-radius, 6px);
  background: var(--heron-surface, Canvas); color: inherit; font: var(--heron-mono, 0.8125rem/1.6 ui-monospace, monospace); }
textarea { min-height: 9rem; resize: vertical; }
textarea[aria-invalid="true"] { border-color: var(--heron-error, #b3261e); }
pre, output { min-height: 2.25rem; max-height: 12rem; overflow: auto; overflow-wrap: anywhere; white-space: pre-wrap; }
`;

/**
 * No HTML as text: a page may forbid it, by Trusted Types.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function fields() {
  const choices = Object.entries({ python: "Python", javascript: "JavaScript", raw: "Raw" }).map(([value, name]) =>
    el("label", {}, el("input", { type: "radio", name: "form", value }), name),
  );
  const typing = { spellcheck: "false", autocomplete: "off", autocapitalize: "none" };
  return el(
    "div",
    {},
    el("label", {}, el("span", {}, "Payload"), el("textarea", { part: "payload", ...typing })),
    el("fieldset", { "aria-label": "Form that is signed" }, ...choices),
    el("p", { id: "message" }, "Signed message"),
    el("pre", { part: "message", tabindex: "0", role: "region", "aria-labelledby": "message" }),
    el("p", { id: "signature" }, "Heron-Signature"),
    el("output", { part: "signature", "aria-labelledby": "signature", "aria-live": "off" }),
  );
}

/** Elements exist in browsers alone; importing this on a server has to do no harm. */
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? Object);

/** @implements {Public} */
export class HeronPreviewElement extends Base {
  static observedAttributes = ["payload", "form"];

  #payload = "";
  /** @type {Public["form"]} */
  #form = "python";
  #secret = "";
  /** @type {PreviewState} */
  #state = { payload: "", form: "python", message: null, signature: null, error: null };
  /** @type {ShadowRoot} */
  #root;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: "open", delegatesFocus: true });
    // A constructed style sheet is allowed by every Content Security Policy.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(fields());
    this.#root.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLTextAreaElement) this.#payload = target.value;
      if (target instanceof HTMLInputElement) this.#form = asForm(target.value);
      this.#update();
      // Like the events of the browser's own fields: for what the user did, not for what a program set.
      this.dispatchEvent(new CustomEvent("heron-preview", { detail: this.#state, bubbles: true, composed: true }));
    });
  }

  /** Frameworks set properties before the element is defined: they come through the setters now. */
  connectedCallback() {
    for (const name of /** @type {const} */ (["payload", "form", "secret"])) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete (/** @type {Partial<Public>} */ (this)[name]);
      /** @type {Record<string, string>} */ (/** @type {unknown} */ (this))[name] = value;
    }
    this.#update();
  }

  /** @param {string} name @param {string | null} _old @param {string | null} value */
  attributeChangedCallback(name, _old, value) {
    if (name === "payload") this.payload = value ?? "";
    else this.form = asForm(value);
  }

  get payload() {
    return this.#payload;
  }

  set payload(value) {
    this.#payload = String(value ?? "");
    this.#update();
  }

  get form() {
    return this.#form;
  }

  set form(value) {
    this.#form = asForm(value);
    this.#update();
  }

  get secret() {
    return this.#secret;
  }

  set secret(value) {
    this.#secret = String(value ?? "");
    this.#update();
  }

  get state() {
    return this.#state;
  }

  #update() {
    if (!this.isConnected) return;
    this.#state = signed(this.#payload, this.#form, this.#secret);
    const { message, signature, error } = this.#state;
    const area = /** @type {HTMLTextAreaElement} */ (this.#root.querySelector("textarea"));
    // The same value again would move the caret.
    if (area.value !== this.#payload) area.value = this.#payload;
    area.setAttribute("aria-invalid", String(error !== null));
    for (const input of this.#root.querySelectorAll("input")) input.checked = input.value === this.#form;
    for (const [part, text] of [
      ["pre", message ?? error ?? ""],
      ["output", signature ?? ""],
    ]) {
      /** @type {Element} */ (this.#root.querySelector(part)).textContent = text;
    }
  }
}

/** @param {unknown} value */
function asForm(value) {
  return FORMS.find((form) => form === value) ?? "python";
}

/** @param {string} payload @param {Public["form"]} form @param {string} secret @returns {PreviewState} */
function signed(payload, form, secret) {
  const state = { payload, form, message: null, signature: null, error: null };
  if (payload === "") return state;
  try {
    const message = form === "raw" ? payload : stringify(payload, { form });
    return { ...state, message, signature: secret === "" ? null : sign(secret, message) };
  } catch (error) {
    return { ...state, error: error instanceof Error ? error.message : String(error) };
  }
}

if (globalThis.customElements && !customElements.get("heron-preview"))
  customElements.define("heron-preview", HeronPreviewElement);
