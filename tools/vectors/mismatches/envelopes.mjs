// Complaints about a body with something around it: a platform's event, a form, an HTTP message.

import { gzipSync, deflateSync } from "node:zlib";
import { EVENT, PLAIN, compact, complaint, posted, python, sign } from "./complaint.mjs";

const base64 = (text) => Buffer.from(text).toString("base64");
const signature = sign(compact(EVENT));
const text = posted(EVENT).toString();

complaint("an event of API Gateway, payload format 2.0", ["body_gateway"], {
  body: JSON.stringify({
    version: "2.0",
    headers: { "heron-signature": signature },
    requestContext: { http: { method: "POST", path: "/heron" } },
    body: text,
    isBase64Encoded: false,
  }),
  signature,
});
complaint("an event of API Gateway whose body is base64", ["body_gateway"], {
  body: JSON.stringify({ httpMethod: "POST", requestContext: {}, body: base64(text), isBase64Encoded: true }),
  signature,
});
complaint("a notification of SNS", ["body_sns"], {
  body: JSON.stringify({ Type: "Notification", TopicArn: "arn:aws:sns:eu-west-1:1:heron", Message: text }, null, 2),
  signature,
});
complaint("a record of SQS", ["body_sns"], {
  body: JSON.stringify({ Records: [{ messageId: "19dd0b57", body: text, eventSource: "aws:sqs" }] }),
  signature,
});
complaint("an event of EventBridge, its detail printed anew", ["body_event_bridge", "body_floats_lost"], {
  body: JSON.stringify({ version: "0", "detail-type": "heron", source: "heron", detail: JSON.parse(EVENT) }),
  signature,
});
complaint("a push of Pub/Sub", ["body_pub_sub"], {
  body: JSON.stringify({ message: { data: base64(text), messageId: "136969346945" }, subscription: "projects/p" }),
  signature,
});
complaint("an item of n8n", ["body_member", "body_floats_lost"], {
  body: JSON.stringify([{ headers: { host: "n8n.example" }, params: {}, query: {}, body: JSON.parse(EVENT) }]),
  signature,
});
complaint("a body within another service's object", ["body_member"], {
  body: JSON.stringify({ id: 7, payload: text }),
  signature,
});
complaint("a body in an array", ["body_array"], { body: `[${text}]`, signature });
complaint("a form with one field", ["body_form"], { body: String(new URLSearchParams({ payload: text })), signature });
complaint("a body that was percent-encoded", ["body_form"], { body: encodeURIComponent(text), signature });
complaint("a whole HTTP request, as nc shows it", ["body_http"], {
  body: `POST /heron HTTP/1.1\r\nHost: localhost\r\nHeron-Signature: ${signature}\r\n\r\n${text}`,
  signature,
});
complaint("a body with the lengths of its chunks", ["body_chunked"], {
  body: chunked(text, 100),
  signature,
});
complaint("a whole HTTP request in chunks", ["body_http", "body_chunked"], {
  body: `POST /heron HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${chunked(text, 64)}`,
  signature,
});
complaint("a body from a page's source", ["body_html_escaped"], {
  body: python("import html\nsys.stdout.write(html.escape(sys.stdin.read()))", text),
  signature,
});
complaint("a body in the quotes that cmd.exe passes on", ["body_quoted"], { body: `'${text}'`, signature });
complaint("a body in a buffer of a fixed size", ["body_padded"], {
  body: Buffer.concat([Buffer.from(text), Buffer.alloc(64)]),
  signature,
});
complaint("a body that was stringified three times", ["body_json_string", "body_json_string"], {
  body: JSON.stringify(JSON.stringify(text)),
  signature,
});
complaint("a JSON string in base64, in an event of API Gateway", ["body_gateway", "body_json_string"], {
  body: JSON.stringify({ requestContext: {}, body: base64(JSON.stringify(text)), isBase64Encoded: true }),
  signature,
});
complaint("a body that is compressed with deflate", ["body_compressed"], { body: deflateSync(posted(PLAIN)) });
complaint("a compressed body that was read as text", ["body_gzip"], { body: gzipSync(posted(PLAIN)).toString() });

/** A text in chunks of this many bytes, as HTTP/1.1 frames them. */
function chunked(text, size) {
  const bytes = Buffer.from(text);
  const chunks = [];
  for (let at = 0; at < bytes.length; at += size) {
    const chunk = bytes.subarray(at, at + size);
    chunks.push(`${chunk.length.toString(16)}\r\n`, chunk, "\r\n");
  }
  return Buffer.concat([...chunks, "0\r\n\r\n"].map((part) => Buffer.from(part)));
}
