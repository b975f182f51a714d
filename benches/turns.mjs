// The harness. Contenders take turns: a round times each of them once, for a batch of calls, in a random order. What
// the machine does meanwhile (its clock, its neighbours, its garbage) meets all of them alike, and a ratio is taken
// within a round. mitata and its like time one contender after the other, minutes apart: that is why this is not one of
// them.
import { randomNumbers } from "./inputs.mjs";

/** What was returned last: nothing that is timed can be left out as unused. */
export let last;

/** Whatever the runtime's clock is: it counts milliseconds in steps of this size. */
export function clockStep() {
  let step = Infinity;
  for (let tries = 0; tries < 5; tries++) {
    const start = performance.now();
    let now = start;
    while (now === start) now = performance.now();
    step = Math.min(step, now - start);
  }
  return step;
}

/**
 * The times of each contender, in microseconds a call, one number a round. `batch`: how many milliseconds a turn takes
 * at least; a contender slower than that has one call a turn. Each is called for `warmup` milliseconds before.
 */
export async function inTurns(contenders, { rounds, batch, warmup = 20 * batch }) {
  const random = randomNumbers(1);
  const turns = [];
  for (const [name, call] of Object.entries(contenders)) {
    const result = call();
    const timed = result instanceof Promise ? timedAsync : timedSync;
    last = await result;
    turns.push({ name, call, timed, count: await calibrated(call, timed, batch, warmup), times: [] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const { call, timed, count, times } of shuffled(turns, random)) {
      times.push(((await timed(call, count)) * 1000) / count);
    }
  }
  return Object.fromEntries(turns.map(({ name, times }) => [name, times]));
}

/** How many calls take as long as a batch, once they are as fast as they get. */
async function calibrated(call, timed, batch, warmup) {
  let count = 1;
  for (let spent = 0; ; ) {
    const time = await timed(call, count);
    spent += time;
    if (spent >= warmup) return Math.max(1, Math.ceil((count * batch) / time));
    if (time < batch) count *= 2;
  }
}

function timedSync(call, count) {
  const start = performance.now();
  for (let index = 0; index < count; index++) last = call();
  return performance.now() - start;
}

async function timedAsync(call, count) {
  const start = performance.now();
  for (let index = 0; index < count; index++) last = await call();
  return performance.now() - start;
}

export function shuffled(list, random) {
  const order = [...list];
  for (let index = order.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [order[index], order[other]] = [order[other], order[index]];
  }
  return order;
}
