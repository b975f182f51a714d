// What every store must do, as `[name, async function]` pairs. `open(options)` opens a store on what the others of its
// kind share, `pass(seconds)` lets time pass.
export function cases(open, pass) {
  let keys = 0;
  const test = (name, body) => [name, () => body(`key ${keys++} of ${name}`)];
  return [
    test("a claim is one's own until it is completed, for good", async (key) => {
      const store = open();
      equal(await store.claim(key, 50), "claimed");
      equal(await store.claim(key, 50), "busy");
      await store.complete(key);
      for (let time = 0; time < 3; time++) equal(await store.claim(key, 50), "completed");
    }),
    test("a claim that is released can be had again", async (key) => {
      const store = open();
      for (let time = 0; time < 3; time++) {
        equal(await store.claim(key, 50), "claimed");
        await store.release(key);
      }
      equal(await store.claim(key, 50), "claimed");
    }),
    test("a claim that is never completed can be had again, when its time is over", async (key) => {
      const store = open();
      equal(await store.claim(key, 0.5), "claimed");
      equal(await store.claim(key, 0.5), "busy");
      await pass(0.6);
      equal(await store.claim(key, 50), "claimed");
      equal(await store.claim(key, 50), "busy");
    }),
    test("what was completed is forgotten after completedTtl", async (key) => {
      const store = open({ completedTtl: 0.5 });
      await store.claim(key, 50);
      await store.complete(key);
      equal(await store.claim(key, 50), "completed");
      await pass(0.6);
      equal(await store.claim(key, 50), "claimed");
    }),
    test("of many claims at once, one is granted", async (key) => {
      const store = open();
      const states = await Promise.all(Array.from({ length: 50 }, () => store.claim(key, 50)));
      equal(states.filter((state) => state === "claimed").length, 1);
      equal(states.filter((state) => state === "busy").length, 49);
    }),
    test("keys are apart", async (key) => {
      const store = open();
      equal(await store.claim(key, 50), "claimed");
      equal(await store.claim(`${key}'`, 50), "claimed");
      await store.complete(key);
      equal(await store.claim(`${key}'`, 50), "busy");
    }),
    test("wrong arguments", async (key) => {
      const store = open();
      for (const wrong of [undefined, "", 1, null]) {
        for (const step of ["claim", "complete", "release"]) await rejects(store[step](wrong, 50), /^TypeError: key must be/);
      }
      for (const wrong of [undefined, 0, -1, NaN, Infinity, "50"]) await rejects(store.claim(key, wrong), /^TypeError: ttlSeconds/);
      await rejects(new Promise((resolve) => resolve(open({ completedTtl: 0 }))), /^TypeError: completedTtl|^TypeError: options/);
    }),
  ];
}

/** What else a store must do that several processes share. */
export function sharedCases(open, pass) {
  let keys = 0;
  const test = (name, body) => [name, () => body(open(), open(), `key ${keys++} of ${name}`)];
  return [
    test("a claim is seen by all", async (one, other, key) => {
      equal(await one.claim(key, 50), "claimed");
      equal(await other.claim(key, 50), "busy");
      await one.complete(key);
      equal(await other.claim(key, 50), "completed");
    }),
    test("who comes back late neither completes nor frees what another has claimed", async (late, other, key) => {
      equal(await late.claim(key, 0.5), "claimed");
      await pass(0.6);
      equal(await other.claim(key, 50), "claimed");
      await rejects(late.complete(key), /claimed again/);
      equal(await late.claim(key, 50), "busy");
      await other.complete(key);
      equal(await late.claim(key, 50), "completed");
    }),
    test("nor does its release", async (late, other, key) => {
      equal(await late.claim(key, 0.5), "claimed");
      await pass(0.6);
      equal(await other.claim(key, 50), "claimed");
      await late.release(key);
      equal(await late.claim(key, 50), "busy");
    }),
    test("who comes back late, to what nobody has claimed since, completes it", async (late, other, key) => {
      equal(await late.claim(key, 0.5), "claimed");
      await pass(0.6);
      await late.complete(key);
      equal(await other.claim(key, 50), "completed");
    }),
  ];
}

function equal(actual, expected) {
  if (actual !== expected) throw new Error(`${actual} instead of ${expected}`);
}

async function rejects(promise, pattern) {
  const error = await promise.then(() => undefined, (cause) => cause);
  if (!pattern.test(String(error))) throw new Error(`${error} instead of ${pattern}`);
}
