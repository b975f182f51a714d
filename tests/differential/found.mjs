// Makes vectors of differences: each reduced to a small text, with what Node and CPython make of that.

import { readFileSync } from "node:fs";
import { FORMAT, compact, write } from "../../tools/vectors/write.mjs";
import { compareTexts } from "./compare.mjs";
import { ENGINES } from "./engines.mjs";
import { kind, shrink } from "./shrink.mjs";

/** The vectors that the tests run. */
export const FOUND = new URL("../vectors/found.json", import.meta.url);

const ABOUT = {
  what:
    "Texts on which the package, or one with a bug planted in it, and an engine differed once, as the differential " +
    "test reduced them",
  license: "MIT OR Apache-2.0, as the project",
  made: "by tests/differential/run.mjs",
};

const asCase = (input) => (typeof input === "string" ? { text: compact(input) } : { hex: input.toString("hex") });

/** A difference as small as it gets; as it is, if it does not show in the package as WebAssembly. */
async function reduced({ input, engine, wanted, got }, engines, stringify) {
  if (!engines[engine]) return input;
  const wantedKind = kind(wanted, got);
  const differs = async (inputs) => {
    const { differences } = await compareTexts(inputs, { [engine]: engines[engine] }, stringify);
    const found = new Set(differences.filter((one) => kind(one.wanted, one.got) === wantedKind).map(({ at }) => at));
    return inputs.map((_, at) => found.has(at));
  };
  return (await differs([input]))[0] ? shrink(input, differs) : input;
}

/**
 * Reduces differences, and writes them to a file of vectors.
 * @returns {Promise<(string | Buffer)[]>} the reduced texts
 */
export async function writeFound(differences, stringify, file) {
  const names = new Set(
    [...differences.map(({ engine }) => engine), "node", "cpython"].filter((name) => ENGINES[name]),
  );
  const engines = Object.fromEntries(await Promise.all([...names].map(async (name) => [name, await ENGINES[name]()])));
  let cases = [];
  try {
    cases = JSON.parse(readFileSync(new URL(file), "utf8")).cases;
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  const inputs = [];
  for (const difference of differences) {
    const input = await reduced(difference, engines, stringify);
    const { engine, form, wanted, got } = difference;
    const [javascript] = await engines.node.texts([input]);
    const [python] = await engines.cpython.texts([input]);
    const one = { group: kind(wanted, got), name: `${form}, against ${engine}`, ...asCase(input) };
    const known = cases.some(({ text, hex }) => JSON.stringify([text, hex]) === JSON.stringify([one.text, one.hex]));
    if (!known) {
      const answers = [javascript, python].map((answer) => answer && compact(answer));
      cases.push({ ...one, javascript: answers[0], python: answers[1] });
      inputs.push(input);
    }
  }
  await Promise.all(Object.values(engines).map((engine) => engine.close()));
  write(file, { ...ABOUT, ...FORMAT }, cases);
  return inputs;
}
