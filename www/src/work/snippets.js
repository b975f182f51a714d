// Programs that send the message to a receiver. They hold its text exactly, in the quoting of each language, and never
// the secret: Python and Node read that from the environment.

/** What an argument of a command may hold on Linux is 128 KiB; what a shell's own `printf` takes is not limited. */
const LONGEST_ARGUMENT = 100_000;

/** What cannot be seen, ends a line, or makes a terminal do something; escaped, for it may be pasted into one. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const encoder = new TextEncoder();

export const snippets = { curl, python, node };

/** Nothing runs before Enter is pressed, hence no line end. `-g`: brackets and braces in the address are no patterns. */
function curl({ url, signature, message, bytes }) {
  const isArgument = bytes <= LONGEST_ARGUMENT && message.search(HIDDEN) < 0;
  const lines = [
    `curl -g -i ${quoted(url)}`,
    "  -H 'Content-Type: application/json'",
    `  -H 'Heron-Signature: ${signature}'`,
    isArgument ? `  --data-raw ${quoted(message)}` : "  --data-binary @-",
  ].join(" \\\n");
  return isArgument ? lines : `printf ${printfText(message)} |\n${lines}`;
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

/** Between single quotes a shell changes nothing: only the quote itself has to be outside. */
function quoted(text) {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The format of a shell's `printf`, which writes bytes in octal. */
function printfText(text) {
  const escaped = text.replace(/\\/g, String.raw`\\`).replaceAll("%", "%%").replaceAll("\n", String.raw`\n`);
  const octal = (character) =>
    Array.from(encoder.encode(character), (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
  return quoted(escaped.replace(HIDDEN, octal));
}

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
