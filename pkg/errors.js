// The one class of errors, the words for a wrong argument, and what counts as an option.

const STATUS = {
  signature_missing: 400,
  signature_malformed: 400,
  signature_mismatch: 401,
  body_missing: 400,
  body_too_large: 413,
  invalid_json: 400,
  invalid_event: 400,
  timestamp_out_of_tolerance: 400,
  internal: 500,
};

export class WebhookError extends Error {
  constructor(code, message, details) {
    const { offset, cause } = own(details);
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = STATUS[code];
    if (offset !== undefined) this.offset = offset;
  }
}
Object.defineProperty(WebhookError.prototype, "name", {
  __proto__: null,
  value: "WebhookError",
  configurable: true,
  writable: true,
});

/**
 * What an object has itself. What other code of the process was led to put on `Object.prototype`, by what it received, is
 * no option.
 */
export function own(object) {
  return { __proto__: null, ...object };
}

const NO_OPTIONS = Object.freeze(own());

/** Options as they were given, read once. */
export function ownOptions(options) {
  if (options === undefined) return NO_OPTIONS;
  if (options === null || typeof options !== "object") throw wrong("options", "an object", options);
  return own(options);
}

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
