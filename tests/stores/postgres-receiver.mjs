// One of several receivers that share a PostgreSQL. It kills itself at random steps, which it writes to a file before,
// and now and then a handler stalls for longer than its claim.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "heron-webhooks";
import { createNodeHandler } from "heron-webhooks/node";
import { postgresStore } from "heron-webhooks/stores/postgres";
import pg from "pg";
import postgres from "postgres";
import { transactions } from "./postgres.mjs";

const [url, library, log] = process.argv.slice(2);
const CLAIM_TTL = 2;
const CHANCE = 0.0015;
const happens = (chance = CHANCE) => Math.random() < chance;
const write = (line) => appendFileSync(log, `${line}\n`);

function dieAt(step) {
  write(step);
  process.kill(process.pid, "SIGKILL");
}

function mayDie(step) {
  if (happens()) dieAt(step);
}

/** Dies while the statement is on its way, is run, or has been answered. */
function mayDieDuring(step, promise) {
  if (happens()) setTimeout(dieAt, Math.random() * 3, step);
  return promise;
}

const pool =
  library === "pg"
    ? new pg.Pool({ connectionString: url, max: 10 })
        .on("error", () => {})
        .on("connect", (client) => client.on("error", () => {}))
    : postgres(url, { max: 10, onnotice() {} });
const store = postgresStore(pool);

async function onEvent({ data: { id } }, { claim }) {
  mayDie("claimed");
  await transactions[library](pool, async (transaction, query) => {
    await query("INSERT INTO effects VALUES ($1)", [id]);
    mayDie("written");
    if (happens(3 * CHANCE)) await sleep((CLAIM_TTL + 1) * 1000);
    await store.completeIn(transaction, claim).catch((error) => {
      if (/taken over/.test(error.message)) write("taken over");
      throw error;
    });
    mayDie("completed in the transaction");
    mayDieDuring("committing");
  });
  mayDie("committed");
}

const watched = {
  claim: (...args) => mayDieDuring("claiming", store.claim(...args)),
  release: (claim) => store.release(claim),
  complete: async (claim) => {
    await mayDieDuring("completing", store.complete(claim));
    mayDie("completed");
  },
};
const options = { store: watched, timeout: 1, claimTtl: CLAIM_TTL, onError() {} };
createServer(createNodeHandler(new Webhook("sec_test"), onEvent, options)).listen(0, "127.0.0.1", function () {
  process.send(this.address().port);
});
