// A stranger's body, cut as small as HTTP allows, and what it costs the server's process in memory.
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";

/** Well-formed, so that the body is read; nobody's, so that nothing is handled. */
export const FORGED_SIGNATURE = Buffer.alloc(32).toString("base64");

/** Posts `bytes` bytes in chunks of `size`: resolves to the answer's status. */
export async function flood(port, { bytes, size = 1, path = "/heron", signature = FORGED_SIGNATURE }) {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  let answer = "";
  const ended = new Promise((resolve) => {
    socket.on("data", (data) => {
      answer += data;
      if (answer.includes("\r\n\r\n")) resolve();
    });
    socket.on("error", resolve).on("close", resolve);
  });
  const head = ["host: localhost", "transfer-encoding: chunked", `heron-signature: ${signature}`, "connection: close"];
  socket.write(`POST ${path} HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n`);
  const chunk = `${size.toString(16)}\r\n${" ".repeat(size)}\r\n`;
  const batch = Math.max(1, Math.floor(65_536 / chunk.length));
  for (let sent = 0; sent < bytes && !socket.destroyed && answer === ""; ) {
    const chunks = Math.min(batch, Math.ceil((bytes - sent) / size));
    sent += chunks * size;
    if (!socket.write(chunk.repeat(chunks))) await Promise.race([once(socket, "drain"), ended]);
  }
  if (!socket.destroyed) socket.write("0\r\n\r\n");
  await ended;
  socket.destroy();
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
}

/** How many bytes the resident memory of a process grows to, above what it has now, during `work`. Linux only. */
export async function peakAbove(pid, work) {
  const kilobytes = (field) =>
    Number(new RegExp(`${field}:\\s*(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);
  writeFileSync(`/proc/${pid}/clear_refs`, "5"); // sets the peak back
  const before = kilobytes("VmRSS");
  await work();
  return (kilobytes("VmHWM") - before) * 1024;
}
