// Statuses and defaults stand in the documents and in the types' comments too: they are those that the code uses.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as constants from "../../pkg/lib/constants.js";
import { STATUS as DELIVERY } from "../../pkg/lib/delivery-error.js";
import { STATUS as WEBHOOK } from "../../pkg/lib/errors.js";
import { root } from "../lib/servers.mjs";

const documents = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith(".md"),
);
const rows = documents.flatMap((name) =>
  readFileSync(join(root, name), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| ")),
);
const cells = rows.map((row) =>
  row
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim()),
);

/** The values beside a name in tables: `| name | value |`, or the other way round. */
const beside = (name, isValue) =>
  cells.flatMap((row) => (row.includes(`\`${name}\``) ? row.slice(0, 2).filter(isValue) : []));

test("each code is in a table of the documents, with the status that it has", () => {
  const status = { ...DELIVERY, ...WEBHOOK };
  for (const [code, number] of Object.entries(status)) {
    const documented = new Set(beside(code, (cell) => /^\d{3}$/.test(cell)));
    assert.deepEqual([...documented], [String(number)], code);
  }
});

test("the defaults of a handler are in a table of the documents", () => {
  for (const [option, value] of Object.entries(constants.DELIVER_DEFAULTS)) {
    const documented = new Set(beside(option, (cell) => /^(\d+|`".*"`)$/.test(cell)));
    assert.deepEqual([...documented], [typeof value === "string" ? `\`"${value}"\`` : String(value)], option);
  }
});

test("the types' comments have the defaults", () => {
  const types = [
    "index",
    "slack",
    "testing",
    "lib/claim",
    "lib/delivery",
    "stores/memory",
    "stores/redis",
    "stores/postgres",
    "stores/durable-object",
  ];
  const documented = {};
  for (const name of types) {
    const text = readFileSync(join(root, `pkg/${name}.d.ts`), "utf8");
    for (const [, of, members] of text.matchAll(/^export interface (\w+).*?\{\n(.*?)^\}/gms)) {
      for (const [, value, member] of members.matchAll(/@defaultValue (.+)\n +\*\/\n +(\w+)\?:/g)) {
        documented[of] = { ...documented[of], [member]: JSON.parse(value) };
      }
    }
  }
  assert.deepEqual(documented, {
    SignOptions: constants.VERIFY_DEFAULTS,
    VerifyOptions: constants.VERIFY_DEFAULTS,
    SlackOptions: constants.SLACK_DEFAULTS,
    TestDeliveryOptions: constants.TEST_DELIVERY_DEFAULTS,
    ForgedDeliveryOptions: constants.FORGED_DELIVERY_DEFAULTS,
    StoreOptions: constants.STORE_DEFAULTS,
    DeliverOptions: constants.DELIVER_DEFAULTS,
    MemoryStoreOptions: constants.MEMORY_STORE_DEFAULTS,
    RedisStoreOptions: constants.REDIS_STORE_DEFAULTS,
    PostgresStoreOptions: constants.POSTGRES_STORE_DEFAULTS,
    DurableObjectStoreOptions: constants.DURABLE_OBJECT_STORE_DEFAULTS,
  });
});
