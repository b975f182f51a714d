// The PostgreSQL store, in a real PostgreSQL through both clients: the cases of every store, and its own.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { createTableSql, postgresStore } from "heron-webhooks/stores/postgres";
import pg from "pg";
import postgres from "postgres";
import { skip, startPostgres, withClients } from "./postgres.mjs";
import { argumentCases, cases } from "./suite.mjs";

const pass = (seconds) => sleep(seconds * 1000);
const TOKEN = /[\da-f]{8}-[\da-f]{4}-/;

test("PostgreSQL", { skip, concurrency: true }, async (context) => {
  const { url } = await startPostgres(context);
  await withClients(url, async ({ pool, sql }) => {
    const client = new pg.Client({ connectionString: url });
    const unprepared = postgres(url, { prepare: false, onnotice() {} });
    await client.connect();
    await sql`CREATE SCHEMA "Heron"`;
    const clients = {
      pool: ["pg, a Pool", pool],
      "public.client": ["pg, a Client", client],
      sql: ["postgres", sql],
      "Heron.Unprepared": ["postgres, without prepared statements", unprepared],
      // As after a connection that broke before the reply.
      order: [
        "pg, each statement twice",
        { connect() {}, query: async (...all) => (await pool.query(...all), pool.query(...all)) },
      ],
    };
    const tests = [];
    for (const [table, [name, client]] of Object.entries(clients)) {
      await pool.query(createTableSql({ table }));
      const open = (options) => postgresStore(client, { table, ...options });
      tests.push(
        ...[...cases(open, pass), ...argumentCases(open)].map(([what, body]) => context.test(`${name}: ${what}`, body)),
      );
    }
    await Promise.all(tests);
    await Promise.all([client.end(), unprepared.end()]);
  });
});

test("deleteExpired deletes expired rows alone, the oldest first, and no more than it is told", {
  skip,
}, async (context) => {
  const { url } = await startPostgres(context);
  await withClients(url, async ({ pool, sql }) => {
    await pool.query(createTableSql());
    for (const client of [pool, sql]) {
      const store = postgresStore(client, { completedTtl: 1 });
      for (const key of ["a", "b"]) await store.claim(key, 1);
      await store.complete(await store.claim("c", 50));
      await store.claim("held", 50);
      assert.equal(await store.deleteExpired(), 0);
      await pass(1.1);
      // It does not wait for a transaction that holds a row.
      const holding = await pool.connect();
      await holding.query("BEGIN");
      await holding.query("SELECT FROM heron_deliveries WHERE key = 'c' FOR UPDATE");
      assert.equal(await store.deleteExpired(2), 2);
      const deleted = store.deleteExpired();
      const first = await Promise.race([deleted, sleep(2000)]);
      await holding.query("ROLLBACK");
      holding.release();
      await deleted;
      assert.equal(first, 0);
      const { rows } = await pool.query("SELECT key FROM heron_deliveries ORDER BY key");
      assert.deepEqual(rows, [{ key: "c" }, { key: "held" }]);
      assert.equal(await store.deleteExpired(), 1);
      assert.equal(await store.deleteExpired(), 0);
      assert.equal((await store.claim("held", 50)).state, "busy");
      for (const limit of [0, -1, 1.5, "2", null])
        await assert.rejects(store.deleteExpired(limit), /^TypeError: limit must/);
      await pool.query("DELETE FROM heron_deliveries");
    }
  });
});

test("wrong clients and tables", () => {
  const knex = Object.assign(() => {}, { raw() {} });
  for (const client of [undefined, null, {}, "postgres://localhost", knex, { query() {} }]) {
    assert.throws(
      () => postgresStore(client),
      /^TypeError: client must be a Pool or a Client of `pg`, or the `sql` function/,
    );
  }
  const client = { connect() {}, query() {} };
  for (const table of ["", "a b", 'a"; DROP TABLE a; --', "a.b.c", ".a", "1a", "a.", "ä", "a".repeat(56), 1, null]) {
    assert.throws(() => postgresStore(client, { table }), /^TypeError: options\.table must be/);
    assert.throws(() => createTableSql({ table }), /^TypeError: options\.table must be/);
  }
});

test("a broken client: the error names the step, and shows no token", async () => {
  const failing = (reply) => ({ connect() {}, query: async (_text, values) => reply(values) });
  const claim = { state: "claimed", key: "key", token: crypto.randomUUID() };
  const refused = (values) => Promise.reject(Object.assign(new Error(`refused: ${values}`), { parameters: values }));
  for (const reply of [
    refused,
    () => undefined,
    () => ({}),
    () => ({ rows: [] }),
    () => ({ rows: [{ value: "?" }] }),
  ]) {
    const store = postgresStore(failing(reply));
    for (const [step, work] of [
      ["claimed", store.claim("key", 50)],
      ["completed", store.complete(claim)],
    ]) {
      const error = await work.catch((error) => error);
      assert.match(error.message, new RegExp(`^the delivery could not be ${step}: `));
      assert.doesNotMatch(inspect(error, { depth: Infinity, showHidden: true }), TOKEN);
    }
  }
});
