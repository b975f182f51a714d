// Why a signature does not match: for people at a desk.
import { secretBytes, textOrBytes } from "./bytes.js";
import { wrong } from "./errors.js";
import * as instance from "./instance.js";

const { parse } = JSON;

/** As large as any body that can be received. */
const LARGEST_BODY = 512 * 1024 * 1024;

const encoder = new TextEncoder();

export function explain(secrets, body, signature) {
  const header = signature ?? "";
  if (typeof header !== "string") throw wrong("signature", "the one value of the Heron-Signature header", signature);
  const list = Array.from(Array.isArray(secrets) ? secrets : [secrets], (secret) => secretBytes(secret));
  const packed = pack(list, encoder.encode(header));
  const written = instance.write(textOrBytes(body), LARGEST_BODY);
  try {
    instance.explain(packed, list.length, written);
    return parse(instance.text());
  } finally {
    packed.fill(0);
    instance.release(written);
  }
}

/** The secrets, each behind its length in 4 bytes, and the header; the copies of the secrets are wiped. */
function pack(secrets, header) {
  const packed = new Uint8Array(secrets.reduce((length, secret) => length + 4 + secret.length, header.length));
  const view = new DataView(packed.buffer);
  let at = 0;
  for (const secret of secrets) {
    view.setUint32(at, secret.length, true);
    packed.set(secret, at + 4);
    at += 4 + secret.length;
    secret.fill(0);
  }
  packed.set(header, at);
  return packed;
}
