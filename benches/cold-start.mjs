// `node benches/cold-start.mjs [ROUNDS]`: from a cold import to the first verified webhook, in a fresh Node each time, in
// turns with the `standardwebhooks` package. Medians of what the process itself measures.
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";

const rounds = Number(process.argv[2] ?? 21);
const body = JSON.stringify({ topic: "end_user.processed", created: "2021-05-20T09:23:53+00:00", data: {}, meta: null });
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
    const { Webhook } = await import("./tests/node_modules/standardwebhooks/dist/index.js").then((m) => m.default);
    new Webhook("${Buffer.from("sec_test").toString("base64")}").verify(${JSON.stringify(body)}, ${JSON.stringify(headers)});`,
};

const root = new URL("..", import.meta.url);
const times = { "heron-webhooks": [], standardwebhooks: [] };
for (let round = -2; round < rounds; round++) {
  for (const [name, code] of Object.entries(CONTENDERS)) {
    const program = `const start = performance.now();${code}\nconsole.log(performance.now() - start);`;
    const time = Number(execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: root }));
    if (round >= 0) times[name].push(time);
  }
}
const sorted = (name) => times[name].toSorted((a, b) => a - b);
const median = (name) => sorted(name)[rounds >> 1];
for (const name of Object.keys(CONTENDERS)) {
  const all = sorted(name);
  console.log(`${name}: ${median(name).toFixed(1)} ms (${all[0].toFixed(1)} to ${all.at(-1).toFixed(1)}), ${rounds} rounds`);
}
console.log(`ratio: ${(median("heron-webhooks") / median("standardwebhooks")).toFixed(2)} on Node ${process.versions.node}`);
