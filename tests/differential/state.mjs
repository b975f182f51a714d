// What a run has done and found, in a file below target/: the same command goes on where it was interrupted.

import { createHash, randomInt } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** A difference whose input, if that is bytes, is converted. */
const converted = (convert) => (one) => (typeof one.input === "string" ? one : { ...one, input: convert(one.input) });
/** Bytes as JSON can hold them. */
const encoded = converted((bytes) => ({ hex: bytes.toString("hex") }));
const decoded = converted(({ hex }) => Buffer.from(hex, "hex"));
/** A Buffer arrives from a worker as a plain array of bytes. */
const asBuffers = converted((bytes) => Buffer.from(bytes));

const FOLDER = new URL("../../target/differential/", import.meta.url);

export class State {
  #file;
  seed;
  /** Stretches that are done, in order and apart from each other. */
  done = [];
  totals = {};
  differences = [];
  seconds = 0;

  /** `run`: what makes two runs the same; a seed is had from the run that it goes on with, or is a new one. */
  constructor({ seed, ...run }) {
    const name = createHash("sha256")
      .update(JSON.stringify([run, seed]))
      .digest("hex")
      .slice(0, 12);
    this.#file = new URL(`${run.unit}-${name}.json`, FOLDER);
    try {
      Object.assign(this, JSON.parse(readFileSync(this.#file, "utf8")));
      this.differences = this.differences.map(decoded);
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
      this.seed = seed ?? randomInt(2 ** 31);
    }
  }

  /** How many are done. */
  get count() {
    return this.done.reduce((sum, [from, to]) => sum + to - from, 0);
  }

  add(from, to, totals, differences) {
    this.done.push([from, to]);
    this.done.sort((a, b) => a[0] - b[0]);
    this.done = this.done.reduce((merged, [start, end]) => {
      if (merged.at(-1)?.[1] === start) merged.at(-1)[1] = end;
      else merged.push([start, end]);
      return merged;
    }, []);
    for (const [name, count] of Object.entries(totals)) this.totals[name] = (this.totals[name] ?? 0) + count;
    this.differences.push(...differences.map(asBuffers));
  }

  save() {
    mkdirSync(FOLDER, { recursive: true });
    const { seed, done, totals, seconds } = this;
    const differences = this.differences.map(encoded);
    const temporary = new URL(`${this.#file}.new`);
    writeFileSync(temporary, JSON.stringify({ seed, done, totals, differences, seconds }));
    renameSync(temporary, this.#file);
  }

  remove() {
    rmSync(this.#file, { force: true });
  }

  /** The stretches of `size` that are still to do, of those from `from` to `to`. */
  *left(from, to, size) {
    const done = [...this.done];
    for (let at = from; at < to; ) {
      if (done[0]?.[0] === at) {
        at = done.shift()[1];
        continue;
      }
      const end = Math.min(at + size, to, done[0]?.[0] ?? to);
      yield [at, end];
      at = end;
    }
  }
}
