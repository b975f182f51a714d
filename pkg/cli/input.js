// Where a command gets its payload and its secrets from, and the options for that.
import { readFileSync } from "node:fs";
import { isatty } from "node:tty";
import { askHidden, note } from "./terminal.js";
import { UsageError } from "./usage.js";

export const secretOptions = {
  "secret-file": {
    type: "string",
    multiple: true,
    value: "FILE",
    help: "the secret is in this file; a newline at its end does not count",
  },
  secret: {
    type: "string",
    multiple: true,
    value: "SECRET",
    help: "the secret itself, for tests: others on this machine can see it, and your shell remembers it",
  },
};

/** How a help text says where secrets come from. */
export const SECRETS =
  "The secret comes from --secret-file, else from the environment variable HERON_WEBHOOK_SECRET, else you are asked for it.";

export const jsonOption = { json: { type: "boolean", help: "prints JSON, for programs" } };

/** The names of the forms, as the values of an option. */
export function checkForms(forms) {
  for (const form of forms) {
    if (!["raw", "python", "javascript"].includes(form)) {
      throw new UsageError(`--form is raw, python or javascript, not ${JSON.stringify(form)}`);
    }
  }
}

/** The one file that a command takes. */
export function payloadFile(positionals) {
  if (positionals.length > 1) throw new UsageError("it takes one FILE, or none for standard input");
  return positionals[0];
}

/** The bytes of a file, or of standard input. */
export function readPayload(file) {
  if (file !== undefined && file !== "-") return readBytes(file);
  // `process.stdin` would open it for reading without waiting: what is not yet typed would be an error.
  if (isatty(0)) note("Paste the payload, then press Enter and Ctrl-D:");
  return readBytes(0, "standard input");
}

/** One secret, to sign with. */
export async function readSecret(values) {
  const [secret, ...more] = await readSecrets(values);
  if (more.length > 0) throw new UsageError("it signs with one secret: give only one");
  return secret;
}

/** The secrets, the current one first: text, or bytes if they come from a file. */
export async function readSecrets({ "secret-file": files = [], secret: given = [] }) {
  if (files.length > 0 && given.length > 0) throw new UsageError("give either --secret-file or --secret");
  if (given.length > 0) {
    note("Warning: a secret among the arguments can be seen by others. Use --secret-file or HERON_WEBHOOK_SECRET.");
    return given.map((secret) => present(secret, "--secret"));
  }
  if (files.length > 0) return files.map((file) => present(withoutNewline(readBytes(file)), file));
  const fromEnvironment = process.env.HERON_WEBHOOK_SECRET;
  if (fromEnvironment !== undefined) return [present(fromEnvironment, "HERON_WEBHOOK_SECRET")];
  return [present(await askHidden("Webhook secret (it is not shown): "), "the secret")];
}

function present(secret, where) {
  if (secret.length === 0) throw new UsageError(`${where} is empty`);
  return secret;
}

/** Editors and `echo` end a file with a newline. */
function withoutNewline(bytes) {
  const text = bytes.toString("latin1");
  return bytes.subarray(0, text.length - text.match(/(?:\r?\n)?$/)[0].length);
}

function readBytes(file, name = file) {
  try {
    return readFileSync(file);
  } catch (error) {
    const reasons = { ENOENT: "there is no such file", EISDIR: "it is a folder", EACCES: "it may not be read" };
    throw new UsageError(`cannot read ${name}: ${reasons[error.code] ?? error.code}`);
  }
}
