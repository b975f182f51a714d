// Compares: what the package prints with what the engines print, for documents and for doubles.

import { doublesFrame } from "../../tools/vectors/engines.mjs";
import { document } from "./documents.mjs";
import { fill } from "./doubles.mjs";
import { isMisreadKey } from "./known.mjs";
import { Process } from "./processes.mjs";
import { Random } from "./random.mjs";

const FORMS = ["javascript", "python"];

/** What the package prints, null where it refuses the text; anything else that it throws is a difference. */
export function printed(stringify, input, form) {
  try {
    return stringify(input, { form });
  } catch (error) {
    return error?.code === "invalid_json" ? null : `threw ${error}`;
  }
}

/**
 * What both sides make of texts.
 * @returns the differences, `{ input, at, engine, form, wanted, got }`; how many more are a known mistake of an
 * engine's;
 *   and what the package prints
 */
export async function compareTexts(inputs, engines, stringify) {
  const asked = Object.entries(engines).map(async ([engine, { form, texts }]) => [engine, form, await texts(inputs)]);
  const ours = { javascript: [], python: [] };
  for (const form of FORMS.filter((one) => Object.values(engines).some((engine) => engine.form === one))) {
    ours[form] = inputs.map((input) => printed(stringify, input, form));
  }
  const differences = [];
  let known = 0;
  for (const [engine, form, answers] of await Promise.all(asked)) {
    for (const [at, input] of inputs.entries()) {
      const difference = { input, at, engine, form, wanted: answers[at], got: ours[form][at] };
      if (difference.wanted === difference.got) continue;
      if (await isMisreadKey(difference, engines[engine])) known += 1;
      else differences.push(difference);
    }
  }
  return { differences, known, ours };
}

/** Documents of a seed, by their numbers. */
export class Documents {
  static batch = 1000;
  unit = "documents";
  #random = new Random();
  #seed;
  #stringify;

  constructor({ seed, stringify }) {
    this.#seed = seed;
    this.#stringify = stringify;
  }

  async compare(from, to, engines) {
    const inputs = [];
    for (let index = from; index < to; index += 1) {
      this.#random.reseed(this.#seed, index);
      inputs.push(document(this.#random));
    }
    const { differences, known, ours } = await compareTexts(inputs, engines, this.#stringify);
    const totals = { bytes: inputs.reduce((sum, input) => sum + input.length, 0), "keys misread by V8": known };
    for (const form of FORMS) {
      if (ours[form].length > 0) totals[`${form} accepted`] = ours[form].filter((text) => text !== null).length;
    }
    return { totals, differences: differences.map(({ at, ...one }) => ({ ...one, index: from + at })) };
  }

  close() {}
}

/** What three texts, each behind its length, are. */
function* texts(frame) {
  for (let at = 0; at < frame.length; ) {
    const end = at + 4 + frame.readUInt32LE(at);
    yield frame.subarray(at + 4, end);
    at = end;
  }
}

/** Doubles of a seed, in batches: as the crate prints them natively, and as the package does. */
export class Doubles {
  static batch = 50_000;
  unit = "doubles";
  #random = new Random();
  #seed;
  #stringify;
  #native;

  constructor({ seed, stringify, native }) {
    this.#seed = seed;
    this.#stringify = stringify;
    this.#native = new Process(native, []);
  }

  async compare(from, to, engines) {
    const doubles = new Float64Array(to - from);
    this.#random.reseed(this.#seed, from);
    fill(this.#random, doubles);
    const ask = async ([engine, { form, doubles: answer }]) => [engine, form, await answer(doubles)];
    const asked = Object.entries(engines).map(ask);
    const [spelled, javascript, python] = texts(await this.#native.ask(doublesFrame(doubles)));
    const native = { javascript, python };
    const differences = [];
    const note = (engine, form, wanted, got) => {
      const rows = [spelled, wanted, got].map((text) => text.toString().slice(1, -1).split(","));
      rows[0].forEach((input, at) => {
        if (rows[1][at] !== rows[2][at]) {
          differences.push({ input, index: from + at, engine, form, wanted: rows[1][at], got: rows[2][at] });
        }
      });
    };
    for (const [engine, form, wanted] of await Promise.all(asked)) {
      if (!native[form].equals(wanted)) note(engine, form, wanted, native[form]);
    }
    for (const form of new Set(Object.values(engines).map((engine) => engine.form))) {
      const packaged = Buffer.from(printed(this.#stringify, spelled, form) ?? "refused");
      if (!native[form].equals(packaged)) note("the crate, native", form, native[form], packaged);
    }
    return { totals: { bytes: spelled.length }, differences };
  }

  close() {
    this.#native.close();
  }
}
