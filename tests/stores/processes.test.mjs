// Eight receiver processes share one Redis, and one is killed in the middle of a handler.
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { sign } from "heron-webhooks";
import { createClient } from "redis";
import { skip, startRedis } from "./redis.mjs";

const RECEIVERS = 8;
const EVENTS = 80;
const INTERRUPTED = "event-0";

test("every event is completed once, and only the interrupted one was started twice", {
  skip,
  timeout: 60_000,
}, async (context) => {
  const redis = await startRedis(context);
  const receiver = fileURLToPath(new URL("receiver.mjs", import.meta.url));
  const start = async (hangsAt = "") => {
    const child = fork(receiver, [`${redis}`, hangsAt]);
    context.after(() => child.kill("SIGKILL"));
    const [port] = await once(child, "message");
    return { child, url: `http://127.0.0.1:${port}/` };
  };
  const [victim, ...others] = await Promise.all(
    Array.from({ length: RECEIVERS }, (_, index) => start(index === 0 ? INTERRUPTED : "")),
  );

  /** Delivers until it is acknowledged, each time to another receiver; a dead one does not answer. */
  const deliver = async (id, first) => {
    const body = JSON.stringify({ topic: "a.b", data: { id } });
    const headers = { "heron-signature": sign("sec_test", body), "content-type": "application/json" };
    for (let attempt = 0; ; attempt++) {
      const { url } = attempt === 0 ? first : others[attempt % others.length];
      const status = await fetch(url, { method: "POST", body, headers }).then(
        (response) => response.status,
        () => 0,
      );
      if (status === 204) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  const interrupted = deliver(INTERRUPTED, victim);
  await once(victim.child, "message");
  victim.child.kill("SIGKILL");
  // Each of the others comes twice at once, as when a sender does not wait for the answer.
  const rest = Array.from({ length: EVENTS - 1 }, (_, index) => `event-${index + 1}`);
  const twice = rest.flatMap((id, index) => [0, 1].map((copy) => deliver(id, others[(index + copy) % others.length])));
  await Promise.all([interrupted, ...twice]);

  const client = await createClient({ url: `redis://127.0.0.1:${redis}` }).connect();
  const [started, finished] = [await client.hGetAll("started"), await client.hGetAll("finished")];
  await client.close();
  for (const id of [INTERRUPTED, ...rest]) {
    assert.equal(finished[id], "1", `${id} finished`);
    assert.equal(started[id], id === INTERRUPTED ? "2" : "1", `${id} started`);
  }
});
