// Writes mismatches.json, a webhook that does not match for each complaint that people bring, made by the program that
// does that wrong thing wherever one is at hand: to be run again, by `node tools/vectors/make_mismatches.mjs` with
// python3, openssl, jq and iconv beside node, when a complaint is added. All secrets in it are made up.

import { spawnSync } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { VECTORS } from "./write.mjs";

const SECRET = "sec_b3Jkcy1vZi1hLXBlYWNl";

/** The standard output of a program. */
function run(program, args, input = "") {
  const { stdout, error, status, stderr } = spawnSync(program, args, { input });
  if (error || status !== 0) {
    throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  }
  return stdout;
}

const shell = (script, input) => run("bash", ["-c", `set -euo pipefail; ${script}`], input);
const python = (script, input) =>
  run("python3", ["-c", `import base64, hashlib, hmac, json, sys, urllib.parse\n${script}`], input);

/** `json.dumps` of a text, with these arguments. */
const dumps = (text, args = "") =>
  python(`data = json.load(sys.stdin.buffer)\nsys.stdout.buffer.write(json.dumps(data${args}).encode())`, text);

/** The text that Heron's Python signs. */
const compact = (text) => dumps(text, ', separators=(",", ":")');
/** The body that `requests.post(json=…)` sends. */
const posted = (text) => dumps(text);
/** The body of a Node receiver that parses it and prints it again. */
const reprinted = (text) => Buffer.from(JSON.stringify(JSON.parse(text)));

const hmac = (message, secret = SECRET, hash = "sha256") => createHmac(hash, secret).update(message).digest();
const sign = (message, secret) => hmac(message, secret).toString("base64");

const EVENT = `{
  "topic": "end_user.processed",
  "created": "2021-05-20T09:23:53+00:00",
  "data": {"heron_id": "eus_Eqio3Y4dhyNiMphrXwG58p", "end_user_id": "Zoë & Søn <1>", "status": "processed"},
  "meta": {"score": 0.5, "url": "https://example.com/a", "tags": [], "amount": 100.0}
}`;
/** The same without the float that JavaScript loses. */
const INTEGERS = EVENT.replace(', "amount": 100.0', "");
const PLAIN = `{"topic": "end_user.processed", "created": "2021-05-20T09:23:53+00:00", "data": {"status": "new"}}`;
/** An event that ends as the documented one does. */
const ENDING = `{"topic":"pdf.parsed","created":"2021-05-20T09:23:53+00:00","data":{"name":"Zoë"},"meta":null}`;
const HEADER = sign(compact(PLAIN));

/** A signature that has `+` and `/` in it, and its body. */
const [SYMBOLS, SYMBOLS_SIGNATURE] = (() => {
  for (let at = 0; ; at++) {
    const body = Buffer.from(`{"n":${at}}`);
    if (/\+.*\/|\/.*\+/.test(sign(body))) return [body, sign(body)];
  }
})();

const cases = [];
/** A complaint: by default the secret, the body and the header are right. */
function complaint(name, causes, given) {
  const { secret = SECRET, body = posted(PLAIN), signature = HEADER } = given;
  cases.push({ name, causes, secret, body, signature: String(signature) });
}

// The secret.
complaint("a secret written by echo into a file", ["secret_newline"], { secret: shell(`echo ${SECRET}`) });
complaint("a secret from a YAML line that was cut at the colon", ["secret_space"], {
  secret: shell("cut -d: -f2 | tr -d '\\n'", `secret: ${SECRET}`),
});
complaint("a secret in quotes, as docker --env-file keeps them", ["secret_quotes"], {
  secret: shell("sed 's/^HERON_SECRET=//'", `HERON_SECRET="${SECRET}"`),
});
complaint("a quoted secret from a .env file with Windows line ends", ["secret_newline", "secret_quotes"], {
  secret: shell("sed 's/^HERON_SECRET=//'", `HERON_SECRET="${SECRET}"\r\n`),
});
complaint("a secret file saved by Windows Notepad, with a byte order mark", ["secret_bom"], {
  secret: python(`sys.stdout.buffer.write("${SECRET}".encode("utf-8-sig"))`),
});
complaint("a secret file written by PowerShell", ["secret_utf16", "secret_newline"], {
  secret: run("iconv", ["-f", "UTF-8", "-t", "UTF-16LE"], `\ufeff${SECRET}\r\n`),
});
complaint("a secret file written by PowerShell and read as UTF-8", ["secret_utf16"], {
  secret: run("iconv", ["-f", "UTF-8", "-t", "UTF-16LE"], `\ufeff${SECRET}`).toString(),
});
complaint("a secret that a dashboard kept with its backslash and n", ["secret_newline_escaped"], {
  secret: `${SECRET}\\n`,
});
complaint("a whole line of a .env file as the secret", ["secret_named"], { secret: `HERON_WEBHOOK_SECRET=${SECRET}` });
complaint("a whole line of a shell script as the secret", ["secret_named", "secret_quotes"], {
  secret: `export HERON_WEBHOOK_SECRET="${SECRET}"`,
});
complaint("a secret as AWS Secrets Manager hands it on", ["secret_json"], {
  secret: JSON.stringify({ HERON_WEBHOOK_SECRET: SECRET }),
});
complaint("a secret copied from a web page with its no-break space", ["secret_space"], { secret: `${SECRET}\u00a0` });
complaint("a secret that was quoted for a URL", ["secret_percent_encoded"], {
  secret: python('sys.stdout.write(urllib.parse.quote("sec_a/b+c==", safe=""))'),
  signature: sign(compact(PLAIN), "sec_a/b+c=="),
});
complaint("a secret as a Kubernetes manifest holds it", ["secret_base64_encoded"], {
  secret: shell(`printf %s ${SECRET} | base64 -w0`),
});
complaint("a secret as a Kubernetes manifest holds it, made by echo | base64", ["secret_newline_signed"], {
  signature: python(
    `secret = base64.b64decode(base64.b64encode(b"${SECRET}\\n"))
sys.stdout.write(base64.b64encode(hmac.new(secret, sys.stdin.buffer.read(), hashlib.sha256).digest()).decode())`,
    compact(PLAIN),
  ),
});
complaint("a long secret as base64 wraps it", ["secret_newline", "secret_base64_encoded"], {
  secret: shell(`printf %s ${SECRET}${SECRET}${SECRET} | base64`),
  signature: sign(compact(PLAIN), SECRET.repeat(3)),
});
complaint("a secret made by echo | base64", ["secret_base64_encoded", "secret_newline"], {
  secret: shell(`echo ${SECRET} | base64 -w0`),
});
complaint("a secret as xxd prints it", ["secret_hex_encoded"], {
  secret: shell(`printf %s ${SECRET} | xxd -p | tr -d '\\n'`),
});
complaint("a secret that was base64-decoded before its use", ["secret_base64_decoded"], {
  secret: Buffer.from("sec_AbCd1234EfGh", "base64"),
  signature: sign(compact(PLAIN), "sec_AbCd1234EfGh"),
});
complaint("a secret of hex digits that was decoded before its use", ["secret_hex_decoded"], {
  secret: Buffer.from("00d1ff2233445566778899aabbccddee", "hex"),
  signature: sign(compact(PLAIN), "00d1ff2233445566778899aabbccddee"),
});
complaint("a secret without its sec_", ["secret_prefix_missing"], { secret: SECRET.slice(4) });
complaint("a secret with its sec_ twice", ["secret_prefix_twice"], { secret: `sec_${SECRET}` });
complaint("a signer that decodes what follows the prefix, as Standard Webhooks does", ["secret_prefix_decoded"], {
  signature: sign(compact(PLAIN), Buffer.from(SECRET.slice(4), "base64")),
});
complaint("the API's user and password instead of the webhook's secret", ["api_credentials"], {
  secret: "api_user:correct-horse-battery",
});
complaint("the API's Authorization header instead of the webhook's secret", ["api_credentials"], {
  secret: `Basic ${btoa("api_user:correct-horse-battery")}`,
});
complaint("an environment variable that is not set", ["secret_empty"], {
  secret: shell('printf %s "${HERON_NONE:-}"'),
});

// The header.
complaint("a signature as openssl prints it", ["signature_hex"], {
  signature: shell(`openssl dgst -sha256 -hmac ${SECRET} -r | cut -d' ' -f1 | tr -d '\\n'`, compact(PLAIN)),
});
complaint("a signature by Python's urlsafe_b64encode", ["signature_base64url"], {
  body: SYMBOLS,
  signature: python("sys.stdout.write(base64.urlsafe_b64encode(sys.stdin.buffer.read()).decode())", hmac(SYMBOLS)),
});
complaint("a signature by Node's digest('base64url')", ["signature_base64url", "signature_unpadded"], {
  body: SYMBOLS,
  signature: hmac(SYMBOLS).toString("base64url"),
});
complaint("a signature that was split at its equals sign", ["signature_unpadded"], { signature: HEADER.split("=")[0] });
complaint("a signature that went through JSON.stringify", ["signature_quoted"], { signature: JSON.stringify(HEADER) });
complaint("a signature in GitHub's manner", ["signature_prefixed", "signature_hex"], {
  signature: `sha256=${hmac(compact(PLAIN)).toString("hex")}`,
});
complaint("a signature behind sha256=", ["signature_prefixed"], { signature: `sha256=${HEADER}` });
complaint("a header that a proxy sent twice", ["signature_joined"], {
  signature: new Headers([
    ["heron-signature", sign("of another proxy")],
    ["heron-signature", HEADER],
  ]).get("heron-signature"),
});
complaint("a signature pasted with the space around it", ["signature_space"], { signature: ` ${HEADER}\t` });
complaint("a whole header line as curl -i prints it", ["signature_named"], { signature: `heron-signature: ${HEADER}` });
complaint("a signature from a URL", ["signature_percent_encoded"], { signature: encodeURIComponent(HEADER) });
complaint("a signature that was read as a form's field", ["signature_plus_lost"], {
  body: SYMBOLS,
  signature: new URLSearchParams(`signature=${SYMBOLS_SIGNATURE}`).get("signature"),
});
complaint("a signature made by openssl's hex and base64", ["signature_base64_of_hex"], {
  signature: shell(
    `openssl dgst -sha256 -hmac ${SECRET} -r | cut -d' ' -f1 | tr -d '\\n' | base64 -w0`,
    compact(PLAIN),
  ),
});
complaint("the secret and the signature swapped", ["signature_is_secret"], { secret: HEADER, signature: SECRET });

// The digest.
for (const hash of ["sha1", "sha512"]) {
  complaint(`a signature by openssl with -${hash}`, [`digest_${hash}`], {
    signature: shell(`openssl dgst -${hash} -hmac ${SECRET} -binary | base64 -w0`, compact(PLAIN)),
  });
}
complaint("a GitHub header of old, sha1= and hex", ["digest_sha1", "signature_prefixed", "signature_hex"], {
  signature: `sha1=${hmac(compact(PLAIN), SECRET, "sha1").toString("hex")}`,
});
complaint("a digest of the body alone", ["digest_plain"], {
  signature: shell("openssl dgst -sha256 -binary | base64 -w0", compact(PLAIN)),
});
complaint("a digest of the secret and the body, one behind the other", ["digest_plain"], {
  signature: createHash("sha256").update(SECRET).update(compact(PLAIN)).digest("base64"),
});
complaint("a digest of the body and the secret, one behind the other", ["digest_plain"], {
  signature: createHash("sha256").update(compact(PLAIN)).update(SECRET).digest("base64"),
});
complaint("createHmac with its arguments swapped", ["digest_swapped"], {
  signature: createHmac("sha256", compact(PLAIN)).update(SECRET).digest("base64"),
});

// The body, which is not as it was received.
const PRETTY = dumps(EVENT, ", indent=2, ensure_ascii=False");
complaint("a body file written by PowerShell", ["body_utf16"], {
  body: run("iconv", ["-f", "UTF-8", "-t", "UTF-16LE"], `\ufeff${ENDING}\r\n`),
  signature: sign(ENDING),
});
complaint("a body file written by PowerShell, of a text that is no JSON", ["body_utf16"], {
  body: run("iconv", ["-f", "UTF-8", "-t", "UTF-16LE"], "\ufeffZoë\r\n"),
  signature: sign("Zoë"),
});
complaint("a body file in UTF-16 of another text", ["body_utf16"], {
  body: run("iconv", ["-f", "UTF-8", "-t", "UTF-16LE"], `\ufeff${ENDING}\r\n`),
  signature: sign("of another text"),
});
complaint("a body that is compressed", ["body_gzip"], { body: run("gzip", ["-9n"], posted(PLAIN)) });
complaint("a body saved by Windows Notepad, with a byte order mark", ["body_bom_added"], {
  body: python('sys.stdout.buffer.write(sys.stdin.buffer.read().decode().encode("utf-8-sig"))', PRETTY),
  signature: sign(PRETTY),
});
complaint("a body whose byte order mark the decoder dropped", ["body_bom_removed"], {
  body: new TextDecoder().decode(Buffer.concat([Buffer.from("\ufeff"), PRETTY])),
  signature: sign(Buffer.concat([Buffer.from("\ufeff"), PRETTY])),
});
complaint("a body file that Windows translated to CRLF", ["body_crlf_added"], {
  body: shell("sed 's/$/\\r/'", `${PRETTY}\n`),
  signature: sign(`${PRETTY}\n`),
});
complaint("a body with CRLF that Python read as text", ["body_crlf_removed"], {
  body: python('sys.stdout.buffer.write(open(0, encoding="utf-8").read().encode())', crlf(EVENT)),
  signature: sign(crlf(EVENT)),
});
complaint("a body that echo put into a file", ["body_newline_added"], {
  body: shell('echo "$(cat)"', PRETTY),
  signature: sign(PRETTY),
});
complaint("a body that was signed with echo and openssl", ["body_newline_removed"], {
  body: reprinted(PLAIN),
  signature: shell(
    `openssl dgst -sha256 -hmac ${SECRET} -binary | base64 -w0`,
    shell('echo "$(cat)"', reprinted(PLAIN)),
  ),
});
complaint("a body that Node decoded as latin1", ["body_latin1"], {
  body: Buffer.from(PRETTY.toString("latin1")),
  signature: sign(PRETTY),
});
complaint("a body that iconv took for Latin-1, signed by Heron's Python", ["body_latin1"], {
  body: run("iconv", ["-f", "LATIN1", "-t", "UTF-8"], reprinted(INTEGERS)),
  signature: sign(compact(INTEGERS)),
});
complaint("a body that iconv took for Windows-1252", ["body_latin1"], {
  body: run("iconv", ["-f", "WINDOWS-1252", "-t", "UTF-8"], '{"price":"5 €","name":"Zoë"}'),
  signature: sign('{"price":"5 €","name":"Zoë"}'),
});
complaint("a body that was stringified twice", ["body_json_string"], {
  body: JSON.stringify(reprinted(EVENT).toString()),
  signature: sign(reprinted(EVENT)),
});
complaint("a body that Python dumped twice", ["body_json_string"], {
  body: dumps(JSON.stringify(compact(EVENT).toString())),
  signature: sign(compact(EVENT)),
});
complaint("a body as AWS API Gateway hands binary ones on", ["body_base64"], {
  body: shell("base64 -w0", posted(EVENT)),
  signature: sign(compact(EVENT)),
});
complaint("a body as base64 wraps it", ["body_base64"], {
  body: shell("base64", posted(EVENT)),
  signature: sign(compact(EVENT)),
});
complaint("a Uint8Array that went through JSON.stringify", ["body_byte_list"], {
  body: JSON.stringify(new Uint8Array(posted(EVENT))),
  signature: sign(compact(EVENT)),
});
complaint("a list of bytes that Python printed", ["body_byte_list"], {
  body: python("sys.stdout.write(str(list(sys.stdin.buffer.read())))", posted(EVENT)),
  signature: sign(compact(EVENT)),
});
complaint("a Buffer that went through JSON.stringify", ["body_byte_list"], {
  body: JSON.stringify(posted(EVENT)),
  signature: sign(compact(EVENT)),
});
complaint("a Uint8Array that was made a string", ["body_byte_list"], {
  body: String(new Uint8Array(reprinted(INTEGERS))),
  signature: sign(compact(INTEGERS)),
});
complaint("Python bytes that were made a string", ["body_bytes_literal"], {
  body: python("sys.stdout.write(str(sys.stdin.buffer.read()))", PRETTY),
  signature: sign(PRETTY),
});
complaint("a body cut short by a Content-Length in characters, behind a brace", ["body_cut_short"], {
  body: cut('{"topic":"pdf.parsed","data":{"name":"Zoë","to":"Søn"}}'),
  signature: sign('{"topic":"pdf.parsed","data":{"name":"Zoë","to":"Søn"}}'),
});
complaint("a body cut short by a Content-Length in characters, inside a string", ["body_cut_short"], {
  body: cut('{"topic":"pdf.parsed","data":{"name":"Zoë Søn Ås"}}'),
  signature: sign('{"topic":"pdf.parsed","data":{"name":"Zoë Søn Ås"}}'),
});
complaint("a documented event cut short by a Content-Length in characters", ["body_cut_short"], {
  body: cut(ENDING.replace("Zoë", "Zoë, Søn, Ås")),
  signature: sign(ENDING.replace("Zoë", "Zoë, Søn, Ås")),
});
complaint("a Python-signed body behind express.json(), its floats lost", ["body_floats_lost"], {
  body: reprinted(EVENT),
  signature: sign(compact(EVENT)),
});
complaint("a Python-signed body behind express.json(), some numbers floats and some not", ["body_floats_lost"], {
  body: reprinted('{"count": 3, "amount": 100.0, "big": 1e16, "rate": 0.25, "pages": 2}'),
  signature: sign(compact('{"count": 3, "amount": 100.0, "big": 1e16, "rate": 0.25, "pages": 2}')),
});
complaint("a body that jq -S printed", ["body_keys_sorted"], {
  body: run("jq", ["-S", "-c", "."], ENDING),
  signature: sign(ENDING),
});
complaint("a body that the request's stream had given away before", ["body_empty"], { body: "" });
complaint("a parsed body that was made a string", ["body_object_object"], { body: String(JSON.parse(PLAIN)) });
complaint("a raw-signed body with CRLF at its end that was trimmed", ["body_newline_removed"], {
  body: PLAIN,
  signature: sign(`${PLAIN}\r\n`),
});
complaint("a body that was decoded chunk by chunk", ["body_replacement"], {
  body: PRETTY.subarray(0, PRETTY.indexOf("ë") + 1).toString() + PRETTY.subarray(PRETTY.indexOf("ë") + 1).toString(),
  signature: sign(PRETTY),
});

// The signed text is written in another way.
complaint("a raw-signed body of json.dumps that the receiver printed again", ["signed_spaced"], {
  body: reprinted(EVENT.replace("100.0", "100")),
  signature: sign(posted(EVENT.replace("100.0", "100"))),
});
complaint("a raw-signed body of JSON.stringify(…, 2) that the receiver printed again", ["signed_indent_2"], {
  body: reprinted(EVENT),
  signature: sign(JSON.stringify(JSON.parse(EVENT), null, 2)),
});
complaint("a raw-signed body of json.dumps(indent=4) that the receiver printed again", ["signed_indent_4"], {
  body: compact(EVENT),
  signature: sign(dumps(EVENT, ", indent=4")),
});
complaint("a raw-signed body of jq --tab that the receiver printed again", ["signed_indent_tab"], {
  body: reprinted(EVENT),
  signature: sign(run("jq", ["--tab", "."], reprinted(EVENT)).subarray(0, -1)),
});
complaint("a compact body that jq indented", ["signed_compact"], {
  body: run("jq", ["--indent", "3", "."], '{"name":"Zoë","char":"\\u007f"}'),
  signature: sign(run("jq", ["-c", "."], '{"name":"Zoë","char":"\\u007f"}').subarray(0, -1)),
});
complaint("a signer with sort_keys=True", ["signed_sorted"], {
  signature: sign(dumps(EVENT, ', separators=(",", ":"), sort_keys=True')),
  body: posted(EVENT),
});
complaint("a signer with ensure_ascii=False", ["signed_unicode"], {
  signature: sign(dumps(EVENT, ', separators=(",", ":"), ensure_ascii=False')),
  body: posted(EVENT),
});
complaint("a signer with ensure_ascii=False and the default separators", ["signed_unicode", "signed_spaced"], {
  signature: sign(dumps(EVENT, ", ensure_ascii=False")),
  body: compact(EVENT),
});
complaint("a signer that escapes for HTML, as Go's encoder", ["signed_html"], {
  signature: sign(
    reprinted(EVENT)
      .toString()
      .replace(/[<>&]/g, (unit) => `\\u00${unit.charCodeAt(0).toString(16).padStart(2, "0")}`),
  ),
  body: posted(EVENT),
});
complaint("a signer that escapes slashes, as PHP's json_encode", ["signed_slashes"], {
  signature: sign(reprinted(EVENT).toString().replaceAll("/", "\\/")),
  body: posted(EVENT),
});
complaint("a signer that feeds a binary string to its HMAC", ["signed_latin1"], {
  signature: createHmac("sha256", SECRET).update(reprinted(EVENT).toString(), "latin1").digest("base64"),
  body: posted(EVENT),
});
complaint("a signer that reads its UTF-8 as Latin-1", ["signed_latin1_twice"], {
  signature: sign(
    python('sys.stdout.buffer.write(sys.stdin.buffer.read().decode("latin-1").encode())', reprinted(EVENT)),
  ),
  body: posted(EVENT),
});
complaint("a signer that stringifies twice", ["signed_json_string"], {
  signature: sign(JSON.stringify(JSON.stringify(JSON.parse(EVENT)))),
  body: posted(EVENT),
});
complaint("a signer that cuts its text at its length in characters", ["signed_cut_short"], {
  signature: sign(cut(reprinted(EVENT))),
  body: posted(EVENT),
});
complaint(
  "a signer in shell: sorted by jq, in hex by openssl, the secret from echo",
  ["secret_newline", "signed_sorted", "signature_hex"],
  {
    secret: `${SECRET}\n`,
    body: ENDING,
    signature: shell(
      `jq -S -c . | tr -d '\\n' | openssl dgst -sha256 -hmac ${SECRET} -r | cut -d' ' -f1 | tr -d '\\n'`,
      ENDING,
    ),
  },
);

/** With CRLF, as Windows writes it. */
function crlf(text) {
  return Buffer.from(text.toString().replaceAll("\n", "\r\n"));
}

/** As many bytes of a text as it has characters. */
function cut(text) {
  return Buffer.from(text).subarray(0, text.toString().length);
}

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
