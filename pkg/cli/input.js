// Where a command gets its payload and its secrets from, and the options for that.
import { isatty } from "node:tty";
import { FORMS } from "../lib/constants.js";
import { readFile, readStandardInput } from "./read.js";
import { askHidden, note } from "./terminal.js";
import { UsageError } from "./usage.js";

/** @typedef {import("./usage.js").Values<typeof secretOptions>} SecretValues */

export const secretOptions = /** @type {const} */ ({
  "secret-file": {
    type: "string",
    multiple: true,
    value: "FILE",
    help: "the secret is in this file; a byte order mark and the newline at its end do not count",
  },
  secret: {
    type: "string",
    multiple: true,
    value: "SECRET",
    help: "the secret itself, for tests: others on this machine can see it, and your shell remembers it",
  },
});

/** How a help text says where secrets come from. */
export const SECRETS =
  "The secret comes from --secret-file, else from the environment variable HERON_WEBHOOK_SECRET, else you are asked " +
  "for it.";

export const jsonOption = /** @type {const} */ ({ json: { type: "boolean", help: "prints JSON, for programs" } });

/**
 * The form that an option names.
 *
 * @param {string} name
 */
export function formOf(name) {
  const form = FORMS.find((known) => known === name);
  if (form !== undefined) return form;
  throw new UsageError(`--form is raw, python or javascript, not ${JSON.stringify(name)}`);
}

/**
 * The one file that a command takes.
 *
 * @param {string[]} positionals
 */
export function payloadFile(positionals) {
  if (positionals.length > 1) throw new UsageError("it takes one FILE, or none for standard input");
  return positionals[0];
}

/**
 * The bytes of a file, or of standard input.
 *
 * @param {string} [file]
 */
export async function readPayload(file) {
  const isStandardInput = file === undefined || file === "-";
  const isTyped = isStandardInput && isatty(0);
  if (isTyped) note("Paste the payload, then press Enter and Ctrl-D:");
  const bytes = isStandardInput ? await readStandardInput() : await readFile(file);
  const payload = isTyped ? typed(bytes) : bytes;
  if (payload.every((byte) => WHITE_SPACE.includes(byte))) {
    const what = payload.length === 0 ? "is empty" : "holds nothing but white space";
    const name = isStandardInput ? "standard input" : file;
    throw new UsageError(`${name} ${what}: it must hold the payload as it was received`);
  }
  return payload;
}

const WHITE_SPACE = Buffer.from(" \t\r\n");

/** The longest line that a terminal hands on: it drops the rest, and does not say so. */
const LONGEST_LINE =
  new Map([
    ["linux", 4095],
    ["darwin", 1023],
  ]).get(process.platform) ?? Infinity;

/**
 * The typed bytes without the line break that ended them.
 *
 * @param {Buffer} bytes
 */
function typed(bytes) {
  const lines = bytes.toString("latin1").split("\n");
  if (lines.some((line) => line.length >= LONGEST_LINE)) {
    throw new UsageError(`the terminal cuts a line off after ${LONGEST_LINE} bytes: save the payload in a file`);
  }
  return withoutNewline(bytes);
}

/**
 * One secret, to sign with.
 *
 * @param {SecretValues} values
 */
export async function readSecret(values) {
  const [secret, ...more] = await readSecrets(values);
  if (more.length > 0) throw new UsageError("it signs with one secret: give only one");
  return secret;
}

/**
 * The secrets, the current one first: text, or bytes if they come from a file.
 *
 * @param {SecretValues} values
 * @returns {Promise<(string | Buffer)[]>}
 */
export async function readSecrets({ "secret-file": files = [], secret: given = [] }) {
  if (files.length > 0 && given.length > 0) throw new UsageError("give either --secret-file or --secret");
  if (given.length > 0) {
    note("Warning: a secret among the arguments can be seen by others. Use --secret-file or HERON_WEBHOOK_SECRET.");
    return given.map((secret) => present(secret, "--secret"));
  }
  if (files.length > 0) return Promise.all(files.map(readSecretFile));
  const fromEnvironment = process.env.HERON_WEBHOOK_SECRET;
  if (fromEnvironment !== undefined) return [present(fromEnvironment, "HERON_WEBHOOK_SECRET")];
  return [present(await askHidden("Webhook secret (it is not shown): "), "the secret")];
}

/** @param {string} file */
async function readSecretFile(file) {
  return present(withoutNewline(withoutMark(await readFile(file))), file);
}

/**
 * @template {string | Buffer} T
 * @param {T} secret
 * @param {string} where
 */
function present(secret, where) {
  if (secret.length === 0) throw new UsageError(`${where} is empty`);
  // Node replaces bytes that are not UTF-8 by this character: it would be another secret.
  if (typeof secret === "string" && secret.includes("\ufffd")) {
    throw new UsageError(`${where} is not UTF-8: save the secret in a file, and use --secret-file`);
  }
  return secret;
}

const MARK = Buffer.from("\ufeff");

/**
 * Some editors, and PowerShell, begin a UTF-8 file with a byte order mark.
 *
 * @param {Buffer} bytes
 */
function withoutMark(bytes) {
  return bytes.subarray(0, MARK.length).equals(MARK) ? bytes.subarray(MARK.length) : bytes;
}

/**
 * Editors and `echo` end a file with a newline.
 *
 * @param {Buffer} bytes
 */
function withoutNewline(bytes) {
  const text = bytes.toString("latin1");
  return bytes.subarray(0, text.replace(/\r?\n$/, "").length);
}
