// The guides of Node's servers and frameworks, and the patches of migrating.md. Those that are built first are in
// node.long.test.mjs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { folder, root } from "../lib/servers.mjs";
import { forged, fromJavaScript, fromPython, unsigned } from "./deliveries.mjs";
import { read, served, testGuide } from "./guide.mjs";

test("every page is in the table of guides", () => {
  const guides = join(root, "docs/guides");
  const table = readFileSync(join(guides, "README.md"), "utf8");
  for (const page of readdirSync(guides)) if (page !== "README.md") assert.ok(table.includes(`(${page})`), page);
});

testGuide("node-http", { store: true });

for (const express of ["5", "4"]) {
  const versions = { express };
  testGuide("express", { title: `express ${express}`, versions, store: true });
  testGuide("express", { title: `express ${express}, parsed`, versions, file: "parsed.mjs" });
  testGuide("express", { title: `express ${express}, raw`, versions, file: "raw.mjs" });
}

for (const fastify of ["5", "4"])
  testGuide("fastify", { title: `fastify ${fastify}`, versions: { fastify }, store: true });

testGuide("koa", { store: true });
for (const file of ["bodyparser.mjs", "koa-bodyparser.mjs", "koa-body.mjs"]) {
  testGuide("koa", { title: `koa, ${file}`, file, store: true });
}

testGuide("hapi", { store: true });
testGuide("hono", { store: true });
testGuide("nitro", { title: "h3", section: "h3 2", store: true });

const migrating = read("migrating");

/** What a program answers to each delivery, by its sender. */
async function answers(deliver) {
  const sent = { python: fromPython, javascript: fromJavaScript, forged, unsigned };
  const all = {};
  for (const [id, delivery] of Object.entries(sent)) {
    const { status, body } = await deliver(...delivery(id));
    all[id] = `${status} ${body}`.trim();
  }
  return all;
}

const PATCHED = {
  python: "204",
  javascript: "204",
  forged: "401 signature_mismatch",
  unsigned: "400 signature_missing",
};
const RECIPE = { python: "401", javascript: "204", forged: "401", unsigned: "401" };
const EXPRESS_RECIPE = {
  ...RECIPE,
  python: "401 Unauthorized",
  forged: "401 Unauthorized",
  unsigned: "401 Unauthorized",
};
const NO_HEADERS = "400 Missing required headers";

/** What each program of the page answers before its patch. */
const BEFORE = {
  "recipe.mjs": RECIPE,
  "express-recipe.mjs": EXPRESS_RECIPE,
  "standard.mjs": { python: NO_HEADERS, javascript: NO_HEADERS, forged: NO_HEADERS, unsigned: NO_HEADERS },
  "parsed.mjs": { ...PATCHED, python: "401 signature_mismatch" },
};

test("migrating: each program has one patch", () => {
  const patched = migrating.patches.map((patch) => /^\+\+\+ b\/(.*)$/m.exec(patch)[1]);
  assert.deepEqual(patched, Object.keys(BEFORE));
  assert.deepEqual(Object.keys(migrating.files), patched);
});

test("migrating: the table has the statuses of the programs", () => {
  const text = readFileSync(join(root, "docs/guides/migrating.md"), "utf8");
  const table = [...text.matchAll(/^\| .*? \| `(\d+).*?` \| `(\d+).*?` \| `(\d+).*?` \|$/gm)].map(([, ...row]) => row);
  const { "express-recipe.mjs": _, ...before } = BEFORE;
  const statuses = ({ python, javascript, forged }) => [python, javascript, forged].map((answer) => answer.slice(0, 3));
  assert.deepEqual(table, [...Object.values(before), PATCHED].map(statuses));
});

/** The page with one program as its patch leaves it. git applies it where it knows of no repository. */
function patched(file) {
  const project = folder("guides/patched");
  writeFileSync(join(project, file), migrating.files[file]);
  const input = migrating.patches.find((text) => text.includes(`+++ b/${file}`));
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: dirname(project) };
  execFileSync("git", ["apply", "-"], { cwd: project, input, env });
  const text = readFileSync(join(project, file), "utf8");
  return { ...migrating, files: { [file]: text } };
}

for (const [file, before] of Object.entries(BEFORE)) {
  test(`migrating: ${file}`, async (t) => {
    await t.test("before", async (t) => {
      const { deliver, printed } = await served(t, migrating, { file, as: `migrating-${file}` });
      assert.deepEqual(await answers(deliver), before);
      assert.doesNotMatch(printed(), /forged|unsigned/);
    });
    await t.test("after", async (t) => {
      const { deliver, printed, send } = await served(t, patched(file), { file, as: `migrating-${file}` });
      assert.deepEqual(await answers(deliver), PATCHED);
      assert.match(await send(), /^204 after \d+ ms$/m);
      assert.doesNotMatch(printed(), /forged|unsigned/);
    });
  });
}
