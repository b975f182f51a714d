// The store that docs/idempotency.md shows, in SQLite, which Node 24 has and Node 20 has not.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folder } from "../lib/servers.mjs";
import { lastLine, modules, output, root } from "../runtimes/lib.mjs";

const page = readFileSync(join(root, "docs/idempotency.md"), "utf8");
const [, example] = /^```js\n([^`]*?`\n  CREATE TABLE .*?)^```$/ms.exec(page);

const program = (store) => `
import { DatabaseSync } from "node:sqlite";
import { TABLE, sqlStore } from ${JSON.stringify(store)};
import { cases } from "./tests/stores/suite.mjs";

const database = new DatabaseSync(":memory:");
database.exec(TABLE);
const query = async (statement, parameters) => database.prepare(statement.replaceAll("$", "?")).all(...parameters);
const pass = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const results = cases((options) => sqlStore(query, options), pass).map(async ([name, body]) => {
  return [name, await body().then(() => "passed", (error) => String(error.stack))];
});
console.log(JSON.stringify(await Promise.all(results)));
`;

test("the store of the document", async (context) => {
  const file = join(folder("own-store"), "store.mjs");
  writeFileSync(file, example);
  const node = join(modules, "node-24/bin/node");
  const args = ["--no-warnings", "--input-type=module", "-"];
  const results = lastLine(await output(node, args, { input: program(file) }));
  assert.ok(results.length > 10);
  for (const [name, result] of results) await context.test(name, () => assert.equal(result, "passed"));
});
