// The two engines that the project's serialisers are held against: the JavaScript of this process, and CPython's
// `json` in a child process (cpython.py, which describes the frames).

import { fileURLToPath } from "node:url";

export { javascript } from "./answer.mjs";

/** The program that answers for CPython. */
export const CPYTHON = fileURLToPath(new URL("cpython.py", import.meta.url));

const REFUSED = 0xffffffff;

/**
 * The frame that asks an engine about texts.
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
 * An engine's answers in a frame, without the frame's own length.
 * @param {Buffer} frame
 * @returns {(string | null)[]} for each text the output, or null where the engine refuses it
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
      answers.push(frame.toString("utf8", at, at + length));
      at += length;
    }
  }
  return answers;
}

/**
 * The frame that asks an engine to print doubles, as one JSON array.
 * @param {Float64Array} doubles
 * @returns {Buffer}
 */
export function doublesFrame(doubles) {
  const header = Buffer.alloc(4);
  header.writeUInt32LE(0x80000000 + doubles.byteLength);
  return Buffer.concat([header, new Uint8Array(doubles.buffer, doubles.byteOffset, doubles.byteLength)]);
}
