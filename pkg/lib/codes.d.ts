/** The HTTP status to answer with, by the `code` of a `WebhookError`. */
export interface WebhookErrorStatus {
  /** There is no signature. */
  signature_missing: 400;
  /** The signature is not the padded base64 of 32 bytes. */
  signature_malformed: 400;
  /** No secret and no form gives the signature. */
  signature_mismatch: 401;
  /** The body is empty, `null` or `undefined`, and a well-formed signature does not match that. */
  body_missing: 400;
  /** The body has more than `maxBodyBytes`. */
  body_too_large: 413;
  /** The text is not JSON, at byte `offset`; from `unwrap`: although its signature is genuine. */
  invalid_json: 400;
  /** The signature is genuine, but the message has no `topic`. */
  invalid_event: 400;
  /**
   * The signature is genuine, but `created` is older than `tolerance`, more than 60 seconds ahead, or not a timestamp.
   */
  timestamp_out_of_tolerance: 400;
  /** The WebAssembly module failed, and was started again. */
  internal: 500;
}

/** The HTTP status of the answer, by the `code` of a `DeliveryError`. */
export interface DeliveryErrorStatus {
  /** From the request: the method is not POST. */
  method_not_allowed: 405;
  /** From the request: the body took longer than `readTimeout`. */
  body_timeout: 408;
  /** From the request: the connection closed before the body was complete. */
  body_incomplete: 400;
  /** From the request: the body arrived compressed, and does not verify. */
  unsupported_encoding: 415;
  /** From the request: the store knows that another worker is handling this delivery. */
  delivery_in_progress: 409;
  /** From this side: `onEvent` threw, rejected, or returned a `Response` that is not 2xx; see `cause`. */
  handler_failed: 500;
  /** From this side: `onEvent` has taken longer than `timeout`. It goes on; how it ends is still honoured. */
  handler_timeout: 504;
  /** From this side: a step of the store threw or rejected; see `cause`. */
  store_failed: 500;
  /** From this side: something had read or decoded the body before. The message names the remedy. */
  body_consumed: 500;
  /**
   * From this side: `parse`, `onError`, `onOutcome`, `waitUntil`, or an object of the framework threw; see `cause`.
   */
  internal: 500;
}
