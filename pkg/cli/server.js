// A server that runs until the user ends it.
import { UsageError } from "./usage.js";

/** @import { Server } from "node:http" */

/**
 * The value of --port.
 *
 * @param {string} port
 */
export function portOf(port) {
  if (/^\d{1,5}$/.test(port) && Number(port) <= 65_535) return Number(port);
  throw new UsageError("--port is a number from 0 to 65535");
}

/**
 * Resolves once it listens.
 *
 * @param {Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<void>}
 */
export function listening(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("listening", () => resolve());
    server.once("error", (/** @type {NodeJS.ErrnoException} */ { code }) => {
      const inUse = `port ${port} is in use: choose another one with --port`;
      reject(new UsageError(code === "EADDRINUSE" ? inUse : `cannot listen at ${host}, port ${port}: ${code}`));
    });
    server.listen(port, host);
  });
}

/**
 * Where it listens.
 *
 * @param {Server} server
 */
export function address(server) {
  const {
    address: host,
    port,
    family,
  } = /** @type {import("node:net").AddressInfo} It listens at a port. */ (server.address());
  return `http://${family === "IPv6" ? `[${host}]` : host}:${port}`;
}

/**
 * Resolves when the user ends the program.
 *
 * @returns {Promise<unknown>}
 */
export function interrupted() {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, resolve);
  });
}
