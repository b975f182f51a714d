// `azure.mjs FILE MODE`: serves the HTTP function that a file registers at $PORT, below /api. It stands in for Azure's
// worker: it provides the module `@azure/functions-core`, through which `@azure/functions` registers functions, and hands
// it each request in the form of the protocol of Azure's host: whole (`buffered`), or through the package's proxy (`streams`).
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import Module, { createRequire } from "node:module";
import { resolve } from "node:path";

const [file, mode] = process.argv.slice(2);
const streams = mode === "streams";
const worker = {
  functions: [],
  setProgrammingModel: (model) => (worker.model = model),
  registerFunction: (metadata, callback) => worker.functions.push({ metadata, callback }),
  registerHook: () => ({ dispose() {} }),
  log() {},
};
const load = Module._load;
Module._load = (name, ...rest) => (name === "@azure/functions-core" ? worker : load(name, ...rest));

const require = createRequire(resolve(file));
if (streams) require("@azure/functions").app.setup({ enableHttpStream: true });
require(resolve(file));

const { HttpUri } = await worker.model.getCapabilities({});
const [{ metadata, callback }] = worker.functions;
const [name, { methods, route }] = Object.entries(metadata.bindings).find(([, { type }]) => type === "httpTrigger");
const path = `/api/${route ?? metadata.name}`;

/** Calls the function: the answer in the form of the protocol, or nothing if the proxy has sent it. */
async function called(invocationId, http) {
  const triggerMetadata = { Headers: { json: JSON.stringify(http.headers) } };
  const request = { inputData: [{ name, data: { http } }], triggerMetadata };
  const invocation = worker.model.getInvocationModel({ invocationId, metadata, request, log() {} });
  const { context, inputs } = await invocation.getArguments();
  const result = await invocation.invokeFunction(context, inputs, callback);
  return (await invocation.getResponse(context, result)).returnValue?.http;
}

async function buffered(request, response) {
  const bytes = Buffer.concat(await request.toArray());
  const { method, headers } = request;
  const answer = await called(randomUUID(), { method, url: `http://localhost${path}`, headers, body: { bytes } });
  response.writeHead(Number(answer.statusCode), answer.headers).end(answer.body?.bytes);
}

async function streamed(request, response) {
  const id = randomUUID();
  const added = { "x-ms-invocation-id": id, "x-forwarded-host": "localhost", "x-forwarded-proto": "http" };
  const headers = { ...request.headers, ...added };
  const init = { method: request.method, headers, body: request, duplex: "half" };
  for (const name of ["connection", "keep-alive", "transfer-encoding", "expect"]) delete headers[name];
  const [answer] = await Promise.all([
    fetch(new URL(path, HttpUri), init),
    called(id, { method: request.method, headers: request.headers }),
  ]);
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

createServer((request, response) => {
  if (request.url !== path || !methods.includes(request.method)) return response.writeHead(404).end();
  return streams ? streamed(request, response) : buffered(request, response);
}).listen(process.env.PORT, "127.0.0.1");
