// How far a run is: one line that is written over in a terminal, else a line every half minute.

const LINE_EVERY = 30_000;
const WRITTEN_OVER_EVERY = 500;

/** With commas: 20,000,000. */
export const number = (count) => count.toLocaleString("en-US");

const clock = (seconds) => {
  const [hours, minutes, rest] = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(Math.floor);
  return `${hours}:${String(minutes).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
};

export class Progress {
  #unit;
  #all;
  #state;
  #before;
  #secondsBefore;
  #started = performance.now();
  #shown = -Infinity;

  /** Of all there are; `state` says how many are done, and how long that took. */
  constructor(unit, all, state) {
    this.#unit = unit;
    this.#all = all;
    this.#state = state;
    this.#before = state.count;
    this.#secondsBefore = state.seconds;
  }

  /** With those of the runs that this one goes on with. */
  get seconds() {
    return this.#secondsBefore + (performance.now() - this.#started) / 1000;
  }

  show() {
    const now = performance.now();
    const seconds = (now - this.#started) / 1000;
    const { count: done, differences } = this.#state;
    if (now - this.#shown < (process.stdout.isTTY ? WRITTEN_OVER_EVERY : LINE_EVERY)) return;
    this.#shown = now;
    const rate = (done - this.#before) / seconds;
    const line =
      `${number(done)} of ${number(this.#all)} ${this.#unit}, ${number(Math.round(rate))} a second, ` +
      `${differences.length} differences, ${clock((this.#all - done) / rate)} left`;
    if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${line}`);
    else console.log(line);
  }

  end() {
    if (process.stdout.isTTY) process.stdout.write("\r\x1b[2K");
  }
}
