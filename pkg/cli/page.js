import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { address, interrupted, listening, portOf } from "./server.js";
import { note } from "./terminal.js";
import { UsageError } from "./usage.js";

export const summary = "serves the signature preview to a browser on this machine";
export const usage = "[options]";
export const about = [
  "Previews and explains signatures in a browser. The page is one file, dist/page.html in the package; it sends " +
    "nothing anywhere and stores nothing. It can also be opened as a file.",
];
/** @import { RequestListener } from "node:http" */
/** @import { Values } from "./usage.js" */

export const options = /** @type {const} */ ({
  port: { type: "string", value: "PORT", help: "a free one by default" },
});
export const examples = ["heron-webhooks page", "heron-webhooks page --port 4000"];

/**
 * @param {Values<typeof options>} values
 * @param {string[]} positionals
 */
export async function run({ port = "0" }, positionals) {
  if (positionals.length > 0) throw new UsageError("it takes options only");
  const server = createServer(answering(readFileSync(new URL("../dist/page.html", import.meta.url))));
  await listening(server, portOf(port), "127.0.0.1");
  note(`The page is at ${address(server)}. Ctrl-C ends it.`);
  await interrupted();
  server.close();
  server.closeAllConnections();
  return 0;
}

const HEADERS = {
  // The rest of the policy is in the page. Only a header can say who may show the page in a frame.
  "content-security-policy": "frame-ancestors 'none'",
  "cache-control": "no-cache",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * Answers with the page, at one path.
 *
 * @param {Uint8Array} page
 * @param {string} [base]
 * @returns {RequestListener}
 */
export function answering(page, base = "/") {
  return ({ url, method }, response) => {
    const path = url?.split("?")[0];
    if (path !== base && path !== `${base}index.html`) return response.writeHead(404, HEADERS).end();
    if (method !== "GET" && method !== "HEAD") {
      return response.writeHead(405, { ...HEADERS, allow: "GET, HEAD" }).end();
    }
    return response.writeHead(200, { ...HEADERS, "content-type": "text/html; charset=utf-8" }).end(page);
  };
}
