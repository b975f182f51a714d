// Bodies of any size, up to what a package can be asked to verify: the bytes as they are received, and their signature.
import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { largeEvent } from "./inputs.mjs";

export const SECRET = "sec_test_2hW9vQx7LrKf3Jd5";

/** Signed in the Python form. Nothing that is as large as the body is made besides it. */
export function largeBody(size) {
  const { wire, signed, count } = largeEvent(size);
  const hmac = createHmac("sha256", SECRET).update(signed.head);
  const repeated = Buffer.from(wire.comma + wire.chunk);
  const tail = Buffer.from(wire.tail);
  const first = wire.head + wire.chunk;
  const body = Buffer.alloc(first.length + (count - 1) * repeated.length + tail.length);
  body.write(first);
  for (let index = 0; index < count; index++) {
    hmac.update(index === 0 ? signed.chunk : signed.comma + signed.chunk);
    if (index > 0) repeated.copy(body, first.length + (index - 1) * repeated.length);
  }
  tail.copy(body, body.length - tail.length);
  return { body, signature: hmac.update(signed.tail).digest("base64") };
}
