// What every store must do, as `[name, async function]` pairs. `open(options)` opens a store on what the others of its
// kind share, `pass(seconds)` lets time pass. Each case opens two, as two processes would.
export function cases(open, pass) {
  let keys = 0;
  const test = (name, body) => [name, () => body(open(), open(), `key ${keys++} of ${name}`)];
  return [
    test("a claim is one's own until it is completed, for good", async (one, other, key) => {
      const claim = await claimed(one, key);
      for (const store of [one, other]) await state(store, key, "busy");
      await one.complete(claim);
      for (const store of [one, other]) for (let time = 0; time < 3; time++) await state(store, key, "completed");
    }),
    test("a claim that is released can be had again", async (one, other, key) => {
      for (let time = 0; time < 3; time++) await one.release(await claimed(other, key));
      await claimed(one, key);
    }),
    test("a claim that is never completed can be had again, when its time is over", async (one, other, key) => {
      await claimed(one, key, 1);
      await state(one, key, "busy");
      await pass(1.1);
      await claimed(other, key);
      await state(one, key, "busy");
    }),
    test("what was completed is forgotten after completedTtl", async (_one, _other, key) => {
      const store = open({ completedTtl: 1 });
      await store.complete(await claimed(store, key));
      await state(store, key, "completed");
      await pass(1.1);
      await claimed(store, key);
    }),
    test("of many claims at once, one is granted", async (one, other, key) => {
      const all = await Promise.all(Array.from({ length: 50 }, (_, index) => [one, other][index % 2].claim(key, 50)));
      equal(all.filter((claim) => claim.state === "claimed").length, 1);
      equal(all.filter((claim) => claim.state === "busy").length, 49);
    }),
    test("keys are apart", async (one, other, key) => {
      const claim = await claimed(one, key);
      await claimed(other, `${key}'`);
      await one.complete(claim);
      await state(one, `${key}'`, "busy");
    }),
    test("every claim has its own token", async (one, other, key) => {
      const first = await claimed(one, key);
      await one.release(first);
      const second = await claimed(other, key);
      equal(typeof first.token, "string");
      equal(first.token === second.token, false);
      equal(first.key, key);
    }),
    test("of two claims by one process, the expired one neither completes nor frees the other", async (one, _, key) => {
      const first = await claimed(one, key, 1);
      await pass(1.1);
      const second = await claimed(one, key);
      await one.release(first);
      await rejects(one.complete(first), /completed.*(expired|another)/);
      await state(one, key, "busy");
      await one.release(second);
      await one.release(await claimed(one, key));
    }),
    test("the second completes, and the first has nothing left to do", async (one, other, key) => {
      const first = await claimed(one, key, 1);
      await pass(1.1);
      await one.complete(await claimed(one, key));
      await one.release(first);
      await one.complete(first);
      await state(other, key, "completed");
    }),
    test("after a failed complete(), a handler that fails later frees its own claim", async (one, other, key) => {
      const first = await claimed(one, key, 1);
      await pass(1.1);
      const second = await claimed(other, key, 1);
      await rejects(one.complete(first), /completed.*(expired|another)/);
      await pass(1.1);
      const third = await claimed(one, key);
      await other.release(second);
      await state(other, key, "busy");
      await one.release(third);
      await claimed(other, key);
    }),
    test("who comes back late, to what nobody has claimed since, completes it", async (one, other, key) => {
      const claim = await claimed(one, key, 1);
      await pass(1.1);
      await one.complete(claim);
      await state(other, key, "completed");
    }),
    test("a claim is the token: another process, which got it as data, ends it", async (one, other, key) => {
      await other.complete(JSON.parse(JSON.stringify(await claimed(one, key))));
      await state(one, key, "completed");
    }),
    test("each end may be repeated", async (one, other, key) => {
      const first = await claimed(one, key);
      await one.release(first);
      const second = await claimed(other, key);
      await one.release(first);
      await state(one, key, "busy");
      await other.complete(second);
      await other.complete(second);
      await other.release(second);
      await state(one, key, "completed");
    }),
  ];
}

/** What the stores of the package say to wrong arguments. */
export function argumentCases(open) {
  return [
    [
      "wrong arguments",
      async () => {
        const store = open();
        for (const wrong of [undefined, "", 1, null]) {
          await rejects(store.claim(wrong, 50), /^TypeError: key must be/);
          await rejects(store.complete({ key: wrong, token: "completed" }), /^TypeError: claim\.key must be/);
        }
        for (const wrong of [undefined, 0, -1, NaN, Infinity, "50"]) {
          await rejects(store.claim("wrong", wrong), /^TypeError: ttlSeconds/);
          const opened = new Promise((resolve) => resolve(open({ completedTtl: wrong ?? null })));
          await rejects(opened, /^TypeError: options\.completedTtl/);
        }
        for (const step of ["complete", "release"]) {
          for (const wrong of [undefined, null, "wrong", 1]) {
            await rejects(store[step](wrong), /^TypeError: claim\.key must be/);
          }
          for (const token of [undefined, "", "completed", 1, [crypto.randomUUID()], `${crypto.randomUUID()}\n`]) {
            await rejects(store[step]({ key: "wrong", token }), /^TypeError: claim\.token must be/);
          }
        }
        await claimed(store, "wrong");
      },
    ],
  ];
}

async function claimed(store, key, ttlSeconds = 50) {
  const claim = await store.claim(key, ttlSeconds);
  equal(claim.state, "claimed");
  return claim;
}

async function state(store, key, expected) {
  equal(JSON.stringify(await store.claim(key, 50)), JSON.stringify({ state: expected }));
}

function equal(actual, expected) {
  if (actual !== expected) throw new Error(`${actual} instead of ${expected}`);
}

async function rejects(promise, pattern) {
  const error = await promise.then(
    () => undefined,
    (cause) => cause,
  );
  if (!pattern.test(String(error))) throw new Error(`${error} instead of ${pattern}`);
}
