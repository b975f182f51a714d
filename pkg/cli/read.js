// Files and standard input, read to their end: they may be a pipe that has nothing yet, endless, or UTF-16.
import { closeSync, openSync, readSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { plural } from "./terminal.js";
import { UsageError } from "./usage.js";

/**
 * The bytes of a file.
 *
 * @param {string} file
 */
export async function readFile(file) {
  const name = file === "" ? 'the file ""' : file;
  const fd = system(name, () => openSync(file, "r"));
  try {
    return checked(await readToEnd(fd, name), name);
  } finally {
    closeSync(fd);
  }
}

export async function readStandardInput() {
  const name = "standard input";
  return checked(await readToEnd(0, name), name);
}

/** Zero bytes tell UTF-16: beside the first character after a byte order mark, or beside each of the first four. */
const UTF_16 = /^(?:\xff\xfe[^\0]\0|\xfe\xff\0[^\0]|(?:[^\0]\0){4}|(?:\0[^\0]){4})/;

/**
 * @param {Buffer} bytes
 * @param {string} name
 */
function checked(bytes, name) {
  if (!UTF_16.test(bytes.toString("latin1", 0, 8))) return bytes;
  throw new UsageError(`${name} is UTF-16, as PowerShell's > writes it: save it as UTF-8`);
}

/** In bytes: far more than any webhook. Devices such as /dev/zero have no end. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Not `readFileSync`, which has no limit, and fails if a pipe has nothing yet.
 *
 * @param {number} fd
 * @param {string} name
 */
async function readToEnd(fd, name) {
  let bytes = Buffer.alloc(65_536);
  let length = 0;
  for (;;) {
    const count = system(name, () => readSome(fd, bytes.subarray(length)));
    if (count === 0) return bytes.subarray(0, length);
    if (count === undefined) {
      await setTimeout(POLL_MS);
      continue;
    }
    length += count;
    if (length > MOST_BYTES) throw new UsageError(`${name} has more than ${plural(MOST_BYTES, "byte")}`);
    if (length === bytes.length) bytes = Buffer.concat([bytes], 2 * length);
  }
}

/** How often a pipe that never blocks is looked at. */
const POLL_MS = 20;

/**
 * How many bytes were read: none at the end, `undefined` if there are none yet.
 *
 * @param {number} fd
 * @param {Buffer} bytes
 */
function readSome(fd, bytes) {
  try {
    return readSync(fd, bytes);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === "EAGAIN") return undefined;
    if (code === "EOF") return 0; // how Windows ends a pipe
    throw error;
  }
}

/** @type {{ [code: string]: string }} */
const REASONS = { ENOENT: "there is no such file", EISDIR: "it is a folder", EACCES: "it may not be read" };

/**
 * A call of the system whose failure the user can put right.
 *
 * @template T
 * @param {string} name
 * @param {() => T} call
 */
function system(name, call) {
  try {
    return call();
  } catch (error) {
    const { code = "" } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new UsageError(`cannot read ${name}: ${REASONS[code] ?? code}`);
  }
}
