// Who prints a JSON text as JavaScript prints it: this package, the engine itself, and the libraries for canonical
// JSON, which sort the keys besides.
import { Buffer } from "node:buffer";
import canonicalize from "canonicalize";
import { canonicalize as jsonCanonicalize } from "json-canonicalize";
import { stringify } from "heron-webhooks";

const JAVASCRIPT = { form: "javascript" };
const PYTHON = { form: "python" };

/** The contenders for a text, each checked before it is timed. */
export function contenders(text) {
  const bytes = Buffer.from(text);
  const calls = {
    "heron-webhooks, string": () => stringify(text, JAVASCRIPT),
    "heron-webhooks, bytes": () => stringify(bytes, JAVASCRIPT),
    "JSON, string": () => JSON.stringify(JSON.parse(text)),
    "JSON, bytes": () => JSON.stringify(JSON.parse(bytes.toString())),
    canonicalize: () => canonicalize(JSON.parse(text)),
    "json-canonicalize": () => jsonCanonicalize(JSON.parse(text)),
    "heron-webhooks, python": () => stringify(text, PYTHON),
  };
  const expected = JSON.stringify(JSON.parse(text));
  const sorted = calls.canonicalize();
  for (const [name, call] of Object.entries(calls)) {
    const printed = call();
    const right = {
      canonicalize: () => printed.length === expected.length,
      "json-canonicalize": () => printed === sorted,
      // CPython's own answers are compared with in the tests.
      "heron-webhooks, python": () => JSON.stringify(JSON.parse(printed)) === expected,
    };
    if (!(right[name]?.() ?? printed === expected)) throw new Error(`${name} printed something else`);
  }
  return calls;
}
