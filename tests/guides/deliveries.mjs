// The deliveries that the receiver of every guide gets. Its handler prints `event.topic` and `event.data.end_user_id`.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { SECRET } from "../lib/servers.mjs";

const hmac = (message) => createHmac("sha256", SECRET).update(message).digest("base64");

/** An event as its senders print it. Python and JavaScript print `amount` and `name` differently. */
function event(id, filler = "") {
  const head = `{"topic":"end_user.processed","created":"2026-05-20T09:23:53+00:00","data":{"heron_id":"eus_1",`;
  const data = `"end_user_id":"${id}","status":"processed","filler":"${filler}",`;
  return {
    /** What a Python sender signs. */
    python: String.raw`${head}${data}"amount":1.0,"name":"Zo\u00eb"},"meta":null}`,
    /** What it may post: with white space and without escapes. */
    posted: `${head}${data}"amount":1.0,"name":"Zoë"},"meta":null}`.replaceAll('":', '": ').replaceAll(',"', ', "'),
    /** What a JavaScript sender signs and posts. */
    javascript: `${head}${data}"amount":1,"name":"Zoë"},"meta":null}`,
  };
}

const TYPE = { "content-type": "application/json" };
const signed = (message) => ({ ...TYPE, "heron-signature": hmac(message) });

/** Each delivery is `[body, headers]`. */
export const fromPython = (id) => [event(id).posted, signed(event(id).python)];

export function fromJavaScript(id, filler) {
  const { javascript } = event(id, filler);
  return [javascript, signed(javascript)];
}

export const forged = (id) => [event(id).posted.replace("1.0", "9.0"), signed(event(id).python)];

export const unsigned = (id) => [event(id).posted, TYPE];

/** Waits for what a server prints, which comes through a pipe; in vain for at most ten seconds. */
export async function waited(isThere) {
  for (let tries = 0; tries < 500 && !isThere(); tries += 1) await sleep(20);
}

/** How often a handler printed this id. */
const times = (text, id) => text.match(new RegExp(`end_user\\.processed\\W+${id}\\b`, "g"))?.length ?? 0;

/**
 * Delivers to a receiver, and judges its answers and what its handler printed.
 *
 * @param {import("node:test").TestContext} t
 * @param {(body: string, headers: Record<string, string>) => Promise<{ status: number, body: string }>} deliver
 * @param {() => string} printed all that the receiver has printed
 * @param {object} [options]
 * @param {boolean} [options.store] whether an event that comes twice is handled once
 * @param {boolean} [options.codes] whether the body of a refusal is its code
 */
export async function judged(t, deliver, printed, { store = false, codes = true } = {}) {
  const accepted = async (delivery) => {
    const { status, body } = await deliver(...delivery);
    assert.ok(status >= 200 && status < 300, `${status} ${body}`);
  };
  const refused = async (delivery, status, code) => {
    const answer = await deliver(...delivery);
    assert.equal(answer.status, status);
    if (codes) assert.match(answer.body, new RegExp(`\\b${code}\\b`));
  };
  const handled = async (id, count) => {
    await waited(() => times(printed(), id) >= count);
    assert.equal(times(printed(), id), count, printed().slice(-2000));
  };

  await t.test("a genuine delivery is accepted", async () => {
    await accepted(fromJavaScript("javascript"));
    await handled("javascript", 1);
  });
  await t.test("one signed by Python, with an accent and 1.0, is accepted", async () => {
    await accepted(fromPython("python"));
    await handled("python", 1);
  });
  await t.test(`the same again is handled ${store ? "once" : "again"}`, async () => {
    await accepted(fromPython("python"));
    await handled("python", store ? 1 : 2);
  });
  await t.test("one of 150 KB is accepted", async () => {
    await accepted(fromJavaScript("large", "x".repeat(150_000)));
    await handled("large", 1);
  });
  await t.test("a forged delivery is refused", () => refused(forged("forged"), 401, "signature_mismatch"));
  await t.test("an unsigned delivery is refused", () => refused(unsigned("unsigned"), 400, "signature_missing"));
  await t.test("neither of them was handled, and no secret was printed", async () => {
    await handled("forged", 0);
    await handled("unsigned", 0);
    assert.doesNotMatch(printed(), new RegExp(SECRET));
  });
}
