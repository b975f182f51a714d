// Complaints about a body that is not as it was received.

import {
  EVENT,
  INTEGERS,
  PLAIN,
  ENDING,
  PRETTY,
  SECRET,
  compact,
  complaint,
  crlf,
  cut,
  dumps,
  posted,
  python,
  reprinted,
  run,
  shell,
  sign,
} from "./complaint.mjs";

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
