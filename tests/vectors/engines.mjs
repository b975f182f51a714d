// The two engines that the project's serialisers are held against: the JavaScript of this process, and CPython's
// `json` in a child process (cpython.py, which describes the frames).

import { fileURLToPath } from "node:url";

/** The program that answers for CPython. */
export const CPYTHON = fileURLToPath(new URL("cpython.py", import.meta.url));

const REFUSED = 0xffffffff;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * What this engine makes of a text.
 * @param {string | Uint8Array} input a decoded string, or bytes as received: UTF-8, one byte order mark dropped
 * @returns {string | null} the output, or null where the engine refuses the text
 */
export function javascript(input) {
  try {
    return JSON.stringify(JSON.parse(typeof input === "string" ? input : utf8.decode(input)));
  } catch (error) {
    if (error instanceof SyntaxError || error.code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      return null;
    }
    throw error;
  }
}

/**
 * The frame that asks CPython about texts.
 * @param {(string | Uint8Array)[]} inputs
 * @returns {Buffer}
 */
export function questionFrame(inputs) {
  let length = 4;
  for (const input of inputs) {
    length += 4 + (typeof input === "string" ? 3 * input.length : input.length);
  }
  const frame = Buffer.allocUnsafe(length);
  let at = 4;
  for (const input of inputs) {
    const isBytes = typeof input !== "string";
    let size;
    if (isBytes) {
      frame.set(input, at + 4);
      size = input.length;
    } else {
      size = frame.write(input, at + 4);
    }
    frame.writeUInt32LE(size * 2 + Number(isBytes), at);
    at += 4 + size;
  }
  frame.writeUInt32LE(at - 4, 0);
  return frame.subarray(0, at);
}

/**
 * CPython's answers in a frame, without the frame's own length.
 * @param {Buffer} frame
 * @returns {(string | null)[]} for each text the output, or null where CPython refuses it
 */
export function answersIn(frame) {
  const answers = [];
  let at = 0;
  while (at < frame.length) {
    const length = frame.readUInt32LE(at);
    at += 4;
    if (length === REFUSED) {
      answers.push(null);
    } else {
      answers.push(frame.toString("latin1", at, at + length));
      at += length;
    }
  }
  return answers;
}
