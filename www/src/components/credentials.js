// Finds secrets and Slack webhook addresses in texts: plain, JSON-escaped, percent-encoded, in base64 or in hex.
import { toBase64 } from "./base64.js";
import { SLACK_HOSTS } from "../../../pkg/lib/addresses.js";

/** Characters. Of a shorter text, the encoded spellings occur by chance. */
const SHORT = 4;

/** How often a text is unescaped: a URL within JSON within JSON. */
const DEPTH = 3;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** `fields`: `[name, text]`. The first that holds a credential, as `{ field, credential }` in words. */
export function exposed(fields, secrets) {
  const credentials = [
    ["the secret", secrets.flatMap(cores).flatMap(spellings)],
    ["the address of a Slack webhook", SLACK_HOSTS.flatMap(spellings)],
  ];
  for (const [field, text] of fields) {
    const found = readings(text).map(folded);
    const isIn = (spelling) => found.some((reading) => reading.includes(spelling));
    const hit = credentials.find(([, spelled]) => spelled.some(isIn));
    if (hit) return { field, credential: hit[0] };
  }
  return undefined;
}

/** The secret without what surrounds it: white space, quotes, brackets, `KEY=`, `Bearer`. */
function cores(secret) {
  const whole = stripped(secret);
  const values = [...whole.matchAll(/[=:]|\bbearer\s|\bbasic\s/gi)].map(({ 0: mark, index }) =>
    stripped(whole.slice(index + mark.length)),
  );
  return [whole || secret, ...values.filter(({ length }) => length >= SHORT)];
}

function stripped(text) {
  return text.replace(/^[\s\ufeff"'`“”‘’<>()[\]{},;]+|[\s\ufeff"'`“”‘’<>()[\]{},;]+$/g, "");
}

function spellings(text) {
  const plain = folded(text);
  const bytes = encoder.encode(text);
  if (bytes.length < SHORT) return [plain];
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [plain, hex, ...[0, 1, 2].map((before) => folded(base64Within(bytes, before)))];
}

/** The base64 of the bytes where `before` bytes precede them, without the characters that other bytes share. */
function base64Within(bytes, before) {
  const preceded = new Uint8Array(before + bytes.length);
  preceded.set(bytes, before);
  return toBase64(preceded).slice(Math.ceil((before * 8) / 6), Math.floor((preceded.length * 8) / 6));
}

/** The text as it is, and unescaped in each way. */
function readings(text) {
  const all = new Set([text]);
  for (let depth = 0; depth < DEPTH; depth++) {
    for (const one of [...all]) all.add(fromJson(one)).add(fromPercent(one));
  }
  return [...all];
}

function fromJson(text) {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, code, character) =>
    code === undefined ? character.replace(/[nrt]/, " ") : String.fromCharCode(parseInt(code, 16)),
  );
}

function fromPercent(text) {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
    decoder.decode(Uint8Array.from(run.slice(1).split("%"), (byte) => parseInt(byte, 16))),
  );
}

/** Without the differences that hosts' names and base64 allow: case, width, white space, invisible characters, `-_`. */
function folded(text) {
  const visible = text.normalize("NFKC").replace(/[\s\p{Cc}\p{Cf}]+/gu, "");
  return visible.toLowerCase().replaceAll("。", ".").replaceAll("-", "+").replaceAll("_", "/");
}
