// `lambda.mjs EVENT ENCODING FILE`: serves a Lambda's handler at $PORT. Each request becomes the event of events/EVENT.json,
// which has the members that AWS documents, with its body as `text` or in `base64`.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [name, encoding, file] = process.argv.slice(2);
const template = readFileSync(new URL(`../events/${name}.json`, import.meta.url), "utf8");
const { handler } = await import(pathToFileURL(resolve(file)));

/** Node lower-cases names; a REST API hands them on as senders write them. */
const asWritten = (header) => header.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

function made({ method, headers }, body) {
  const event = JSON.parse(template);
  if (event.httpMethod === undefined) {
    Object.assign(event.requestContext.http, { method });
    Object.assign(event.headers, headers);
  } else {
    event.httpMethod = method;
    event.requestContext.httpMethod = method;
    for (const [header, value] of Object.entries(headers)) {
      event.headers[asWritten(header)] = value;
      event.multiValueHeaders[asWritten(header)] = [value];
    }
  }
  if (body.length > 0) event.body = body.toString(encoding === "base64" ? "base64" : "utf8");
  event.isBase64Encoded = encoding === "base64";
  return event;
}

createServer(async (request, response) => {
  const event = made(request, Buffer.concat(await request.toArray()));
  const { statusCode, headers, body, isBase64Encoded = false } = await handler(event, {});
  response.writeHead(statusCode, headers).end(Buffer.from(body, isBase64Encoded ? "base64" : "utf8"));
}).listen(process.env.PORT, "127.0.0.1");
