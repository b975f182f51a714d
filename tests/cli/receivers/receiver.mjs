// A receiver in Node that makes one mistake, by its name: `node receiver.mjs MISTAKE`. It prints its port.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { verify } from "heron-webhooks";

const SECRET = process.env.HERON_WEBHOOK_SECRET;
const [mistake] = process.argv.slice(2);
const seen = new Set();

const digest = (message, encoding = "base64", secret = SECRET) =>
  createHmac("sha256", secret).update(message).digest(encoding);
const sorted = (_name, value) =>
  value && typeof value === "object"
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
const genuine = (body, signature) => verify(SECRET, body, signature);

/** Whether it accepts a body and its signature; by default as the library does. */
const accepts = {
  right: genuine,
  raw: (body, signature) => signature === digest(body),
  parsed: (body, signature) => signature === digest(JSON.stringify(JSON.parse(body))),
  sorted: (body, signature) => signature === digest(JSON.stringify(JSON.parse(body), sorted)),
  none: () => true,
  present: (_body, signature) => signature !== undefined,
  hex: (body, signature) => signature === digest(body, "hex"),
  newline: (body, signature) => signature === digest(body, "base64", `${SECRET}\n`),
  prefix: (body, signature) => Boolean(signature) && (genuine(body, signature) || digest(body).startsWith(signature)),
  malformed: (body, signature = "") =>
    genuine(body, signature) || timingSafeEqual(Buffer.from(signature), Buffer.from(digest(body))),
};

const server = createServer(async (request, response) => {
  const { headers } = request;
  const length = Number(headers["content-length"] ?? 0);
  const limit = mistake === "limit" ? 100 * 1024 : 1024 * 1024;
  if (length > limit) return response.writeHead(413, { connection: "close" }).end();
  let body = await text(request);
  if (mistake === "type" && headers["content-type"] !== "application/json") body = "";
  if (mistake === "chunks" && headers["content-length"] === undefined) body = "";
  const signature = headers["heron-signature"];
  let status = 401;
  try {
    if ((accepts[mistake] ?? genuine)(body, signature))
      status = mistake === "repeat" && seen.has(signature) ? 409 : 204;
  } catch {
    status = 500;
  }
  if (status === 204) seen.add(signature);
  return response.writeHead(status).end();
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
