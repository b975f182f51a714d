import type { Claim, Store, StoreOptions } from "../lib/claim.js";
export type { Claim, Store };

export interface PostgresStoreOptions extends StoreOptions {
  /**
   * The table, with or without `schema.` in front. Upper and lower case differ. Endpoints with different handlers need
   * different tables.
   *
   * @defaultValue "heron_deliveries"
   */
  table?: string | undefined;
}

/** A Pool or a Client of `pg`, version 8. */
export interface PgClient {
  connect: unknown;
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

/** The `sql` function of `postgres`, version 3. */
export interface PostgresJsClient {
  unsafe(query: string, parameters: (string | number | boolean)[], options: { prepare: boolean }): PromiseLike<unknown>;
}

export type PostgresClient = PgClient | PostgresJsClient;

export interface PostgresStore extends Store {
  /**
   * Completes a delivery in your own transaction: your writes and the completion are committed together, or neither.
   * Call it as the last statement before COMMIT. The adapter completes the delivery once more afterwards, which changes
   * nothing.
   *
   * When another worker has taken the claim over, the statement fails, and PostgreSQL rolls back the transaction, even
   * if you catch the error; inside a savepoint only what follows the savepoint.
   *
   * @example
   * const onEvent = (event, { claim }) =>
   *   sql.begin(async (sql) => {
   *     await sql`INSERT INTO reviews (end_user_id) VALUES (${event.data.end_user_id})`;
   *     await store.completeIn(sql, claim);
   *   });
   * @param transaction the client of `pg` on which BEGIN has run, or the `sql` that `sql.begin` of `postgres` gives
   * @param claim `delivery.claim`; the adapter needs this store in its options
   * @throws {TypeError} (as a rejection) for a claim that `claim` did not give
   * @throws {Error} (as a rejection) outside of a transaction, if the claim has expired and its record is no longer
   * there, or if the record could not be written
   */
  completeIn(transaction: PostgresClient, claim: Claim | undefined): Promise<void>;
  /**
   * Deletes expired rows, the oldest first, in one statement: at most `limit` of them, 10,000 by default. Nothing else
   * deletes them: call it from time to time, from any number of processes.
   *
   * @returns how many it deleted
   * @throws {TypeError} (as a rejection) for a limit that is not a positive integer
   */
  deleteExpired(limit?: number): Promise<number>;
}

/**
 * The SQL that creates the store's table and its index, if they are not there: two statements, for your migrations.
 *
 * @example
 * await pool.query(createTableSql()); // pg
 * await sql.unsafe(createTableSql()); // postgres
 * @throws {TypeError} names the option that is wrong
 */
export function createTableSql(options?: Pick<PostgresStoreOptions, "table">): string;

/**
 * A store in your PostgreSQL (tested with 15), for any number of processes. Each step is one statement, and the clock is
 * PostgreSQL's. The client stays yours: its timeouts hold, and you close it.
 *
 * @example
 * const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
 * const handler = createFetchHandler(webhook, onEvent, { store: postgresStore(pool) });
 * @returns a store; its steps reject with an error that names the step and carries PostgreSQL's message
 * @throws {TypeError} names the argument that is wrong
 */
export function postgresStore(client: PostgresClient, options?: PostgresStoreOptions): PostgresStore;
