// Programs that send the message. They hold its exact text, not the secret: Python and Node read it from a variable.

/** Linux limits an argument to 128 KiB, but not those of the shell's own `printf`. */
const LONGEST_ARGUMENT = 100_000;

/** Control, format and line characters: escaped, because a terminal may obey or hide them when they are pasted. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const encoder = new TextEncoder();

export const snippets = { curl, python, node };

/** No final line end: a pasted command waits for Enter. `-g`: brackets and braces in the URL are literal. */
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

/** A shell changes nothing within single quotes; only the quote itself has to be outside. */
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
