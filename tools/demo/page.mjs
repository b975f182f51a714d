// Serves the page, www/dist/index.html, on loopback.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { answering } from "../../pkg/cli/page.js";
import { dist } from "../page.mjs";

/** Resolves to the server. `base`: the path of the page. `onRequest` gets each request. */
export async function servePage({ base = "/", onRequest = () => {} } = {}) {
  const answer = answering(readFileSync(join(dist, "index.html")), base);
  const server = createServer((request, response) => {
    onRequest(request);
    answer(request, response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server;
}
