// Deliveries to try a receiver with, and what it takes to start one.
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const modules = join(root, "tests/node_modules");
export const SECRET = "sec_test";

/** As Python's sender writes and signs it. */
export const BODY = String.raw`{"topic": "a.b", "score": 1.0, "name": "Zo\u00eb \ud83d\ude00"}`;
const SIGNED = String.raw`{"topic":"a.b","score":1.0,"name":"Zo\u00eb \ud83d\ude00"}`;
export const SIGNATURE = createHmac("sha256", SECRET).update(SIGNED).digest("base64");
export const FORGED = BODY.replace("1.0", "9.0");

/** An empty folder below `target/`, which is not in git. */
export function folder(name) {
  const path = join(root, "target/tests", name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Waits until a server that was spawned listens; an error if it ends before. */
export async function listening(child, port) {
  while (child.exitCode === null) {
    const socket = connect(port, "127.0.0.1");
    const open = await new Promise((resolve) =>
      socket.on("connect", () => resolve(true)).on("error", () => resolve(false)),
    );
    socket.destroy();
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server ended with ${child.exitCode}`);
}

/** The answers to a genuine, a forged and an unsigned delivery. */
export async function answers(url, send = fetch) {
  const deliver = async (body, headers) => {
    const type = { "content-type": "application/json" };
    const response = await send(url, { method: "POST", body, headers: { ...type, ...headers } });
    return `${response.status} ${await response.text()}`;
  };
  const signed = { "heron-signature": SIGNATURE };
  return [await deliver(BODY, signed), await deliver(FORGED, signed), await deliver(BODY, {})];
}
