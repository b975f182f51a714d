// The PostgreSQL store takes the clients of both libraries, by their own types, and a transaction of each.
import { Webhook } from "heron-webhooks";
import { createNodeHandler } from "heron-webhooks/node";
import { type Claim, type PostgresStore, createTableSql, postgresStore } from "heron-webhooks/stores/postgres";
import pg from "pg";
import postgres from "postgres";

const webhook = new Webhook("sec_test");
const pool = new pg.Pool();
const sql = postgres();
const inPool: PostgresStore = postgresStore(pool, { table: "heron.deliveries", completedTtl: 3600 });
const inSql = postgresStore(sql);
postgresStore(new pg.Client());

createNodeHandler(
  webhook,
  async (event, { claim }) => {
    const client = await pool.connect();
    await client.query("INSERT INTO topics VALUES ($1)", [event.topic]);
    await inPool.completeIn(client, claim);
    const own: Claim | undefined = claim;
    await sql.begin((sql) => inSql.completeIn(sql, own));
  },
  { store: inPool },
);

export const sqlText: string = createTableSql({ table: "heron.deliveries" });
export const deleted: Promise<number> = inSql.deleteExpired(100);

// @ts-expect-error: a client is needed
postgresStore("postgres://localhost");
// @ts-expect-error: not an option
postgresStore(pool, { prefix: "a" });
// @ts-expect-error: a claim is needed
void inPool.completeIn(pool);
