// `npm run bench` works: a moment of everything. Its figures mean nothing, and none is judged.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { leftOut } from "../../tools/programs.mjs";
import { root } from "../lib/servers.mjs";

const noReceivers = leftOut("wrk") || leftOut("redis");

const bench = (...options) =>
  spawnSync(process.execPath, ["benches/run.mjs", ...options], { cwd: root, encoding: "utf8" });
const written = (file) => readFileSync(join(root, "target/benches", file), "utf8");

test("every part, in every runtime", () => {
  const { status, stdout, stderr } = bench("--quick");
  assert.equal(status, 0, stdout + stderr);
  for (const title of ["Goals", "Size and start-up"]) assert.match(stdout, new RegExp(`^${title}$`, "m"));

  const { receivers, runtimes, native, growth, memory, start, sizes } = JSON.parse(written("results.json"));
  if (noReceivers) {
    assert.equal(receivers, undefined);
  } else {
    assert.deepEqual(Object.keys(receivers), ["node20", "node26", "bun", "deno", "workerd"]);
    assert.equal(Object.keys(receivers.node20.workloads["python genuine 0.3"]).length, 16);
    const measured = Object.values(receivers).flatMap(({ workloads }) =>
      Object.values(workloads).flatMap(Object.values),
    );
    for (const { time, rate } of measured) assert.ok(time[0] > 0 && rate[0] > 0, `${time} ${rate}`);
  }
  assert.deepEqual(Object.keys(runtimes), ["node20", "node26", "bun", "deno", "workerd"]);
  for (const { verify, stringify } of [...Object.values(runtimes)]) {
    const contenders = Object.keys(verify["floats 0.2"]);
    // One of them compiles a module of its own, which workerd forbids.
    assert.ok(contenders.length >= 13, contenders.join());
    assert.equal(Object.keys(stringify.tweets).length, 7);
    for (const times of [...Object.values(verify["floats 0.2"]), ...Object.values(stringify.tweets)]) {
      assert.ok(times.length > 0 && times.every((time) => time > 0), times.join());
    }
  }
  assert.equal(Object.keys(native.tweets).length, 5);
  for (const part of [growth, memory]) assert.deepEqual(Object.keys(part), ["node20", "node26"]);
  assert.ok(start["Node 20"].standardwebhooks[0] > 0);
  assert.ok(sizes["core.wasm"] > 0);

  const page = written("docs/benchmarks.md");
  assert.match(page, /\| verify, Python form, 0\.2 to 1 KB, Node 20 \| at least 2\.56 times \|/);
  for (const [, plot] of page.matchAll(/\((benchmarks\/.+\.svg)\)/g)) {
    if (noReceivers && plot.endsWith("receivers.svg")) continue;
    assert.match(written(`docs/${plot}`), /^<svg .*heron-webhooks.*<\/svg>\n$/s, plot);
  }
});

test("an option that it does not have", () => {
  const { status, stderr } = bench("--sizes", "3");
  assert.equal(status, 1);
  assert.match(stderr, /^error: --sizes has no "3"\.\nIt has 0\.2, 0\.5, /m);
});
