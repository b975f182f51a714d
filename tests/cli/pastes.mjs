// What people paste, and what is in it: for the reader, the command line and the page. Each is a delivery of `BODY`
// that was signed with `SECRET`, unless it says otherwise.
import { createHmac } from "node:crypto";

export const SECRET = "sec_test";
export const BODY = String.raw`{"topic":"end_user.processed","created":"2026-03-02T08:15:30","data":{"name":"Zo\u00eb's \ud83e\udd50","score":1.0,"note":"$5 \\ \"x\""}}`;
export const SIGNATURE = createHmac("sha256", SECRET).update(BODY).digest("base64");

const LINES = '{\r\n  "topic": "pdf.failed",\r\n  "data": {}\r\n}\r\n';
const URL = "https://example.com/heron";
const json = JSON.stringify;
const base64 = (text) => Buffer.from(text).toString("base64");
const single = (text) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const double = (text) => `"${text.replace(/[$`"\\]/g, String.raw`\$&`)}"`;
const ansi = (text) => `$'${text.replace(/[\\']/g, String.raw`\$&`).replaceAll("\r", "\\r").replaceAll("\n", "\\n")}'`;
const caret = (text) => `^"${text.replace(/[\\"]/g, "\\$&").replace(/["$%&<>|^]/g, "^$&")}^"`;
const HEADERS = { host: "example.com", "content-type": "application/json", "heron-signature": SIGNATURE };
const HEAD = `POST /heron HTTP/1.1\nHost: example.com\nContent-Type: application/json\nHeron-Signature: ${SIGNATURE}\n`;
const crlf = (text) => text.replaceAll("\n", "\r\n");
const entry = (more) => ({
  request: {
    method: "POST",
    url: URL,
    headers: Object.entries(HEADERS).map(([name, value]) => ({ name, value })),
    postData: { mimeType: "application/json", text: BODY },
  },
  ...more,
});
const signed = { body: BODY, signature: SIGNATURE };
const located = { ...signed, url: URL };

/** @type {{ name: string, text: string | Uint8Array, body?: string | Uint8Array, signature?: string, secret?: string, url?: string, notes?: RegExp, from?: RegExp }[]} */
export const pastes = [
  // curl
  {
    name: "curl, single quotes",
    text: `curl -i ${single(URL)} \\\n  -H 'Content-Type: application/json' \\\n  -H 'Heron-Signature: ${SIGNATURE}' \\\n  --data-raw ${single(BODY)}`,
    ...located,
    from: /^--data-raw of the curl command$/,
  },
  {
    name: "curl, double quotes, a prompt, CR LF",
    text: crlf(`$ curl -X POST ${URL} \\\n  -H "Heron-Signature: ${SIGNATURE}" \\\n  -d ${double(BODY)}\n`),
    ...located,
  },
  {
    name: "curl, as a browser copies it",
    text: `curl '${URL}' -H 'heron-signature: ${SIGNATURE}' --data-raw ${ansi(BODY)} --compressed`,
    ...located,
  },
  {
    name: "curl, as a browser copies it on Windows",
    text: `curl ^"${URL}^" ^\r\n  -H ^"heron-signature: ${SIGNATURE}^" ^\r\n  --data-raw ${caret(BODY)}`,
    ...located,
  },
  {
    name: "curl, bytes as escapes, CR LF kept",
    text: `curl -sSXPOST ${URL} --data-binary ${ansi(LINES).replace("pdf", String.raw`\x70\144\u0066`)}`,
    body: LINES,
    url: URL,
  },
  {
    name: "curl, letters beyond ASCII as bytes and surrogates",
    text: String.raw`curl --json $'{"a":"Zo\xc3\xab \ud83e\udd50 \u00eb"}' ${URL}`,
    body: '{"a":"Zoë 🥐 ë"}',
    url: URL,
  },
  {
    name: "curl, joined letters and options joined to values",
    text: `curl -sSd${single(BODY)} -H'Heron-Signature: ${SIGNATURE}' --max-time 5 ${URL}`,
    ...located,
  },
  {
    name: "curl behind printf",
    text: `printf %s ${single(BODY)} | \\\ncurl -H 'Heron-Signature: ${SIGNATURE}' --data-binary @- ${URL}`,
    ...located,
  },
  {
    name: "curl behind variables",
    text: `export HERON_WEBHOOK_SECRET=${SECRET}\ncurl ${URL} -H 'Heron-Signature: ${SIGNATURE}' -d ${single(BODY)}`,
    ...located,
    secret: SECRET,
  },
  {
    name: "curl with a file",
    text: `curl ${URL} -H 'Heron-Signature: ${SIGNATURE}' -d @body.json`,
    signature: SIGNATURE,
    url: URL,
    notes: /The body is in the file body\.json, not in the curl command/,
  },
  {
    name: "curl with a variable",
    text: `curl ${URL} -H "Heron-Signature: $SIGNATURE" -d '{}'`,
    body: "{}",
    signature: "$SIGNATURE",
    url: URL,
    notes: /has a variable of the shell, \$SIGNATURE/,
  },
  {
    name: "curl, cut off",
    text: `curl ${URL} -d '{"topic":"a.b"`,
    body: '{"topic":"a.b"',
    url: URL,
    notes: /A quote of the curl command is not closed/,
  },
  // HTTP
  {
    name: "an HTTP request, CR LF",
    text: `${crlf(`${HEAD}\n`)}${BODY}`,
    ...signed,
    url: "http://example.com/heron",
    from: /^the HTTP request, behind its head$/,
  },
  {
    name: "an HTTP request, LF head, CR LF body",
    text: `POST /heron HTTP/1.1\nHeron-Signature: ${SIGNATURE}\n\n${LINES}`,
    body: LINES,
    signature: SIGNATURE,
  },
  {
    name: "an HTTP request, a line end more than Content-Length",
    text: `${HEAD}Content-Length: ${BODY.length}\n\n${BODY}\n`,
    ...signed,
    url: "http://example.com/heron",
    from: /as long as Content-Length says/,
  },
  {
    name: "an HTTP request, longer than Content-Length",
    text: `${HEAD}Content-Length: 3\n\n{ }\n{}`,
    body: "{ }\n{}",
    signature: SIGNATURE,
    url: "http://example.com/heron",
    notes: /has 6 bytes, but Content-Length says 3/,
  },
  {
    name: "an HTTP request in chunks",
    text: `${crlf(`${HEAD}Transfer-Encoding: chunked\n\n`)}5\r\n${BODY.slice(0, 5)}\r\n${(BODY.length - 5).toString(16)}\r\n${BODY.slice(5)}\r\n0\r\n\r\n`,
    ...signed,
    url: "http://example.com/heron",
    from: /without the lengths of its chunks/,
  },
  {
    name: "an HTTP request whose body is not text",
    text: Buffer.concat([Buffer.from(`${HEAD}Content-Encoding: gzip\n\n`), Buffer.from([0x1f, 0x8b, 0xff, 0])]),
    body: Buffer.from([0x1f, 0x8b, 0xff, 0]),
    signature: SIGNATURE,
    url: "http://example.com/heron",
    notes: /compressed: Content-Encoding says gzip/,
  },
  {
    name: "a trace of curl -v",
    text: `* Connected\n> POST /heron HTTP/1.1\n> Host: example.com\n> Heron-Signature: ${SIGNATURE}\n> \n< HTTP/1.1 401 Unauthorized\n`,
    signature: SIGNATURE,
    url: "http://example.com/heron",
    notes: /does not print the body/,
  },
  // HAR
  {
    name: "a HAR file with several entries",
    text: json({ log: { entries: [{ request: { method: "GET", url: URL, headers: [] } }, entry(), entry()] } }),
    ...located,
    notes: /holds 2 requests: entry 2 was taken/,
  },
  {
    name: "a HAR entry, indented",
    text: json(entry({ time: 12 }), null, 2),
    ...located,
    from: /^request\.postData\.text of the HAR entry$/,
  },
  // Platforms
  {
    name: "API Gateway 1.0",
    text: json({
      resource: "/heron",
      path: "/heron",
      httpMethod: "POST",
      headers: { Host: "example.com", "Heron-Signature": SIGNATURE },
      multiValueHeaders: {},
      body: BODY,
      isBase64Encoded: false,
    }),
    ...located,
    from: /^body of the API Gateway event \(1\.0\)$/,
  },
  {
    name: "API Gateway 2.0, base64",
    text: json({
      version: "2.0",
      rawPath: "/heron",
      headers: HEADERS,
      requestContext: { http: { method: "POST" } },
      body: base64(BODY),
      isBase64Encoded: true,
    }),
    ...located,
    from: /function URL event, decoded from base64$/,
  },
  {
    name: "a load balancer's event",
    text: json({
      requestContext: { elb: {} },
      httpMethod: "POST",
      path: "/heron",
      multiValueHeaders: { host: ["example.com"], "heron-signature": [SIGNATURE] },
      body: BODY,
    }),
    ...located,
  },
  {
    name: "an SNS notification",
    text: json({
      Type: "Notification",
      TopicArn: "arn:aws:sns:x",
      Message: BODY,
      MessageAttributes: { "Heron-Signature": { Type: "String", Value: SIGNATURE } },
    }),
    ...signed,
  },
  {
    name: "SNS in SQS, in a Lambda function's records",
    text: json({
      Records: [
        {
          messageId: "1",
          eventSource: "aws:sqs",
          body: json({ Type: "Notification", TopicArn: "arn", Message: BODY }),
        },
      ],
    }),
    body: BODY,
    from: /^Message of the SNS notification, in Records\.body of the SQS record$/,
  },
  {
    name: "an EventBridge event: the text of `detail` as it stands there",
    text: `{"version":"0","detail-type":"heron","source":"x", "detail" : {"topic": "a.b", "score": 1.0}, "account":"1"}`,
    body: '{"topic": "a.b", "score": 1.0}',
    notes: /was parsed on its way/,
  },
  {
    name: "Pub/Sub push",
    text: json({
      message: { data: base64(BODY), attributes: { "heron-signature": SIGNATURE }, messageId: "1" },
      subscription: "projects/x",
    }),
    ...signed,
  },
  {
    name: "Azure Functions, a custom handler",
    text: json({
      Data: { req: { Url: URL, Method: "POST", Headers: { "Heron-Signature": [SIGNATURE] }, Body: BODY } },
      Metadata: {},
    }),
    ...located,
  },
  {
    name: "Azure Logic Apps",
    text: json({ headers: HEADERS, body: { "$content-type": "application/octet-stream", $content: base64(BODY) } }),
    ...signed,
  },
  {
    name: "Event Grid",
    text: `[{"id":"1","eventType":"heron","topic":"/x","dataVersion":"1","data": ${BODY}}]`,
    body: BODY,
    notes: /was parsed on its way/,
  },
  {
    name: "n8n",
    text: `[{"headers": ${json(HEADERS)}, "params": {}, "query": {}, "body": {"topic": "a.b", "score": 1.0}, "webhookUrl": "${URL}", "executionMode": "test"}]`,
    body: '{"topic": "a.b", "score": 1.0}',
    signature: SIGNATURE,
    url: URL,
    notes: /was parsed on its way/,
  },
  // Headers, variables, labels
  { name: "a header with its name", text: `Heron-Signature: ${SIGNATURE}\n`, signature: SIGNATURE },
  { name: "headers as JSON", text: json(HEADERS), signature: SIGNATURE },
  {
    name: "headers as Node prints them",
    text: `{\n  host: 'example.com',\n  'heron-signature': '${SIGNATURE}'\n}`,
    signature: SIGNATURE,
  },
  {
    name: "Node's rawHeaders",
    text: json({ rawHeaders: ["Host", "x", "Heron-Signature", SIGNATURE], body: BODY }),
    ...signed,
  },
  {
    name: "a .env file",
    text: `# Heron\r\nOTHER=1\r\nexport HERON_WEBHOOK_SECRET="${SECRET}" # live\r\n`,
    secret: SECRET,
  },
  {
    name: "a mail to support",
    text: `Secret: ${SECRET}\nPayload:\n${LINES.trim()}\nSignature: ${SIGNATURE}\n`,
    body: LINES.trim(),
    signature: SIGNATURE,
    secret: SECRET,
  },
  {
    name: "secret, signature and body as JSON",
    text: json({ secret: SECRET, signature: SIGNATURE, body: BODY }),
    ...signed,
    secret: SECRET,
  },
  // Logs
  {
    name: "a line of a log",
    text: `2026-03-02 08:15:30 INFO [web] heron-signature=${SIGNATURE} body=${BODY}`,
    ...signed,
  },
  {
    name: "a line of a log, the JSON quoted",
    text: `level=info heron_signature="${SIGNATURE}" body=${json(BODY)}`,
    ...signed,
  },
  {
    name: "Python's print of headers and bytes",
    text: `INFO:root:{'Heron-Signature': '${SIGNATURE}'} b'{"topic": "a.b", "name": "Zo\\xc3\\xab \\\\u00eb"}'`,
    signature: SIGNATURE,
    body: String.raw`{"topic": "a.b", "name": "Zoë \u00eb"}`,
  },
  {
    name: "structured logs, a line each",
    text: `${json({ level: 30, msg: "started" })}\n${json({ level: 30, req: { method: "POST", url: "/heron", headers: HEADERS }, body: BODY, msg: "webhook" })}\n`,
    ...located,
  },
  {
    name: "a container's log",
    text: json({ log: `got heron-signature: ${SIGNATURE} ${BODY}\n`, stream: "stdout", time: "2026" }),
    ...signed,
  },
];

/** Texts that are returned as they are. */
export const asTheyAre = [
  BODY,
  LINES,
  json(BODY),
  "",
  "\ufeff{}",
  "sec_test",
  SIGNATURE,
  `{"topic":"a.b","data":{"x":1}`,
  "topic: a.b\ndata: 1",
  "# notes",
  `payload=${encodeURIComponent(BODY)}`.slice(8),
  Buffer.from([0xff, 0xfe, 0x7b, 0]),
];
