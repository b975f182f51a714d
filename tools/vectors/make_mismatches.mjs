// Writes mismatches.json, a webhook that does not match for each complaint that people bring, made by the program that
// does that wrong thing wherever one is at hand: to be run again, by `node tools/vectors/make_mismatches.mjs` with
// python3, openssl, jq and iconv beside node, when a complaint is added. All secrets in it are made up.

import { writeFileSync } from "node:fs";
import { cases } from "./mismatches/complaint.mjs";
import { VECTORS } from "./write.mjs";
import "./mismatches/secrets.mjs";
import "./mismatches/headers.mjs";
import "./mismatches/bodies.mjs";
import "./mismatches/envelopes.mjs";
import "./mismatches/values.mjs";
import "./mismatches/signed.mjs";
import "./mismatches/serialisers.mjs";

/** A text as it is, bytes that no text has (or that begin with a byte order mark) in hex. */
function told(name, value) {
  const bytes = Buffer.from(value);
  const text = bytes.toString();
  const isText = Buffer.from(text).equals(bytes) && !text.startsWith("\ufeff");
  return isText ? { [name]: text } : { [`${name}Hex`]: bytes.toString("hex") };
}

const about = {
  what: "webhooks that do not match, each named after the complaint that it comes from, and the causes",
  input: "`secret`, `body`: their UTF-8; `secretHex`, `bodyHex`: bytes",
  made: "by tools/vectors/make_mismatches.mjs",
  license: "MIT OR Apache-2.0, as the project",
};
const ascii = (value) =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
const rows = cases.map(({ name, causes, secret, body, signature }) =>
  ascii({ name, causes, ...told("secret", secret), ...told("body", body), signature }),
);
writeFileSync(new URL("mismatches.json", VECTORS), `{"about":${ascii(about)},\n"cases":[\n${rows.join(",\n")}\n]}\n`);
console.log(`${rows.length} complaints`);
