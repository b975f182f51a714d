// Output to a terminal and input from one.
import { openSync } from "node:fs";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { ReadStream } from "node:tty";
import { styleText } from "node:util";
import { UsageError } from "./usage.js";

/** @param {NodeJS.WriteStream} stream */
const isTerminal = (stream) => stream.isTTY === true && process.env.TERM !== "dumb";
/** @param {NodeJS.WriteStream} stream */
const hasColour = (stream) => isTerminal(stream) && !process.env.NO_COLOR;

/**
 * @param {"bold" | "green" | "red"} format
 * @param {string} text
 * @param {NodeJS.WriteStream} [stream]
 */
export function style(format, text, stream = process.stdout) {
  return hasColour(stream) ? styleText(format, text) : text;
}

/** @param {string} text */
export function print(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * A line for programs. Characters that control a terminal are escaped; the JSON value stays the same.
 *
 * @param {unknown} value
 */
export function printJson(value) {
  const json = JSON.stringify(value).replace(CONTROLS, (character) => {
    return character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join("");
  });
  print(json);
}

/**
 * Beside the output: hints, progress and errors, which a program that reads the output does not want.
 *
 * @param {string} text
 */
export function note(text) {
  process.stderr.write(`${text.split("\n").map(printable).join("\n")}\n`);
}

/** Characters that control a terminal, are invisible, or change the direction of the text beside them. */
const CONTROLS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Text from elsewhere, such as an answer, with everything that would control the terminal made visible.
 *
 * @param {string} text
 */
export function printable(text) {
  return text.replace(CONTROLS, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/**
 * @param {number} count
 * @param {string} noun
 */
export function plural(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/**
 * Waits, with a line that counts down on a terminal.
 *
 * @param {number} seconds
 * @param {string} what
 */
export async function countDown(seconds, what) {
  const end = Date.now() + seconds * 1000;
  if (!isTerminal(process.stderr)) note(`${what} in ${seconds} s`);
  for (;;) {
    const left = end - Date.now();
    if (left <= 0) break;
    if (isTerminal(process.stderr)) process.stderr.write(`\r\x1b[K${what} in ${clock(Math.ceil(left / 1000))}`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(left, 1000)));
  }
  if (isTerminal(process.stderr)) process.stderr.write("\r\x1b[K");
}

/** @param {number} seconds */
function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * Asks for a line that is not shown: of the terminal itself, as the payload may come by standard input.
 *
 * @param {string} question
 * @returns {Promise<string>}
 */
export function askHidden(question) {
  const input = openTerminal();
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output, terminal: true, historySize: 0 });
  process.stderr.write(question);
  return new Promise((resolve, reject) => {
    lines.once("line", (line) => {
      resolve(line);
      lines.close();
    });
    lines.once("close", () => {
      process.stderr.write("\n");
      input.destroy();
      reject(new UsageError("no secret was entered"));
    });
  });
}

function openTerminal() {
  try {
    return process.platform === "win32" && process.stdin.isTTY
      ? process.stdin
      : new ReadStream(openSync("/dev/tty", "r"));
  } catch {
    throw new UsageError("there is no secret: give --secret-file FILE, or set HERON_WEBHOOK_SECRET");
  }
}
