// What the complaints are made of: the programs, the events, and the list.

import { spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";

export const SECRET = "sec_b3Jkcy1vZi1hLXBlYWNl";

/** The standard output of a program. */
export function run(program, args, input = "") {
  const { stdout, error, status, stderr } = spawnSync(program, args, { input });
  if (error || status !== 0) {
    throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  }
  return stdout;
}

export const shell = (script, input) => run("bash", ["-c", `set -euo pipefail; ${script}`], input);
export const python = (script, input) =>
  run("python3", ["-c", `import base64, hashlib, hmac, json, sys, urllib.parse\n${script}`], input);

/** `json.dumps` of a text, with these arguments. */
export const dumps = (text, args = "") =>
  python(`data = json.load(sys.stdin.buffer)\nsys.stdout.buffer.write(json.dumps(data${args}).encode())`, text);

/** The text that Heron's Python signs. */
export const compact = (text) => dumps(text, ', separators=(",", ":")');
/** The body that `requests.post(json=…)` sends. */
export const posted = (text) => dumps(text);
/** The body of a Node receiver that parses it and prints it again. */
export const reprinted = (text) => Buffer.from(JSON.stringify(JSON.parse(text)));

export const hmac = (message, secret = SECRET, hash = "sha256") => createHmac(hash, secret).update(message).digest();
export const sign = (message, secret) => hmac(message, secret).toString("base64");

export const EVENT = `{
  "topic": "end_user.processed",
  "created": "2021-05-20T09:23:53+00:00",
  "data": {"heron_id": "eus_Eqio3Y4dhyNiMphrXwG58p", "end_user_id": "Zoë & Søn <1>", "status": "processed"},
  "meta": {"score": 0.5, "url": "https://example.com/a", "tags": [], "amount": 100.0}
}`;
/** The same without the float that JavaScript loses. */
export const INTEGERS = EVENT.replace(', "amount": 100.0', "");
export const PLAIN = `{"topic": "end_user.processed", "created": "2021-05-20T09:23:53+00:00", "data": {"status": "new"}}`;
/** An event that ends as the documented one does. */
export const ENDING = `{"topic":"pdf.parsed","created":"2021-05-20T09:23:53+00:00","data":{"name":"Zoë"},"meta":null}`;
export const HEADER = sign(compact(PLAIN));

/** A signature that has `+` and `/` in it, and its body. */
export const [SYMBOLS, SYMBOLS_SIGNATURE] = (() => {
  for (let at = 0; ; at++) {
    const body = Buffer.from(`{"n":${at}}`);
    if (/\+.*\/|\/.*\+/.test(sign(body))) return [body, sign(body)];
  }
})();

export const cases = [];
/** Indented by Python, with characters beyond ASCII. */
export const PRETTY = dumps(EVENT, ", indent=2, ensure_ascii=False");

/** A complaint: by default the secret, the body and the header are right. */
export function complaint(name, causes, given) {
  const { secret = SECRET, body = posted(PLAIN), signature = HEADER } = given;
  cases.push({ name, causes, secret, body, signature: String(signature) });
}

/** With CRLF, as Windows writes it. */
export function crlf(text) {
  return Buffer.from(text.toString().replaceAll("\n", "\r\n"));
}

/** As many bytes of a text as it has characters. */
export function cut(text) {
  return Buffer.from(text).subarray(0, text.toString().length);
}
