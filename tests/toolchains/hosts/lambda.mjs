// `lambda.mjs FILE`: serves a Lambda's handler at $PORT: each request as an event of API Gateway's HTTP API, version 2.0.
import { createServer } from "node:http";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const { handler } = await import(pathToFileURL(resolve(process.argv[2])));

createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray());
  const {
    statusCode,
    headers,
    body: text,
  } = await handler({
    version: "2.0",
    rawPath: request.url,
    rawQueryString: "",
    headers: request.headers,
    requestContext: { http: { method: request.method, path: request.url } },
    body: body.toString("base64"),
    isBase64Encoded: true,
  });
  response.writeHead(statusCode, headers).end(text);
}).listen(process.env.PORT, "127.0.0.1");
