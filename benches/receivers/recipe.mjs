// What receivers on every runtime share: the recipe of Heron's documentation for Node, and a handler of events.
import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import { SECRET } from "../large.mjs";

/** The last event's topic: with it kept, no engine can leave the work out. */
export const handled = { last: undefined };
export const onEvent = (event) => void (handled.last = event.topic);

/** Whether a parsed event has this signature. */
export function isGenuine(event, signature) {
  const expected = createHmac("sha256", SECRET).update(JSON.stringify(event)).digest("base64");
  return expected.length === signature.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
}

/** No error is printed: that would be most of the time of a forged delivery. */
export const QUIET = { onError() {} };
