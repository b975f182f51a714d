// Complaints about a signed text that is written in another way.

import { createHmac } from "node:crypto";
import {
  EVENT,
  ENDING,
  SECRET,
  compact,
  complaint,
  cut,
  dumps,
  posted,
  python,
  reprinted,
  run,
  shell,
  sign,
} from "./complaint.mjs";

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
