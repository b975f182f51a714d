// Sends the demo's deliveries: through sender.py where there is Python, else the recorded ones.

import { spawn, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { SECRET, TAMPERED, payloads } from "./payloads.mjs";

const OTHER_SECRET = "sec_of_someone_else";

/** The file that record.mjs writes. */
export const RECORDED = new URL("recorded.json", import.meta.url);

/** The documented recipe for Node. */
function sign(secret, data) {
  return createHmac("sha256", secret).update(JSON.stringify(data)).digest("base64");
}

/** The Python on this machine, `{ command, version }`; undefined if there is none that can run sender.py. */
export function findPython() {
  const program = "import sys; assert sys.version_info >= (3, 7); print(sys.version.split()[0])";
  for (const command of ["python3", "python"]) {
    const { status, stdout } = spawnSync(command, ["-c", program], { encoding: "utf8" });
    if (status === 0) {
      return { command, version: stdout.trim() };
    }
  }
  return undefined;
}

/**
 * Has Python sign every payload and post it to the port, one after the other; without a port it hands over the
 * deliveries instead. Yields an object a delivery.
 */
export async function* sendByPython(python, port) {
  const order = {
    port,
    secret: SECRET,
    otherSecret: OTHER_SECRET,
    tampered: TAMPERED,
    payloads: payloads.map(({ name, text }) => ({
      name,
      text,
      signature: sign(SECRET, JSON.parse(text)),
      otherSignature: sign(OTHER_SECRET, JSON.parse(text)),
    })),
  };
  const script = fileURLToPath(new URL("sender.py", import.meta.url));
  const child = spawn(python.command, [script], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "close");
  child.stdin.end(JSON.stringify(order));
  for await (const line of createInterface({ input: child.stdout })) {
    yield JSON.parse(line);
  }
  const [status] = await ended;
  if (status !== 0) {
    throw new Error(`tools/demo/sender.py ended with exit code ${status}`);
  }
}

/** What the recorded deliveries were made with, and how to send them. */
export function readRecorded() {
  const { python, node, bodies, deliveries } = JSON.parse(readFileSync(RECORDED, "utf8"));
  const body = (index) => {
    const { gzip } = bodies[index];
    return gzip ? gunzipSync(Buffer.from(gzip, "base64")) : Buffer.from(bodies[index]);
  };
  async function* send(port) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (const { body: index, ...delivery } of deliveries) {
      yield { ...delivery, status: await post(agent, port, delivery.signature, body(index)) };
    }
    agent.destroy();
  }
  return { python, node, send };
}

async function post(agent, port, signature, body) {
  const headers = { "Content-Type": "application/json", "Content-Length": body.length, "Heron-Signature": signature };
  const outgoing = request({ agent, host: "127.0.0.1", port, path: "/webhooks/heron", method: "POST", headers });
  outgoing.end(body);
  const [response] = await once(outgoing, "response");
  await response.resume().toArray();
  return response.statusCode;
}
