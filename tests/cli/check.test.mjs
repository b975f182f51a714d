// `check`, against receivers in Node and Python of which each makes one known mistake.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { leftOut } from "../../tools/programs.mjs";
import { freePort, root } from "../lib/servers.mjs";
import { SECRET, run, usageError } from "./program.mjs";

/** By the receiver's mistake: the ids of the diagnosis, in Node and in Python. */
const MISTAKES = {
  right: [[], []],
  raw: [["verifies_raw"], ["verifies_raw"]],
  parsed: [["verifies_javascript"], ["verifies_python"]],
  utf8: [undefined, ["verifies_utf8"]],
  numbers: [undefined, ["verifies_parsed"]],
  php: [undefined, ["verifies_parsed"]],
  spaced: [undefined, ["spaced"]],
  sorted: [["sorted"], ["sorted"]],
  none: [["not_verified"], ["not_verified"]],
  present: [["not_compared"], ["not_compared"]],
  hex: [["hex"], ["hex"]],
  newline: [["secret_newline"], ["secret_newline"]],
  prefix: [["prefix_compared"], ["prefix_compared"]],
  malformed: [["fails_on_forged"], ["fails_on_forged"]],
  limit: [["limit_too_low"], ["limit_too_low"]],
  type: [["content_type_needed"], ["content_type_needed"]],
  chunks: [["chunks_unread"], ["chunks_unread"]],
  repeat: [["repetition_refused"], ["repetition_refused"]],
};

async function started(context, program, name, mistake) {
  const path = fileURLToPath(new URL(`receivers/${name}`, import.meta.url));
  const child = spawn(program, [path, mistake], {
    cwd: root,
    env: { ...process.env, HERON_WEBHOOK_SECRET: SECRET },
    stdio: ["ignore", "pipe", "inherit"],
  });
  context.after(() => child.kill("SIGKILL"));
  const [port] = await once(createInterface({ input: child.stdout }), "line");
  return `localhost:${port}/heron`;
}

for (const [index, [program, name]] of [
  [process.execPath, "receiver.mjs"],
  ["python3", "receiver.py"],
].entries()) {
  const skip = index === 1 && leftOut("python3");
  for (const [mistake, expected] of Object.entries(MISTAKES)) {
    if (expected[index] === undefined) continue;
    test(`${name}: ${mistake}`, { skip }, async (context) => {
      const url = await started(context, program, name, mistake);
      const { status, stdout, stderr } = await run(["check", url, "--json"]);
      const { ok, diagnosis, results } = JSON.parse(stdout);
      assert.equal(stderr, "");
      assert.deepEqual(
        diagnosis.map(({ id }) => id),
        expected[index],
      );
      assert.deepEqual([status, ok], expected[index].length === 0 ? [0, true] : [1, false]);
      assert.equal(results.length, 40);
      for (const { text, advice } of diagnosis) assert.match(`${text} ${advice}`, /^It\w* .+\. .+\.$/);
    });
  }
}

test("the table, as it goes", async (context) => {
  const url = await started(context, process.execPath, "receiver.mjs", "parsed");
  const { status, stdout } = await run(["check", url]);
  assert.equal(status, 1);
  assert.match(stdout, /^Checking http:\/\/localhost:\d+\/heron\n/);
  assert.match(stdout, /^floats {14}401 x {3}401 x {3}401 x {3}204 {5}204 {5}204$/m);
  assert.match(stdout, /^in chunks {11}204$/m);
  assert.match(stdout, /^another secret {6}401$/m);
  assert.match(stdout, /\nwrong: 12 of 40 answers\n\nIt verifies what `JSON\.stringify` prints of the parsed body\./);
  for (const line of stdout.split("\n")) assert.ok(line.length <= 80, line);
});

test("no receiver there: one delivery, and the reason", async () => {
  const { status, stdout } = await run(["check", `localhost:${await freePort()}`]);
  assert.equal(status, 1);
  assert.match(stdout, /wrong: 1 of 1 answers\n\nconnection refused: nothing is listening on localhost:\d+\n/);
  await usageError(["check"], /it takes one URL/);
  await usageError(["check", "mailto:a@b.c"], /URL must be an http: or https: URL/);
});
