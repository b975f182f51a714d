// The receiver that every server of these tests runs, whatever its runtime: what it handled, how it was told to fail,
// and its outcomes.

export const SECRET = "sec_test";
export const LIMIT = 64 * 1024;
export const CLAIM_TTL = 30;

/** `Webhook` is handed in: each runtime loads the package in its own way. */
export function createApp(Webhook) {
  const [handled, outcomes] = [[], []];
  const claims = new Map();
  const store = {
    async claim(key) {
      const state = claims.get(key);
      if (state === undefined) claims.set(key, "busy");
      return { state: state ?? "claimed", key };
    },
    async complete({ key }) {
      claims.set(key, "completed");
    },
    async release({ key }) {
      claims.delete(key);
    },
  };
  const onEvent = async ({ data, meta }, { form, secretIndex }) => {
    const id = data.end_user_id;
    handled.push({ id, meta, form, secretIndex });
    if (id.startsWith("throws")) throw new Error(`on purpose, with ${SECRET}`);
    if (id.startsWith("too slow")) await new Promise(() => {});
  };
  return {
    webhook: new Webhook(["sec_new", SECRET], { maxBodyBytes: LIMIT }),
    onEvent,
    options: { store, claimTtl: CLAIM_TTL, timeout: 0.2, onError() {}, onOutcome: (outcome) => outcomes.push(outcome) },
    handled,
    outcomes,
  };
}
