// Complaints about a signed text as another language's serialiser prints it, in several ways at once.

import { createHmac } from "node:crypto";
import {
  ENDING,
  EVENT,
  INTEGERS,
  PLAIN,
  SECRET,
  compact,
  complaint,
  dumps,
  posted,
  python,
  reprinted,
  run,
  sign,
} from "./complaint.mjs";

const php = (code, input) =>
  run("php", ["-r", `echo json_encode(json_decode(file_get_contents("php://stdin")), ${code});`], input);
const QUOTES = `{"topic":"pdf.parsed","name":"<Joe's & Zoë = 1>","url":"https://example.com/a+b"}`;
const escaped = (set, text = QUOTES, upper = false) =>
  text.replace(set, (unit) => {
    const digits = unit.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${upper ? digits.toUpperCase() : digits}`;
  });

complaint("jq . as a signer", ["signed_indent_2", "body_newline_removed"], {
  body: compact(INTEGERS),
  signature: sign(run("jq", ["."], INTEGERS)),
});
complaint("python3 -m json.tool as a signer", ["signed_indent_4", "body_newline_removed"], {
  body: posted(EVENT),
  signature: sign(run("python3", ["-m", "json.tool"], EVENT)),
});
complaint("PHP's pretty print as a signer", ["signed_slashes", "signed_indent_4"], {
  body: compact(INTEGERS),
  signature: sign(php("JSON_PRETTY_PRINT", INTEGERS)),
});
complaint("PHP's json_encode with the flags of Symfony as a signer", ["signed_slashes", "signed_php_hex"], {
  body: compact(QUOTES),
  signature: sign(php("JSON_HEX_TAG | JSON_HEX_APOS | JSON_HEX_AMP | JSON_HEX_QUOT", QUOTES)),
});
complaint(
  "jq -S . as a signer, in hex",
  ["signed_sorted", "signed_indent_2", "body_newline_removed", "signature_hex"],
  {
    body: compact(INTEGERS),
    signature: createHmac("sha256", SECRET)
      .update(run("jq", ["-S", "."], INTEGERS))
      .digest("hex"),
  },
);
complaint(
  "Go's Encoder with an indent, of a map",
  ["signed_sorted", "signed_html", "signed_indent_2", "body_newline_removed"],
  {
    body: reprinted(INTEGERS),
    signature: sign(escaped(/[<>&]/g, `${run("jq", ["-S", "."], INTEGERS)}`)),
  },
);
complaint("Gson as a signer", ["signed_gson"], { body: compact(QUOTES), signature: sign(escaped(/[<>&='\u2028]/g)) });
complaint(".NET's System.Text.Json as a signer", ["signed_dotnet"], {
  body: compact(QUOTES),
  signature: sign(escaped(/[<>&'+`\u007f-\uffff]/g, QUOTES, true)),
});
complaint("a signer that escapes in upper case, as rapidjson", ["signed_upper_hex"], {
  body: reprinted(ENDING),
  signature: sign(escaped(/[\u007f-\uffff]/g, ENDING, true)),
});
complaint("a signer in Java, which writes floats as 1.0E16", ["signed_floats_written"], {
  body: '{"big":1e+16,"small":1e-07}',
  signature: sign('{"big":1.0E16,"small":1.0E-7}'),
});
complaint("Jackson's pretty printer as a signer", ["signed_pretty_jackson"], {
  body: '{"a":[1,{"b":null}],"c":{},"d":[]}',
  signature: sign('{\n  "a" : [ 1, {\n    "b" : null\n  } ],\n  "c" : { },\n  "d" : [ ]\n}'),
});
complaint("Perl's JSON::PP as a signer", ["signed_pretty_perl", "body_newline_removed"], {
  body: '{"a":[1,{"b":null}]}',
  signature: sign(
    run(
      "perl",
      ["-MJSON::PP", "-e", "local $/; print JSON::PP->new->canonical->pretty->encode(decode_json(<STDIN>))"],
      '{"a":[1,{"b":null}]}',
    ),
  ),
});
complaint("PostgreSQL's jsonb_pretty as a signer", ["signed_pretty_postgres"], {
  body: '{"a":[],"b":{"c":1}}',
  signature: sign('{\n    "a": [\n    ],\n    "b": {\n        "c": 1\n    }\n}'),
});
complaint("a signer that reads its text from jsonb", ["signed_sorted_by_length", "signed_spaced"], {
  body: '{"topic":"pdf.parsed","data":{"b":1},"account":2}',
  signature: sign('{"data": {"b": 1}, "topic": "pdf.parsed", "account": 2}'),
});
complaint("a signer that leaves nulls out", ["signed_nulls_lost"], {
  body: ENDING,
  signature: sign(run("jq", ["-c", "del(..|nulls)"], ENDING).subarray(0, -1)),
});
complaint("a signer with numbers as strings", ["signed_numbers_quoted"], {
  body: '{"id":12345678901234567,"n":1}',
  signature: sign('{"id":"12345678901234567","n":1}'),
});
complaint('a signer with separators=(", ", ":")', ["signed_separators"], {
  body: compact(EVENT),
  signature: sign(dumps(EVENT, ', separators=(", ", ":")')),
});
complaint("a signer with indent=1", ["signed_indent_other"], {
  body: compact(EVENT),
  signature: sign(dumps(EVENT, ", indent=1")),
});
complaint("a signer that hashes str() of its dict", ["signed_python_repr"], {
  body: compact(EVENT),
  signature: sign(python("sys.stdout.buffer.write(str(json.load(sys.stdin.buffer)).encode())", EVENT)),
});
complaint("a signer on Windows that indents", ["signed_indent_2", "signed_crlf"], {
  body: compact(INTEGERS),
  signature: sign(JSON.stringify(JSON.parse(INTEGERS), null, 2).replaceAll("\n", "\r\n")),
});
complaint("a signer that signs base64 of the body", ["signed_base64"], {
  signature: sign(compact(PLAIN).toString("base64")),
});
complaint("a signer that signs the body's SHA-256", ["signed_hash"], {
  signature: sign(run("bash", ["-c", "sha256sum | cut -d' ' -f1 | tr -d '\\n'"], compact(PLAIN))),
});
complaint("a signer that signs before it has a body", ["signed_nothing"], { signature: sign("") });
complaint("a signer that signs an object made a string", ["signed_object_object"], { signature: sign(String({})) });
complaint("a signer whose map reorders its keys, as Java's HashMap does", ["signed_order"], {
  body: ENDING,
  signature: sign('{"data":{"name":"Zoë"},"created":"2021-05-20T09:23:53+00:00","meta":null,"topic":"pdf.parsed"}'),
});
