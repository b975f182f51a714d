// Complaints about a body whose values were printed anew, or lost.

import { inspect } from "node:util";
import {
  ENDING,
  EVENT,
  INTEGERS,
  compact,
  complaint,
  dumps,
  posted,
  python,
  reprinted,
  run,
  sign,
} from "./complaint.mjs";

const parsed = JSON.parse(INTEGERS);

complaint("a body that str() made of Python's dict", ["body_python_repr"], {
  body: python("sys.stdout.buffer.write(str(json.load(sys.stdin.buffer)).encode())", EVENT),
  signature: sign(compact(EVENT)),
});
complaint("a body that console.log printed", ["body_inspected"], {
  body: inspect(parsed, { depth: 9 }),
  signature: sign(compact(INTEGERS)),
});
complaint("a body that Ruby's inspect printed", ["body_ruby_inspect"], {
  body: run("ruby", ["-rjson", "-e", "print JSON.parse($stdin.read).inspect"], EVENT),
  signature: sign(compact(EVENT)),
});
complaint("a body whose nulls a serialiser left out", ["body_nulls_lost"], {
  body: run("jq", ["-c", "del(..|nulls)"], ENDING),
  signature: sign(ENDING),
});
complaint("a body that a map of Gson read, with every number a float", ["body_floats_added"], {
  body: '{"count":3.0,"name":"Zoë"}',
  signature: sign('{"count":3,"name":"Zo\\u00eb"}'),
});
complaint("a body whose negative zero a parser lost", ["body_zero_sign"], {
  body: reprinted('{"zero":-0.0,"name":"Zoë"}'),
  signature: sign(compact('{"zero":-0.0,"name":"Zoë"}')),
});
complaint("a body whose decimals default=str made strings", ["body_numbers_quoted"], {
  body: python(
    "import decimal\ndata = json.load(sys.stdin.buffer, parse_float=decimal.Decimal)\nsys.stdout.write(json.dumps(data, default=str))",
    EVENT,
  ),
  signature: sign(compact(EVENT)),
});
complaint("a body whose dates JavaScript printed anew", ["dates"], {
  body: JSON.stringify({ ...parsed, created: new Date(parsed.created) }),
  signature: sign(compact(INTEGERS)),
});
complaint("a sorted body with a key that is not documented", ["body_keys_sorted"], {
  body: run("jq", ["-S", "-c", "."], ENDING.replace('"name":"Zoë"', '"status":"new","balance":7')),
  signature: sign(ENDING.replace('"name":"Zoë"', '"status":"new","balance":7')),
});
complaint("a sorted body that JavaScript printed, its floats lost", ["body_keys_sorted", "body_floats_lost"], {
  body: '{"created":"2021-05-20T09:23:53+00:00","data":{"status":1},"meta":null,"topic":"pdf.parsed"}',
  signature: sign('{"topic":"pdf.parsed","created":"2021-05-20T09:23:53+00:00","data":{"status":1.0},"meta":null}'),
});
complaint("a signer whose keys Go sorted, a body whose floats JavaScript lost", ["signed_sorted", "body_floats_lost"], {
  body: reprinted(EVENT),
  signature: sign(dumps(EVENT, ', separators=(",", ":"), sort_keys=True')),
});
complaint("records whose amounts were floats, and whose numbers were not", ["body_floats_lost"], {
  body: reprinted(records()),
  signature: sign(compact(records())),
});

// The tier below proof.
complaint("a body whose integer JavaScript rounded", ["body_rounded"], {
  body: reprinted('{"id": 12345678901234567891}'),
  signature: sign('{"id":12345678901234567891}'),
});
complaint("a body that a log cut", ["body_ends_early"], {
  body: compact(EVENT).subarray(0, 90),
  signature: sign(compact(EVENT)),
});
complaint("a body that a log cut, and said so", ["body_ellipsis"], {
  body: `${compact(EVENT).subarray(0, 90)}...`,
  signature: sign(compact(EVENT)),
});
complaint("a body whose letters an ASCII encoder lost", ["body_question_mark"], {
  body: python(
    'sys.stdout.buffer.write(sys.stdin.buffer.read().decode().encode("ascii", "replace"))',
    reprinted(ENDING),
  ),
  signature: sign(ENDING),
});
complaint("a body that util.inspect printed, with its depth left out", ["body_print_out"], {
  body: inspect({ ...parsed, meta: { a: { b: { c: 1 } } } }),
  signature: sign(posted(EVENT)),
});

/** Six records, each with a number and an amount. */
function records() {
  const record = (id) => `{"id": ${id}, "amount": ${id}0.0}`;
  return `{"transactions": [${[1, 2, 3, 4, 5, 6].map(record).join(", ")}]}`;
}
