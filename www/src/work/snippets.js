// Programs that send the message to a receiver. They hold its text exactly, in the quoting of each language, and never
// the secret: Python and Node read that from the environment.

/** What an argument of a command may hold on Linux is 128 KiB; what a shell's own `printf` takes is not limited. */
const LONGEST_ARGUMENT = 100_000;

export const snippets = { curl, python, node };

function curl({ url, signature, message, bytes }) {
  const isArgument = bytes <= LONGEST_ARGUMENT;
  const lines = [
    `curl -i ${shell(url)}`,
    "  -H 'Content-Type: application/json'",
    `  -H 'Heron-Signature: ${signature}'`,
    isArgument ? `  --data-raw ${shell(message)}` : "  --data-binary @-",
  ].join(" \\\n");
  return isArgument ? `${lines}\n` : `printf %s ${shell(message)} |\n${lines}\n`;
}

function python({ url, message }) {
  return `import base64, hashlib, hmac, os
from urllib.request import Request, urlopen

secret = os.environ["HERON_WEBHOOK_SECRET"].encode()
message = ${pythonText(message)}.encode()

digest = hmac.new(secret, message, hashlib.sha256).digest()
signature = base64.b64encode(digest).decode()
print("Heron-Signature:", signature)

headers = {"Content-Type": "application/json", "Heron-Signature": signature}
with urlopen(Request(${pythonText(url)}, message, headers)) as response:
    print(response.status, response.read().decode())
`;
}

function node({ url, message }) {
  return `// Save it as send.mjs.
import { createHmac } from "node:crypto";

const secret = process.env.HERON_WEBHOOK_SECRET;
const message = ${javascriptText(message)};

const signature = createHmac("sha256", secret).update(message).digest("base64");
console.log("Heron-Signature:", signature);

const headers = { "Content-Type": "application/json", "Heron-Signature": signature };
const response = await fetch(${javascriptText(url)}, { method: "POST", headers, body: message });
console.log(response.status, await response.text());
`;
}

/**
 * Between single quotes a shell changes nothing: only the quote itself has to be outside. A terminal acts on characters that
 * cannot be seen, even while they are pasted: where there are any, bash, zsh and POSIX.1-2024 shells read escapes in `$'…'`.
 */
function shell(text) {
  if (text.replaceAll("\n", "").search(HIDDEN) >= 0) {
    const escaped = text.replace(/[\\']/g, String.raw`\$&`).replaceAll("\n", String.raw`\n`);
    const bytes = (character) => Array.from(new TextEncoder().encode(character), (byte) => `\\x${hex(byte, 2)}`).join("");
    return `$'${escaped.replace(HIDDEN, bytes)}'`;
  }
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** What cannot be seen, or would end the line, is escaped; all other characters stay as they are. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function pythonText(text) {
  const escaped = text.replace(/[\\']/g, String.raw`\$&`).replaceAll("\n", String.raw`\n`);
  return `'${escaped.replace(HIDDEN, (character) => `\\U${hex(character.codePointAt(0), 8)}`)}'`;
}

function javascriptText(text) {
  return JSON.stringify(text).replace(HIDDEN, (character) => `\\u{${hex(character.codePointAt(0), 1)}}`);
}

function hex(code, digits) {
  return code.toString(16).padStart(digits, "0");
}
