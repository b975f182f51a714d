// Eight receivers share one PostgreSQL. They kill themselves at every step, and PostgreSQL crashes once in the middle.
// Each event is delivered until it is acknowledged: its effect is in the user's table exactly once.
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sign } from "heron-webhooks";
import { createTableSql } from "heron-webhooks/stores/postgres";
import pg from "pg";
import { folder } from "../lib/servers.mjs";
import { skip, startPostgres } from "./postgres.mjs";

const RECEIVERS = 8;
const EVENTS = 10_000;
const SENDERS = 100;
/** Deaths before, in and after each statement, and claims that were lost to another receiver. */
const STEPS = [
  ...["claiming", "claimed", "written", "completed in the transaction", "committing", "committed", "completing"],
  ...["completed", "taken over"],
];
const receiver = fileURLToPath(new URL("postgres-receiver.mjs", import.meta.url));

for (const library of ["pg", "postgres"]) {
  test(`${library}: every effect is there exactly once`, { skip, timeout: 600_000 }, async (context) => {
    const { url, crash } = await startPostgres(context);
    const query = async (...statement) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query(...statement);
      await client.end();
      return rows;
    };
    await query(`${createTableSql()} CREATE TABLE effects (id integer NOT NULL)`);

    const log = join(folder(`postgres-${library}`), "steps.txt");
    writeFileSync(log, "");
    const ports = [];
    const children = new Set();
    let isOver = false;
    const start = async (slot) => {
      const child = fork(receiver, [url, library, log]);
      children.add(child);
      child.on("exit", () => {
        children.delete(child);
        if (!isOver) void start(slot);
      });
      const [port] = await Promise.race([once(child, "message"), once(child, "exit").then(() => [ports[slot]])]);
      ports[slot] = port;
    };
    context.after(() => {
      isOver = true;
      for (const child of children) child.kill("SIGKILL");
    });
    await Promise.all(Array.from({ length: RECEIVERS }, (_, slot) => start(slot)));

    let requests = 0;
    const deliver = async (id) => {
      const body = JSON.stringify({ topic: "a.b", data: { id } });
      const headers = { "heron-signature": sign("sec_test", body) };
      for (;;) {
        const port = ports[requests++ % RECEIVERS];
        const status = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body, headers }).then(
          (response) => response.status,
          () => 0,
        );
        if (status === 204) return;
        await sleep(200);
      }
    };
    let next = 0;
    let crashed;
    const sender = async () => {
      while (next < EVENTS) {
        const id = next++;
        if (id === EVENTS / 2) crashed = crash();
        // Every tenth comes twice at once, as when a sender does not wait for the answer.
        await Promise.all(id % 10 === 0 ? [deliver(id), deliver(id)] : [deliver(id)]);
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, sender));
    await crashed;
    // Handlers that stalled would come back now.
    await sleep(4000);

    const [effects] = await query("SELECT count(*)::int AS rows, count(DISTINCT id)::int AS ids FROM effects");
    assert.deepEqual(effects, { rows: EVENTS, ids: EVENTS });
    const [completed] = await query("SELECT count(*)::int AS rows FROM heron_deliveries WHERE completed");
    assert.deepEqual(completed, { rows: EVENTS });
    const lines = readFileSync(log, "utf8").trim().split("\n");
    for (const step of STEPS) {
      const count = lines.filter((line) => line === step).length;
      context.diagnostic(`${step}: ${count}`);
      assert.notEqual(count, 0, `no receiver was ${step}`);
    }
    context.diagnostic(`${requests} requests for ${EVENTS} events`);
  });
}
