// Hostile use of the package, in Node and in workerd. `HERON_HOSTILE=full`: with 100 MB, a million keys in an object and a
// million forged requests in a row, which takes many minutes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as esbuild from "esbuild";
import * as lib from "heron-webhooks";
import { offer } from "../../pkg/host.js";
import { configured, workerd } from "../lib/workerd.mjs";
import { root } from "../lib/servers.mjs";
import { SOURCE, collidingKeys, hash } from "./collisions.mjs";
import { polluted } from "./pollution.mjs";
import { hostile } from "./suite.mjs";

const SIZES =
  process.env.HERON_HOSTILE === "full"
    ? { large: 100e6, keys: 1e6, requests: 1e6 }
    : { large: 20e6, keys: 50_000, requests: 100_000 };

test("the keys that collide do collide, in the reader as it is", () => {
  const source = readFileSync(`${root}/src/json/key.rs`, "utf8");
  for (const line of SOURCE) assert.ok(source.includes(line), `collisions.mjs has to collide in another hash now: no ${line}`);
  const keys = collidingKeys(1000);
  assert.equal(new Set(keys).size, 1000);
  assert.equal(new Set(keys.map(hash)).size, 1);
});

for (const [name, body] of hostile(lib, SIZES)) test(name, body);

test("in workerd", { timeout: 20 * 60_000 }, async (context) => {
  const contents = `
    import core from "../../pkg/wasm/core.wasm";
    import program from "./program.mjs";
    export default { test: async () => console.log(JSON.stringify(await program(${JSON.stringify(SIZES)}))) };`;
  const config = await configured("hostile", contents, { resolveDir: `${root}/tests/hostile`, flags: ["nodejs_compat"] });
  const { status, stdout, stderr } = spawnSync(workerd, ["test", config], { encoding: "utf8", maxBuffer: 1e8 });
  assert.equal(status, 0, stdout + stderr);
  const results = JSON.parse(stdout.trim().split("\n").at(-1));
  assert.ok(results.length > 70, `${results.length} cases`);
  for (const [name, failure] of results) await context.test(name, () => assert.equal(failure, undefined, failure));
});

/** A program in a process of its own: what it printed. */
function printed(program) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8", cwd: root });
  assert.equal(status, 0, stderr);
  return stdout.trim();
}

test("what is on Object.prototype before the import has no effect either", async () => {
  // In one piece, because Node's own loader would trip over some of it.
  const names = "{ WebhookError, sign, unwrap }";
  const contents = `import ${names} from "heron-webhooks/inline"; globalThis.other = ${names};`;
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir: root },
    ...{ bundle: true, write: false, format: "iife" },
  });
  polluted(() => new Function(outputFiles[0].text)());
  const { other } = globalThis;
  const body = '{"topic": "a.b", "x": 1.50}';
  const signature = other.sign("sec_test", body, { form: "python" });
  assert.equal(signature, lib.sign("sec_test", body, { form: "python" }));
  assert.equal(other.unwrap("sec_test", body, signature).topic, "a.b");
  assert.equal(Object.keys(new other.WebhookError("internal", "x")).includes("name"), false);
});

test("what is replaced before the import is what is used: JSON of whoever instruments it", () => {
  const program = `
    const { parse, stringify } = JSON;
    let calls = "";
    JSON.parse = (text) => ((calls += "parse "), parse(text));
    JSON.stringify = (value) => ((calls += "stringify "), stringify(value));
    const { sign, unwrap } = await import("heron-webhooks");
    const body = { topic: "a.b" };
    unwrap("sec_test", body, sign("sec_test", stringify(body)));
    console.log(calls);`;
  assert.equal(printed(program), "stringify parse");
});

test("a crypto that is replaced, before it is looked at and after that", () => {
  const large = `"${"x".repeat(300_000)}"`;
  const right = lib.sign("sec_test", large);
  const { createHash, hash: oneShot } = process.getBuiltinModule("node:crypto");
  const constant = () => "\0".repeat(32);
  const throwing = () => {
    throw new Error("replaced");
  };
  const liars = { constant, throwing, nothing: () => undefined, text: () => "x" };
  for (const [name, liar] of Object.entries(liars)) {
    const builtin = { hash: oneShot, createHash };
    const update = () => ({ update, digest: liar });
    offer(() => ({ hash: liar, createHash: update }), 0);
    assert.equal(lib.sign("sec_test", large), right, `${name}, before`);
    offer(() => builtin, 0);
    assert.equal(lib.sign("sec_test", large), right);
    Object.assign(builtin, { hash: liar, createHash: update });
    assert.equal(lib.sign("sec_test", large), right, `${name}, after`);
  }
  const program = `
    import crypto from "node:crypto";
    import { syncBuiltinESMExports } from "node:module";
    Object.defineProperty(globalThis, "crypto", { value: undefined });
    Object.assign(crypto, { hash: () => "x", createHash: () => { throw new Error("replaced"); }, createHmac: undefined });
    syncBuiltinESMExports();
    const { sign } = await import("heron-webhooks");
    console.log(sign("sec_test", '"' + "x".repeat(300_000) + '"'));`;
  assert.equal(printed(program), right);
});
