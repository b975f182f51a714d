// A real PostgreSQL, with a cluster of its own, started for a test.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import postgres from "postgres";
import { found, leftOut } from "../../tools/programs.mjs";
import { freePort } from "../lib/servers.mjs";

export const skip = leftOut("postgres");

/** PostgreSQL does not run as root. */
function unprivileged() {
  if (process.getuid() !== 0) return {};
  const id = (flag) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** `crash()` kills the server at once, and starts it again on the same data. */
export async function startPostgres(context, settings = { fsync: "off" }) {
  const cwd = mkdtempSync(join(tmpdir(), "postgres-"));
  const user = unprivileged();
  if (user.uid !== undefined) chownSync(cwd, user.uid, user.gid);
  const options = { cwd, ...user, env: { PATH: process.env.PATH, LC_ALL: "C" } };
  const bin = dirname(realpathSync(found("postgres")));
  const initdb = ["-D", "data", "-U", "heron", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  execFileSync(join(bin, "initdb"), initdb, { ...options, stdio: ["ignore", "ignore", "inherit"] });

  const port = await freePort();
  const url = `postgres://heron@127.0.0.1:${port}/postgres`;
  const all = { listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: 200, ...settings };
  const args = [
    "-D",
    "data",
    "-p",
    `${port}`,
    ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const start = async () => {
    const server = spawn(join(bin, "postgres"), args, { ...options, stdio: ["ignore", "ignore", "ignore"] });
    await ready(server, url);
    return server;
  };
  let server = await start();
  const end = async (signal) => {
    server.kill(signal);
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
  };
  context.after(async () => {
    await end("SIGINT");
    rmSync(cwd, { recursive: true });
  });
  const crash = async () => {
    await end("SIGQUIT");
    server = await start();
  };
  return { url, crash };
}

/** It listens before it takes connections. */
async function ready(server, url) {
  while (server.exitCode === null) {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    const isReady = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => {});
    if (isReady) return;
    await sleep(50);
  }
  throw new Error(`PostgreSQL ended with ${server.exitCode}`);
}

/** A transaction of each library, on a pool of it. */
export const transactions = {
  pg: async (pool, work) => {
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      await work(client, (...statement) => client.query(...statement));
      await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    } finally {
      client.release();
    }
  },
  postgres: (sql, work) => sql.begin((sql) => work(sql, (...statement) => sql.unsafe(...statement))),
};

/** Opens both clients, and closes them before the server ends. */
export async function withClients(url, work) {
  const pool = new pg.Pool({ connectionString: url });
  // A connection that is being closed may still hear that the server ends.
  pool.on("error", () => {}).on("connect", (client) => client.on("error", () => {}));
  const sql = postgres(url, { onnotice() {} });
  try {
    await work({ pool, sql });
  } finally {
    await Promise.all([pool.end(), sql.end()]);
  }
}
