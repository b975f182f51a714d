// A day of deliveries in simulated time: every receiver repeats claims and completions as the adapter does, handlers
// fail, processes die, answers are lost, and Heron delivers again.
import { createStore, stateFor } from "../../pkg/lib/store.js";

const CLAIM_TTL = 50;
/** Heron's, in seconds after the attempt before. */
const RETRIES = [60, 300, 900];
/** Of all attempts. */
const FATES = { throws: 0.01, dies: 0.001, answerLost: 0.005 };
const LONGEST_HANDLER = 2;
const SWEEP = 60;

/** mulberry32 */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A store that shows its records; those that have expired are deleted once a minute, as from PostgreSQL. */
function openStore(clock, completedTtl) {
  const records = new Map();
  const store = createStore(
    {
      put(key, token, holder, ttl) {
        const record = records.get(key);
        const state = stateFor(record && record.expires > clock.time ? record.holder : undefined, token);
        if (state !== "claimed") return state;
        records.delete(key);
        records.set(key, { holder, expires: clock.time + ttl / 1000 });
        return state;
      },
      remove(key, token) {
        if (records.get(key)?.holder === token) records.delete(key);
      },
    },
    completedTtl,
  );
  const sweep = () => {
    for (const [key, { expires }] of records) {
      if (expires <= clock.time) records.delete(key);
      else if (expires > clock.time + CLAIM_TTL) break;
    }
  };
  return { store, records, sweep };
}

/**
 * `stores` is 1 if all receivers share one, otherwise each receiver has its own. What is counted: the attempts, the
 * steps of the stores, the largest number of records, and the events that were completed more than once.
 */
export async function simulatedDay({ rate, completedTtl, stores = 1, seconds = 86_400, seed = 1 }) {
  const next = random(seed);
  const clock = { time: 0 };
  const all = Array.from({ length: stores }, () => openStore(clock, completedTtl));
  const counts = {
    events: 0,
    attempts: 0,
    claims: 0,
    completes: 0,
    releases: 0,
    largest: 0,
    completedTwice: 0,
    lost: 0,
  };
  /** What happens when, the next last. */
  const agenda = [];
  const at = (when, what) => {
    let index = agenda.length;
    while (index > 0 && agenda[index - 1].when < when) index--;
    agenda.splice(index, 0, { when, what });
  };

  const attempt = (event, number) => async () => {
    counts.attempts++;
    const retry = () => {
      if (number < RETRIES.length) at(clock.time + RETRIES[number], attempt(event, number + 1));
      else if (event.completed === 0) counts.lost++;
    };
    const { store } = all[Math.floor(next() * all.length)];
    counts.claims++;
    const claim = await store.claim(event.key, CLAIM_TTL);
    if (claim.state === "completed") return;
    if (claim.state === "busy") return retry();
    let fate = next();
    if (fate < FATES.dies) return retry();
    fate -= FATES.dies;
    at(clock.time + next() * LONGEST_HANDLER, async () => {
      if (fate < FATES.throws) {
        counts.releases++;
        await store.release(claim);
        return retry();
      }
      counts.completes++;
      await store.complete(claim);
      if (++event.completed === 2) counts.completedTwice++;
      if (fate < FATES.throws + FATES.answerLost) retry();
    });
  };

  const arrive = async () => {
    await attempt({ key: `event ${counts.events++}`, completed: 0 }, 0)();
    const when = clock.time - Math.log(1 - next()) / rate;
    if (when < seconds) at(when, arrive);
  };
  const sweep = async () => {
    counts.largest = Math.max(
      counts.largest,
      all.reduce((sum, { records }) => sum + records.size, 0),
    );
    for (const { sweep } of all) sweep();
    if (clock.time < seconds) at(clock.time + SWEEP, sweep);
  };
  at(0, arrive);
  at(SWEEP, sweep);
  while (agenda.length > 0) {
    const { when, what } = agenda.pop();
    clock.time = when;
    await what();
  }
  return counts;
}
