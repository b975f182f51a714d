// From a cold import to the first verified webhook: in a fresh process each time, in turns with `standardwebhooks`.
// What the process itself measures, in microseconds.
import { createHmac } from "node:crypto";
import { RUNTIMES, printed } from "./runtimes.mjs";

const body = JSON.stringify({
  topic: "end_user.processed",
  created: "2021-05-20T09:23:53+00:00",
  data: {},
  meta: null,
});
const base64 = (secret, text) => createHmac("sha256", secret).update(text).digest("base64");

const seconds = Math.floor(Date.now() / 1000);
const headers = {
  "webhook-id": "msg_1",
  "webhook-timestamp": `${seconds}`,
  "webhook-signature": `v1,${base64("sec_test", `msg_1.${seconds}.${body}`)}`,
};
const CONTENDERS = {
  "heron-webhooks": `
    const { unwrap } = await import("heron-webhooks");
    unwrap("sec_test", ${JSON.stringify(body)}, "${base64("sec_test", body)}");`,
  standardwebhooks: `
    const { Webhook } = await import("./benches/node_modules/standardwebhooks/dist/index.js").then((m) => m.default);
    const library = new Webhook("${Buffer.from("sec_test").toString("base64")}");
    library.verify(${JSON.stringify(body)}, ${JSON.stringify(headers)});`,
};

/** One number a round for each contender; the first rounds, which find nothing in the disk's cache, do not count. */
export async function coldStart(node, { rounds }) {
  const times = { "heron-webhooks": [], standardwebhooks: [] };
  for (let round = -2; round < rounds; round++) {
    for (const [name, code] of Object.entries(CONTENDERS)) {
      const program = `const start = performance.now();${code}\nconsole.log((performance.now() - start) * 1000);`;
      const time = Number(await printed(RUNTIMES[node].command, ["--input-type=module", "-e", program]));
      if (round >= 0) times[name].push(time);
    }
  }
  return times;
}
