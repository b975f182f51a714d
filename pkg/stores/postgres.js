// Claims that all processes with one PostgreSQL share. Each step is one statement, and the clock is PostgreSQL's.
import { property, wrong } from "../lib/arguments.js";
import { POSTGRES_STORE_DEFAULTS, STORE_DEFAULTS } from "../lib/constants.js";
import { ownOptions } from "../lib/options.js";
import { COMPLETED, checkedClaim, createStore, milliseconds, step } from "../lib/store.js";

/** @import { PgClient, PostgresClient, PostgresJsClient } from "./postgres.js" */
/** @typedef {string | number | boolean} Value */
/** @typedef {(statement: string, values: Value[]) => Promise<unknown>} Run resolves to the statement's one value */

/** Names are quoted, so that their case counts; that of the index still fits into PostgreSQL's 63 bytes. */
const TABLE = /^(?:[a-z_]\w{0,62}\.)?[a-z_]\w{0,54}$/i;

const CLIENT = "a Pool or a Client of `pg`, or the `sql` function of `postgres`";
const TRANSACTION = "a client of `pg` on which BEGIN has run, or the `sql` that `sql.begin` gives";

/** What PostgreSQL's errors mean here, by their codes. */
const REASONS = new Map([
  ["22012", "its claim has expired, and was taken over or deleted: the transaction is rolled back"],
  ["25P01", `it would be committed without your writes: transaction must be ${TRANSACTION}`],
  ["42P01", "the table is missing: run the SQL of createTableSql() first"],
]);

/** Whether the record of a conflict may be written: `stateFor` of store.js, on a row that keeps the token for good. */
const IS_FREE = "held.expires <= statement_timestamp() OR held.token = excluded.token AND NOT held.completed";

/** @param {string} parameter */
const after = (parameter) => `statement_timestamp() + ${parameter} * interval '1 millisecond'`;

/** @type {typeof import("./postgres.js").createTableSql} */
export function createTableSql(options) {
  const { name, quoted } = tableOf(ownOptions(options).table);
  const index = `"${name.split(".").pop()}_expires"`;
  // Keys are compared byte for byte: no update of the system's locales can spoil the index.
  return `CREATE TABLE IF NOT EXISTS ${quoted} (
  key text COLLATE "C" PRIMARY KEY,
  token uuid NOT NULL,
  completed boolean NOT NULL,
  expires timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS ${index} ON ${quoted} (expires);
`;
}

/** @type {typeof import("./postgres.js").postgresStore} */
export function postgresStore(client, options) {
  const { completedTtl = STORE_DEFAULTS.completedTtl, table } = ownOptions(options);
  const completedMs = milliseconds(completedTtl, "options.completedTtl");
  const { quoted } = tableOf(table);
  const run = runner(client, "client", CLIENT);

  // The lock that the update takes, asked for by a statement that PostgreSQL refuses outside of a transaction.
  const inTransaction = `LOCK TABLE ${quoted} IN ROW EXCLUSIVE MODE`;
  // An error, unlike a result without rows, aborts the transaction, even if the caller catches it.
  const completeIn = `
    WITH completed AS (
      UPDATE ${quoted} SET completed = true, expires = ${after("$3")} WHERE key = $1 AND token = $2 RETURNING key
    )
    SELECT 1 / count(*) AS value FROM completed`;
  // `FOR UPDATE` looks again at a row that was claimed meanwhile.
  const deleteExpired = `
    WITH deleted AS (
      DELETE FROM ${quoted} WHERE key = ANY (ARRAY(
        SELECT key FROM ${quoted} WHERE expires <= statement_timestamp() ORDER BY expires LIMIT $1
        FOR UPDATE SKIP LOCKED
      )) RETURNING key
    )
    SELECT count(*)::integer AS value FROM deleted`;

  return {
    ...createStore(backend(run, quoted), completedTtl),
    async completeIn(transaction, claim) {
      const runIn = runner(transaction, "transaction", TRANSACTION);
      if (claim === undefined) throw wrong("claim", "delivery.claim", claim, "pass the store to the adapter too");
      const { key, token } = checkedClaim(claim);
      await step("completed", token, async () => {
        await runIn(inTransaction, []);
        await runIn(completeIn, [key, token, completedMs]);
      });
    },
    async deleteExpired(limit = 10_000) {
      if (!Number.isSafeInteger(limit) || limit < 1) throw wrong("limit", "a positive integer", limit);
      return Number(await run(deleteExpired, [limit]));
    },
  };
}

/**
 * @param {Run} run
 * @param {string} table
 */
function backend(run, table) {
  const columns = ["token", "completed", "expires"];
  const put = `
    INSERT INTO ${table} AS held (key, token, completed, expires) VALUES ($1, $2, $3, ${after("$4")})
    ON CONFLICT (key) DO UPDATE SET ${columns
      .map((column) => `${column} = CASE WHEN ${IS_FREE} THEN excluded.${column} ELSE held.${column} END`)
      .join()}
    RETURNING CASE
      WHEN held.token = $2 AND held.completed = $3 THEN 'claimed' WHEN held.completed THEN 'completed' ELSE 'busy'
    END AS value`;
  const remove = `DELETE FROM ${table} WHERE key = $1 AND token = $2 AND NOT completed`;
  return {
    /** @type {import("../lib/store.js").Backend["put"]} */
    put: (key, token, holder, ttl) => run(put, [key, token, holder === COMPLETED, ttl]),
    /** @type {import("../lib/store.js").Backend["remove"]} */
    remove: (key, token) => run(remove, [key, token]),
  };
}

/** @param {unknown} table */
function tableOf(table = POSTGRES_STORE_DEFAULTS.table) {
  if (typeof table !== "string") throw wrong("options.table", "a string", table);
  if (TABLE.test(table)) return { name: table, quoted: `"${table.replace(".", '"."')}"` };
  const wanted = "the name of a table, at most 55 letters, digits and _, with or without `schema.` in front";
  throw new TypeError(`options.table must be ${wanted}`);
}

/**
 * A function that runs a statement by a client of either library.
 *
 * @param {PostgresClient} client
 * @param {string} argument
 * @param {string} wanted
 * @returns {Run}
 */
function runner(client, argument, wanted) {
  const rows = rowsBy(client);
  if (rows === undefined) throw wrong(argument, wanted, client);
  return async (statement, values) => {
    try {
      const [row] = /** @type {{ value: unknown }[]} */ (await rows(statement, values));
      return row?.value;
    } catch (error) {
      const why = REASONS.get(String(property(error, "code")));
      throw why === undefined ? error : new Error(why);
    }
  };
}

/**
 * @param {PostgresClient} client
 * @returns {((statement: string, values: Value[]) => PromiseLike<unknown>) | undefined}
 */
function rowsBy(client) {
  if (typeof client === "function" && typeof property(client, "unsafe") === "function") {
    const sql = /** @type {PostgresJsClient} */ (client);
    // Prepared, unless the client is set up to prepare nothing, as behind a PgBouncer.
    return (statement, values) => sql.unsafe(statement, values, { prepare: true });
  }
  if (typeof property(client, "connect") === "function" && typeof property(client, "query") === "function") {
    const pg = /** @type {PgClient} */ (client);
    return async (statement, values) => (await pg.query(statement, values)).rows;
  }
  return undefined;
}
