// The one class of errors, and the checks of arguments.

const STATUS = {
  signature_missing: 400,
  signature_malformed: 400,
  signature_mismatch: 401,
  body_too_large: 413,
  invalid_json: 400,
  invalid_event: 400,
  internal: 500,
};

export class WebhookError extends Error {
  constructor(code, message, offset) {
    super(message);
    this.code = code;
    this.status = STATUS[code];
    if (offset !== undefined) this.offset = offset;
  }
}
Object.defineProperty(WebhookError.prototype, "name", { value: "WebhookError", configurable: true, writable: true });

/** A wrong argument: its name, what it has to be, and the type of what it is, never its value. */
export function wrong(argument, wanted, value) {
  const type = value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
  return new TypeError(`${argument} must be ${wanted}, not ${type}`);
}
