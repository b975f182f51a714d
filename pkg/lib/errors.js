// The one class of errors, and the HTTP status of each code.
import { own } from "./arguments.js";

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
