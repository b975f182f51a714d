// The one class of errors, and the words for a wrong argument.

const STATUS = {
  signature_missing: 400,
  signature_malformed: 400,
  signature_mismatch: 401,
  body_too_large: 413,
  invalid_json: 400,
  invalid_event: 400,
  timestamp_out_of_tolerance: 400,
  internal: 500,
};

export class WebhookError extends Error {
  constructor(code, message, { offset, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = STATUS[code];
    if (offset !== undefined) this.offset = offset;
  }
}
Object.defineProperty(WebhookError.prototype, "name", { value: "WebhookError", configurable: true, writable: true });

/** A wrong argument: its name, what it has to be, and what kind of thing it is, never its value. */
export function wrong(argument, wanted, value, remedy) {
  return new TypeError(`${argument} must be ${wanted}, not ${kind(value)}${remedy === undefined ? "" : `: ${remedy}`}`);
}

/** `null`, `number`, `an Array`, `a Promise`. */
export function kind(value) {
  if (value === null || typeof value !== "object") return String(value === null ? value : typeof value);
  const name = tag(value);
  return `${/^[AEIO]/.test(name) ? "an" : "a"} ${name}`;
}

/** What `Object.prototype.toString` calls an object, whichever realm it is from. */
export function tag(value) {
  return Object.prototype.toString.call(value).slice(8, -1);
}
