// 10,000 deliveries in simulated time: overlapping retries, crashes before and after the work was done, skewed clocks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryStore } from "heron-webhooks/stores/memory";
import { random, simulatedDay } from "./simulated-day.mjs";

const DELIVERIES = 10_000;
const CLAIM_TTL = 50;
/**
 * Heron's, in seconds after the first attempt; a simulated sender that goes on for as long as it takes ends each run.
 */
const RETRIES = [60, 300, 900];

for (const seed of [1, 2, 3]) {
  test(`each event is handled at least once and completed exactly once: seed ${seed}`, async () => {
    const next = random(seed);
    let time = 0;
    let skew = 0;
    const store = memoryStore({ now: () => (time + skew) * 1000 });
    const events = Array.from({ length: DELIVERIES }, (_, index) => ({
      key: `event ${index}`,
      handled: 0,
      completed: 0,
      crashed: 0,
    }));
    /** What happens when, the next last. */
    const agenda = [];
    const at = (when, what) => {
      let low = 0;
      for (let high = agenda.length; low < high; ) {
        const middle = (low + high) >> 1;
        if (agenda[middle].when > when) low = middle + 1;
        else high = middle;
      }
      agenda.splice(low, 0, { when, what });
    };

    const attempt = (event, number) => async () => {
      const retry = () => at(time + (RETRIES[number] ?? 900), attempt(event, number + 1));
      skew = next() * 4 - 2;
      const claim = await store.claim(event.key, CLAIM_TTL);
      if (claim.state === "completed") return;
      if (claim.state === "busy") return retry();
      const fate = next();
      const duration = next() * 10;
      if (fate < 0.1) {
        event.crashed++; // before the work was done: nobody releases the claim
        return retry();
      }
      event.handled++;
      if (fate < 0.2) {
        event.crashed++; // after it: nobody completes it
        return retry();
      }
      at(time + duration, async () => {
        skew = next() * 4 - 2;
        if (fate < 0.3) {
          await store.release(claim); // the handler threw
          return retry();
        }
        await store.complete(claim);
        event.completed++;
      });
      // The answer is lost, or the sender is impatient: it delivers again, now or later.
      if (fate > 0.9) at(time + next() * 20, attempt(event, number + 1));
    };

    for (const event of events) at(next() * 3600, attempt(event, 0));
    while (agenda.length > 0) {
      const { when, what } = agenda.pop();
      time = when;
      await what();
    }
    for (const { key, handled, completed } of events) {
      assert.ok(handled >= 1, key);
      assert.equal(completed, 1, key);
    }
    const again = events.filter(({ handled }) => handled > 1);
    assert.ok(again.length > 0 && events.some(({ crashed }) => crashed > 1));
  });
}

test("a day: a shared store grows to what comes within completedTtl, and completes each event once", async () => {
  const [rate, completedTtl] = [1, 3600];
  const day = await simulatedDay({ rate, completedTtl });
  const expected = rate * (completedTtl + 60);
  assert.ok(day.largest > expected && day.largest < expected * 1.1, `${day.largest} records`);
  assert.ok(day.attempts > day.events && day.completes === day.events - day.lost);
  assert.deepEqual([day.completedTwice, day.lost], [0, 0]);
});

test("a day: receivers with a memory store each complete events twice, whose answer was lost", async () => {
  const day = await simulatedDay({ rate: 1, completedTtl: 3600, stores: 8 });
  assert.ok(day.completedTwice > 0);
});
