// Completion in the user's own transaction, in a real PostgreSQL through both clients, and the programs of the document.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { Webhook, sign } from "heron-webhooks";
import { createFetchHandler } from "heron-webhooks/fetch";
import { createTableSql, postgresStore } from "heron-webhooks/stores/postgres";
import { programs, started } from "../lib/pages.mjs";
import { SECRET, listening } from "../lib/servers.mjs";
import { output } from "../runtimes/lib.mjs";
import { skip, startPostgres, transactions, withClients } from "./postgres.mjs";

const pass = (seconds) => sleep(seconds * 1000);
const TOKEN = /[\da-f]{8}-[\da-f]{4}-/;

test("completeIn", { skip, concurrency: true }, async (context) => {
  const { url } = await startPostgres(context);
  await withClients(url, async ({ pool, sql }) => {
    await pool.query("CREATE TABLE effects (name text)");
    const effects = async (name) => (await pool.query("SELECT FROM effects WHERE name = $1", [name])).rowCount;
    const write = (query, name) => query("INSERT INTO effects VALUES ($1)", [name]);
    const tests = [];
    for (const [library, client] of Object.entries({ pg: pool, postgres: sql })) {
      const table = `of_${library}`;
      for (let time = 0; time < 2; time++)
        await (library === "pg" ? pool.query : sql.unsafe).call(client, createTableSql({ table }));
      const store = postgresStore(client, { table });
      const begin = (work) => transactions[library](client, work);
      const claimed = async (key, seconds = 50) => {
        const claim = await store.claim(key, seconds);
        assert.equal(claim.state, "claimed");
        return claim;
      };
      const state = async (key, expected) => assert.equal((await store.claim(key, 50)).state, expected);
      const own = (what, body) => tests.push(context.test(`${library}: ${what}`, () => body(`${library}: ${what}`)));

      own("the writes and the completion are committed together", async (key) => {
        const claim = await claimed(key);
        let second;
        await begin(async (transaction, query) => {
          await write(query, key);
          await store.completeIn(transaction, claim);
          // It waits for the end of the transaction.
          second = store.claim(key, 50);
          assert.equal(await Promise.race([second, sleep(300)]), undefined);
          assert.equal(await effects(key), 0);
        });
        assert.deepEqual([await second, await effects(key)], [{ state: "completed" }, 1]);
        await store.complete(claim);
        await store.release(claim);
        await state(key, "completed");
      });

      own("a transaction that is rolled back completes nothing", async (key) => {
        const claim = await claimed(key);
        const failing = begin(async (transaction, query) => {
          await write(query, key);
          await store.completeIn(transaction, claim);
          throw new Error("later");
        });
        await assert.rejects(failing, /^Error: later$/);
        await state(key, "busy");
        await store.release(claim);
        await claimed(key);
        assert.equal(await effects(key), 0);
      });

      for (const isCompleted of [false, true]) {
        own(`a claim that was taken over${isCompleted ? " and completed" : ""} fails its transaction`, async (key) => {
          const first = await claimed(key, 1);
          let failed;
          const late = begin(async (transaction, query) => {
            await write(query, key);
            await pass(1.1);
            const second = await claimed(key);
            if (isCompleted) await store.complete(second);
            failed = store.completeIn(transaction, first);
            // PostgreSQL refuses to commit even if the error is lost.
            await failed.catch(() => {});
          });
          await late.catch(() => {});
          const error = await failed.catch((error) => error);
          assert.match(
            error.message,
            /^the delivery could not be completed: its claim has expired, and was taken over/,
          );
          assert.doesNotMatch(inspect(error, { depth: Infinity, showHidden: true }), TOKEN);
          assert.equal(await effects(key), 0);
          await state(key, isCompleted ? "completed" : "busy");
        });
      }

      own("who comes back late completes it, as long as its record is there", async (key) => {
        const claim = await claimed(key, 1);
        await pass(1.1);
        await begin((transaction) => store.completeIn(transaction, claim));
        await begin((transaction) => store.completeIn(transaction, claim));
        await state(key, "completed");
        const deleted = { ...claim, key: `${key}, deleted` };
        await assert.rejects(
          begin((transaction) => store.completeIn(transaction, deleted)),
          /taken over or deleted/,
        );
      });

      own("a late copy of the claim's statement does not undo the completion", async (key) => {
        const statements = [];
        const query = (...all) => (statements.push(all), pool.query(...all));
        const recorded = postgresStore({ connect() {}, query }, { table });
        const claim = await recorded.claim(key, 50);
        await recorded.complete(claim);
        await pool.query(...statements[0]);
        await state(key, "completed");
      });

      own("wrong arguments of completeIn", async (key) => {
        const claim = await claimed(key);
        const outside = library === "pg" ? await pool.connect() : sql;
        const wrong = /^Error: the delivery could not be completed: it would be committed without your writes: tr/;
        for (const transaction of [client, outside]) await assert.rejects(store.completeIn(transaction, claim), wrong);
        if (library === "pg") outside.release();
        for (const transaction of [undefined, null, {}, "sql"]) {
          await assert.rejects(
            store.completeIn(transaction, claim),
            /^TypeError: transaction must be a client of `pg` on which .*, not /,
          );
        }
        await begin(async (transaction) => {
          await assert.rejects(
            store.completeIn(transaction),
            /^TypeError: claim must be delivery\.claim, not undefined: /,
          );
          await assert.rejects(store.completeIn(transaction, { key, token: "x" }), /^TypeError: claim\.token must be/);
        });
        await state(key, "busy");
      });

      own("a missing table", async () => {
        const store = postgresStore(client, { table: "absent" });
        await assert.rejects(
          store.claim("key", 50),
          /could not be claimed: the table is missing: run the SQL of createT/,
        );
      });
    }
    await Promise.all(tests);
  });
});

test("delivery.claim is the store's, and undefined without a store", { skip }, async (context) => {
  const { url } = await startPostgres(context);
  const body = '{"topic":"a.b"}';
  const deliver = async (onEvent, options) => {
    const headers = { "heron-signature": sign("sec_test", body) };
    const handler = createFetchHandler(new Webhook("sec_test"), onEvent, options);
    return (await handler(new Request("http://localhost", { method: "POST", body, headers }))).status;
  };
  for (const options of [{}, { acknowledge: "before" }]) {
    assert.equal(await deliver((_event, { claim }) => assert.equal(claim, undefined), options), 204);
  }
  await withClients(url, async ({ pool }) => {
    await pool.query(`${createTableSql()} CREATE TABLE effects (name text)`);
    const store = postgresStore(pool);
    const onEvent = (event, { claim }) =>
      transactions.pg(pool, async (client, query) => {
        await query("INSERT INTO effects VALUES ($1)", [event.topic]);
        await store.completeIn(client, claim);
      });
    for (let time = 0; time < 3; time++) assert.equal(await deliver(onEvent, { store }), 204);
    assert.equal((await pool.query("SELECT FROM effects")).rowCount, 1);
  });
});

test("the programs of docs/idempotency.md", { skip }, async (context) => {
  const { url } = await startPostgres(context);
  const env = { DATABASE_URL: url };
  const path = programs("docs/idempotency.md", "PostgreSQL");
  await output(process.execPath, [join(path, "migrate.mjs")], { env: { ...process.env, ...env } });
  for (const name of ["receiver.mjs", "receiver-postgres.mjs"]) {
    const receiver = await started(context, path, name, env);
    await listening(receiver.child, receiver.port);
    const deliver = async (topic, status) => {
      const body = JSON.stringify({ topic, data: { end_user_id: name, status } });
      const headers = { "heron-signature": sign(SECRET, body) };
      return (await fetch(receiver.url, { method: "POST", body, headers })).status;
    };
    for (let time = 0; time < 3; time++) assert.equal(await deliver("end_user.processed", "new"), 204);
    assert.equal(await deliver("a.b", "ignored"), 204);
    // The handler fails in its transaction.
    assert.equal(await deliver("end_user.processed", "a\0b"), 500);
    // Its connection is lost in the transaction, as when PostgreSQL restarts: `postgres` 3.4.9 then ends its process.
    if (name === "receiver.mjs") {
      await withClients(url, ({ pool }) => cutOff(pool, () => deliver("end_user.processed", "cut off")));
      assert.equal(await deliver("end_user.processed", "cut off"), 204);
    }
    receiver.child.kill();
    await withClients(url, async ({ pool }) => {
      const { rows } = await pool.query("SELECT status FROM reviews WHERE end_user_id = $1", [name]);
      assert.deepEqual(
        rows.map(({ status }) => status),
        name === "receiver.mjs" ? ["new", "cut off"] : ["new"],
      );
    });
  }
  await withClients(url, async ({ pool }) => {
    const { rows } = await pool.query("SELECT completed, count(*)::int FROM heron_deliveries GROUP BY completed");
    assert.deepEqual(rows, [{ completed: true, count: 5 }]);
  });
});

/** A delivery whose INSERT waits for a lock, while its connection is closed. */
async function cutOff(pool, deliver) {
  const client = await pool.connect();
  await client.query("BEGIN");
  await client.query("LOCK reviews");
  const answer = deliver();
  const cut =
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ '^INSERT'";
  while ((await pool.query(cut)).rowCount === 0) await sleep(20);
  assert.equal(await answer, 500);
  await client.query("ROLLBACK");
  client.release();
}
