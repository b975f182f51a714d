import type { Form } from "./index.js";

/** Contents of {@link HeronPreviewElement}. */
export interface PreviewState {
  /** The text in the field. */
  payload: string;
  form: Form;
  /** The text that is signed; null without a payload, or if it has no such form. */
  message: string | null;
  /** The value of `Heron-Signature`; null without a message or a secret. */
  signature: string | null;
  /** Why there is no message, in words. */
  error: string | null;
}

/**
 * The custom element `<heron-preview>`, which importing this module defines: a payload that can be edited, the form of
 * it that is signed, and the signature. For dashboards and internal tools; it needs no framework. On a server, importing
 * it does nothing.
 *
 * - Attributes and properties: `payload`, a JSON text; `form`, `python` unless given. The `secret` is a property alone:
 *   an attribute would stand in the document.
 * - The event `heron-preview`, a `CustomEvent<PreviewState>`, follows each change by the user. It bubbles, also out of
 *   shadow roots.
 * - CSS variables: `--heron-ink`, `--heron-surface`, `--heron-line`, `--heron-accent`, `--heron-error`, `--heron-font`,
 *   `--heron-mono`, `--heron-gap`, `--heron-radius`. Parts: `payload`, `message`, `signature`.
 *
 * The page's policy has to allow WebAssembly: `script-src 'wasm-unsafe-eval'`. It may forbid inline styles.
 *
 * @example
 * import "heron-webhooks/preview";
 *
 * const preview = document.querySelector("heron-preview")!;
 * preview.payload = '{"topic": "pdf.parsed", "data": {}}';
 * preview.secret = "sec_test";
 * preview.addEventListener("heron-preview", ({ detail }) => console.log(detail.signature));
 */
export class HeronPreviewElement extends HTMLElement {
  payload: string;
  /** Any other value counts as `python`. */
  form: Form;
  /** Empty: nothing is signed. */
  secret: string;
  /** The current contents. */
  readonly state: PreviewState;
}

declare global {
  interface HTMLElementTagNameMap {
    "heron-preview": HeronPreviewElement;
  }
  interface HTMLElementEventMap {
    "heron-preview": CustomEvent<PreviewState>;
  }
}
