// A real redis-server, started for a test.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { leftOut } from "../../tools/programs.mjs";
import { freePort, listening } from "../lib/servers.mjs";

export async function startRedis(context) {
  const dir = mkdtempSync(join(tmpdir(), "redis-"));
  const port = await freePort();
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", dir];
  const server = spawn("redis-server", args, { stdio: ["ignore", "ignore", "inherit"] });
  context.after(() => {
    server.kill();
    rmSync(dir, { recursive: true });
  });
  await listening(server, port);
  return port;
}

export const skip = leftOut("redis");
