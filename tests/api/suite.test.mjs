// The conformance suite in this Node: what tests/runtimes/matrix.mjs runs in every runtime.
import assert from "node:assert/strict";
import { test } from "node:test";
import suite from "../runtimes/programs/import.mjs";

test("the conformance suite", async (context) => {
  const { passed, failures } = await suite();
  context.diagnostic(`${passed} cases passed`);
  assert.deepEqual(failures, []);
  assert.ok(passed > 100);
});
