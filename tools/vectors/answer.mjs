// The answers of a JavaScript engine for texts and doubles: the part of the differential test that runs inside the
// engine, in Node, Bun, Deno and browsers alike. It speaks in the frames that cpython.py describes.

const DOUBLES = 0x80000000;
const REFUSED = 0xffffffff;
const BOM = [0xef, 0xbb, 0xbf];
/** Byte order marks are dropped by hand: Firefox 153's decoder lets one through after it has refused a text. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * This engine's answer for a text.
 * @param {string | Uint8Array} input a decoded string, or bytes as received: UTF-8, one byte order mark dropped
 * @returns {string | null} the output, or null where the engine refuses the text
 */
export function javascript(input) {
  try {
    return JSON.stringify(JSON.parse(typeof input === "string" ? input : decode(input)));
  } catch (error) {
    // A TypeError is the decoder's. Anything else, as a RangeError, is our mistake.
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}

const decode = (bytes) => utf8.decode(bytes.subarray(BOM.every((byte, at) => bytes[at] === byte) ? 3 : 0));

/** A frame of these bytes. */
export function framed(parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const frame = new Uint8Array(4 + length);
  new DataView(frame.buffer).setUint32(0, length, true);
  let at = 4;
  for (const part of parts) {
    frame.set(part, at);
    at += part.length;
  }
  return frame;
}

function* answers(frame, view) {
  for (let at = 4; at < frame.length; ) {
    const header = view.getUint32(at, true);
    const end = at + 4 + (header >>> 1);
    const text = frame.subarray(at + 4, end);
    at = end;
    const printed = javascript(header & 1 ? text : utf8.decode(text));
    const length = new Uint8Array(4);
    const output = printed === null ? new Uint8Array() : encoder.encode(printed);
    new DataView(length.buffer).setUint32(0, printed === null ? REFUSED : output.length, true);
    yield length;
    yield output;
  }
}

/** The frame that answers a frame. */
export function answer(frame) {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) >= DOUBLES) {
    const doubles = new Float64Array(new Uint8Array(frame.subarray(4)).buffer); // aligned
    return framed([encoder.encode(JSON.stringify(Array.from(doubles)))]);
  }
  return framed([...answers(frame, view)]);
}

/** The frame that such a program begins with: what it is. */
export const hello = (version) => framed([encoder.encode(version)]);
