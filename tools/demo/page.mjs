// Serves the page, www/dist, on loopback: three files, and the policy as a header too.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { dist, policy } from "../page.mjs";

const FILES = {
  "index.html": "text/html; charset=utf-8",
  "style.css": "text/css; charset=utf-8",
  "page.js": "text/javascript; charset=utf-8",
};

const HEADERS = {
  // Only a header can say who may show the page in a frame.
  "content-security-policy": `${policy}; frame-ancestors 'none'`,
  "cache-control": "no-cache",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** Resolves to the server. `base`: the path of the page. `onRequest` gets each request. */
export async function servePage({ base = "/", onRequest = () => {} } = {}) {
  const contents = Object.fromEntries(Object.keys(FILES).map((name) => [name, readFileSync(join(dist, name))]));
  const server = createServer((request, response) => {
    onRequest(request);
    const path = request.url.split("?")[0];
    const name = path === base ? "index.html" : path.slice(base.length);
    if (!path.startsWith(base) || !Object.hasOwn(FILES, name)) return response.writeHead(404, HEADERS).end();
    if (request.method !== "GET" && request.method !== "HEAD") {
      return response.writeHead(405, { ...HEADERS, allow: "GET, HEAD" }).end();
    }
    response.writeHead(200, { ...HEADERS, "content-type": FILES[name] }).end(contents[name]);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}
