// From a cold import, or `require()`, to the first verified webhook: in a fresh process each time, in turns with
// `standardwebhooks`. Microseconds, as the process itself measures them.
import { createHmac } from "node:crypto";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../tools/lib.mjs";
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
const ours = (from) => `
  const { unwrap } = ${from};
  unwrap("sec_test", ${JSON.stringify(body)}, "${base64("sec_test", body)}");`;
const theirs = (from) => `
  const { Webhook } = ${from};
  const library = new Webhook("${Buffer.from("sec_test").toString("base64")}");
  library.verify(${JSON.stringify(body)}, ${JSON.stringify(headers)});`;
const CONTENDERS = {
  "heron-webhooks": ["module", ours('await import("heron-webhooks")')],
  standardwebhooks: ["module", theirs('(await import("standardwebhooks")).default')],
  "heron-webhooks, require()": ["commonjs", ours('require("heron-webhooks")')],
  "standardwebhooks, require()": ["commonjs", theirs('require("standardwebhooks")')],
};

/** A project with both installed: from where a package is imported takes time too. */
function installed() {
  const project = join(root, "target/benches/start");
  const modules = join(project, "node_modules");
  rmSync(project, { recursive: true, force: true });
  for (const file of ["package.json", "dist"])
    cpSync(join(root, "pkg", file), join(modules, "heron-webhooks", file), { recursive: true });
  for (const name of ["standardwebhooks", "@stablelib/base64", "fast-sha256"]) {
    cpSync(join(root, "benches/node_modules", name), join(modules, name), { recursive: true });
  }
  return project;
}

/** One number a round for each contender; the first rounds, which find nothing in the disk's cache, do not count. */
export async function coldStart(node, { rounds }) {
  const cwd = installed();
  const times = Object.fromEntries(Object.keys(CONTENDERS).map((name) => [name, []]));
  for (let round = -2; round < rounds; round++) {
    for (const [name, [type, code]] of Object.entries(CONTENDERS)) {
      const program = `const start = performance.now();${code}\nconsole.log((performance.now() - start) * 1000);`;
      const args = [`--input-type=${type}`, "-e", program];
      const time = Number(await printed(RUNTIMES[node].command, args, { cwd }));
      if (round >= 0) times[name].push(time);
    }
  }
  return times;
}
