// Deliveries that `listen --save` keeps: an HTTP request in a file, as it came, and its verdict in another beside it.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { note } from "./terminal.js";
import { UsageError } from "./usage.js";

/** @import { IncomingMessage } from "node:http" */

/** In bytes: of a larger body, the beginning is kept. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Headers that hold credentials, and one that says how a body came, not what it is. */
const LEFT_OUT = /^(?:authorization|proxy-authorization|cookie|transfer-encoding|content-length)$/i;

/** @param {string} directory */
export function prepared(directory) {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new UsageError(`cannot write to ${directory}: ${code}`);
  }
}

/**
 * The bytes of a request's body, as they come by and whoever reads them.
 *
 * @param {IncomingMessage} request
 */
export function kept(request) {
  /** @type {Buffer[]} */
  const chunks = [];
  let length = 0;
  const { push } = request;
  request.push = (chunk, encoding) => {
    if (chunk !== null && length < MOST_BYTES) {
      chunks.push(chunk);
      length += chunk.length;
    }
    return push.call(request, chunk, encoding);
  };
  return () => Buffer.concat(chunks);
}

let count = 0;

/**
 * Writes a delivery into the directory: the name of its file, or `undefined` if that fails.
 *
 * @param {string} directory
 * @param {IncomingMessage} request
 * @param {Buffer} body
 * @param {object} verdict
 */
export function save(directory, { method, url, rawHeaders }, body, verdict) {
  const headers = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && !LEFT_OUT.test(name) ? `${name}: ${rawHeaders[index + 1]}` : [],
  );
  const head = [`${method} ${url} HTTP/1.1`, ...headers, `Content-Length: ${body.length}`, "", ""].join("\r\n");
  count += 1;
  const name = join(directory, `${new Date().toISOString().replaceAll(":", "-")}-${count}`);
  const options = { flag: "wx", mode: 0o600 };
  try {
    writeFileSync(`${name}.http`, Buffer.concat([Buffer.from(head, "latin1"), body]), options);
    writeFileSync(`${name}.json`, `${JSON.stringify(verdict, null, 2)}\n`, options);
    return `${name}.http`;
  } catch (error) {
    note(`Not saved in ${directory}: ${/** @type {Error} */ (error).message}`);
    return undefined;
  }
}
