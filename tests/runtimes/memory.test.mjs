// What calls leave in the module's memory: neither secrets nor keys nor payload. All memory that any instance ever had
// is searched after each call, for everything in each spelling that the module has of it.
import assert from "node:assert/strict";
import * as crypto from "node:crypto";
import { setImmediate } from "node:timers/promises";
import v8 from "node:v8";
import vm from "node:vm";
import { test } from "node:test";
import { sabotage } from "../api/faults.mjs";

const control = sabotage();
control.memories = [];
const library = await import("../lib/library.mjs");
const { Webhook, WebhookError, initSync, offer, sign, slackMessage, stringify, unwrap, verify } = library;
const { explain } = await import("heron-webhooks/explain");

v8.setFlagsFromString("--expose-gc");
const collectGarbage = vm.runInNewContext("gc");

/** Until the keys of every `Webhook` that nobody holds are gone. */
async function collected() {
  for (let round = 0; round < 3; round++) {
    collectGarbage();
    await setImmediate();
  }
}

const SECRETS = { short: "sec_wiped_after_use", long: `sec_wiped_after_use${".long".repeat(40)}` };
const MARK = "wiped.after_use!";
const DIGITS = "3141592653589793";

/**
 * Of any length: the keys are in disorder and repeated, and numbers, escapes and characters change from form to form.
 */
const body = (length = 0) =>
  `{"topic": "${MARK}", "2": ${DIGITS}.50, "1": "é${MARK}", "1": ["\\u00e9${MARK}", 0.${DIGITS.repeat(60)}], ` +
  `"created": "${MARK}", "data": {"a": "${MARK.repeat(8 + length / 16)}", "1": {"b": 1, "${MARK}": "é", "0": 2}}}`;
const SIZES = { short: 0, "of more than is staged": 20_000, "of 2 MiB": 2 ** 21, "of 24 MiB": 24 * 2 ** 20 };

/** What is tried with megabytes: they take long to search for, and nothing but the buffers is another matter then. */
const LARGE = 2 ** 20;
const TRIED_LARGE =
  /^(unwrap, raw|receive, javascript|mismatch|invalid JSON|too large, text, as|stringify, python|explain, no match)/;
const OPTIONS = { maxBodyBytes: 2 ** 29 };
const FORMS = ["raw", "python", "javascript"];
const MALFORMED = `${MARK}`;

/**
 * 16 bytes from every fourth on: where the beginning alone was overwritten, any 19 in a row that are left have one in
 * them.
 */
const pieces = (bytes) =>
  Array.from({ length: ((bytes.length - 16) >> 2) + 1 }, (_, at) => bytes.subarray(4 * at, 4 * at + 16));

/** The state of SHA-256 after one block, which begins with these bytes and goes on with `pad` (FIPS 180-4, 6.2.2). */
function state(start, pad) {
  const block = Buffer.alloc(64, pad);
  start.copy(block);
  const primes = [];
  for (let number = 2; primes.length < 64; number++)
    if (primes.every((prime) => number % prime > 0)) primes.push(number);
  const fraction = (root) => Math.floor((root - Math.floor(root)) * 2 ** 32) | 0;
  const rotated = (word, bits) => (word >>> bits) | (word << (32 - bits));
  const words = Array.from({ length: 16 }, (_, index) => block.readInt32BE(4 * index));
  for (let index = 16; index < 64; index++) {
    const [x, y] = [words[index - 15], words[index - 2]];
    const first = rotated(x, 7) ^ rotated(x, 18) ^ (x >>> 3);
    words.push((words[index - 16] + first + words[index - 7] + (rotated(y, 17) ^ rotated(y, 19) ^ (y >>> 10))) | 0);
  }
  const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  let [a, b, c, d, e, f, g, h] = initial;
  for (const [index, word] of words.entries()) {
    const one =
      h +
      (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) +
      ((e & f) ^ (~e & g)) +
      fraction(Math.cbrt(primes[index])) +
      word;
    const two = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
  }
  const result = Buffer.alloc(32);
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) {
    result.writeInt32BE((word + initial[index]) | 0, 4 * index);
  }
  return result;
}

/**
 * What must not be found, by kind: a secret, and what HMAC makes of it; payload as text. All of it also
 * as the words that SHA-256 reads.
 */
function traces(secret) {
  const bytes = Buffer.from(secret);
  const hash = bytes.length > 64 ? crypto.createHash("sha256").update(bytes).digest() : bytes;
  const [inner, outer] = [0x36, 0x5c].map((pad) => hash.map((byte) => byte ^ pad));
  const states = [state(inner, 0x36), state(outer, 0x5c)].flatMap(pieces);
  const payload = [MARK, DIGITS].flatMap((mark) =>
    [0, 1, 2, 3].map((at) => Buffer.from((mark + mark).slice(at, at + 16))),
  );
  const kinds = {
    secret: pieces(bytes),
    hash: pieces(hash),
    inner: pieces(inner),
    outer: pieces(outer),
    states,
    payload,
  };
  return Object.entries(kinds).flatMap(([kind, plain]) => {
    const all = [...plain, ...plain.map((piece) => Buffer.from(piece).swap32())];
    return [...new Set(all.map((piece) => piece.toString("latin1")))].map((text) => ({
      kind,
      piece: Buffer.from(text, "latin1"),
    }));
  });
}

const TRACES = Object.fromEntries(Object.entries(SECRETS).map(([name, secret]) => [name, traces(secret)]));

const PAGE = 4096;
const EMPTY_PAGE = Buffer.alloc(PAGE);

/** Only the stretches of a memory that hold anything: most of a large one is empty. */
function used({ buffer }) {
  const memory = Buffer.from(buffer);
  const stretches = [];
  let start;
  for (let at = 0; at <= memory.length; at += PAGE) {
    const empty = at === memory.length || memory.compare(EMPTY_PAGE, 0, PAGE, at, at + PAGE) === 0;
    if (!empty) start ??= at;
    else if (start !== undefined) {
      stretches.push(memory.subarray(start, at));
      start = undefined;
    }
  }
  return stretches;
}

/** The kinds of traces that are found. */
function found(secret) {
  const memories = control.memories.flatMap(used);
  const left = TRACES[secret].filter(({ piece }) => memories.some((memory) => memory.includes(piece)));
  return [...new Set(left.map(({ kind }) => kind))];
}

/** A call that may throw: what it leaves is the same matter. */
const attempt = (call) => {
  try {
    call();
  } catch (error) {
    if (error.code === undefined || error.code === "internal") throw error;
  }
};

/** Every way through the library, by name. */
function operations(secret, text) {
  const bytes = Buffer.from(text);
  const secrets = ["sec_another", Buffer.from(secret), "sec_third"];
  const forged = sign("sec_other", "1");
  const invalid = `${text}"${MARK}`;
  const small = { maxBodyBytes: text.length - 5 };
  const withForms = FORMS.flatMap((form) => {
    const signature = sign(secret, text, { ...OPTIONS, form });
    return Object.entries({
      sign: () => sign(secret, text, { ...OPTIONS, form }),
      verify: () => assert.equal(verify(secrets, bytes, signature, OPTIONS), true),
      "verify, this form alone": () =>
        assert.equal(verify(secrets, text, signature, { ...OPTIONS, forms: [form] }), true),
      unwrap: () => assert.equal(unwrap(secrets, text, signature, OPTIONS).topic, MARK),
      receive: () => assert.equal(new Webhook(secrets, OPTIONS).receive(bytes, signature).secretIndex, 1),
      "a parse that throws": () =>
        unwrap(secrets, text, signature, {
          ...OPTIONS,
          parse: () => {
            throw new WebhookError("invalid_json", "");
          },
        }),
    }).map(([name, call]) => [`${name}, ${form}`, call]);
  });
  return [
    ...withForms,
    ...Object.entries({
      "new Webhook": () => new Webhook([secret, ...secrets]),
      "a secret that is empty behind one that is not": () => assert.throws(() => new Webhook([secret, ""]), TypeError),
      mismatch: () => assert.equal(verify(secrets, bytes, forged, OPTIONS), false),
      "mismatch, unwrap": () => unwrap(secrets, text, forged, OPTIONS),
      malformed: () => unwrap(secrets, text, MALFORMED, OPTIONS),
      missing: () => unwrap(secrets, text, undefined, OPTIONS),
      "too large, bytes": () => verify(secrets, bytes, forged, small),
      "too large, text": () => verify(secrets, text, forged, small),
      "too large, text, as it turns out": () =>
        verify(secrets, `${text}ééé`, forged, { maxBodyBytes: text.length + 3 }),
      "invalid JSON": () => verify(secrets, invalid, forged, OPTIONS),
      "invalid JSON, genuine": () => unwrap(secrets, invalid, sign(secret, invalid, OPTIONS), OPTIONS),
      "invalid JSON, stringify": () => stringify(invalid, { form: "python" }),
      "invalid UTF-8": () => verify(secrets, Buffer.concat([bytes, Buffer.of(0xff)]), forged, OPTIONS),
      "stringify, python": () => stringify(text, { form: "python" }),
      "stringify, javascript": () => stringify(bytes, { form: "javascript" }),
      "explain, a match": () => explain(secrets, text, sign(secret, text, OPTIONS)),
      "explain, a mistake": () => explain([`${secret}\n`], text, sign(secret, text, OPTIONS)),
      "explain, no match": () => explain(secrets, text, forged),
      "explain, malformed": () => explain(secrets, text, MALFORMED),
      slackMessage: () => slackMessage(text),
      "slackMessage, no event": () => slackMessage(`["${MARK}"]`),
      "slackMessage, invalid": () => slackMessage(invalid),
    }),
  ];
}

for (const [hashing, host] of [
  ["the module", undefined],
  ["the host", crypto],
]) {
  for (const [size, length] of Object.entries(SIZES)) {
    const isLarge = length > LARGE;
    for (const secret of isLarge ? ["long"] : Object.keys(SECRETS)) {
      test(`${hashing} hashing, a ${secret} secret, a body ${size}`, async () => {
        offer(() => host, 0);
        for (let round = 0; round < 60; round++) sign("sec_another", "[]");
        const text = body(length);
        for (const [name, call] of operations(SECRETS[secret], text)) {
          if (isLarge && !TRIED_LARGE.test(name)) continue;
          attempt(call);
          if (/Webhook|receive/.test(name)) await collected();
          assert.deepEqual(found(secret), [], name);
        }
        if (length >= SIZES["of 24 MiB"]) assert.ok(control.memories.length > 3, "their memory goes with the instance");
        // The one in use stays; all others have been seen to be wiped.
        control.memories = control.memories.filter((memory) => memory === initSync().memory);
        assert.equal(control.memories.length, 1);
      });
    }
  }
}

test("keys are there for as long as their Webhook, and no longer", async () => {
  for (const secret of Object.keys(SECRETS)) {
    let webhook = new Webhook(["sec_another", SECRETS[secret]]);
    const signature = sign(SECRETS[secret], "[]");
    assert.equal(webhook.verify("[]", signature), true);
    await collected();
    assert.deepEqual(
      found(secret).filter((kind) => kind !== "hash"),
      ["inner", "states"],
    );
    assert.equal(webhook.verify("[]", signature), true);
    webhook = undefined;
    await collected();
    assert.deepEqual(found(secret), []);
  }
});

// The hash of a long secret and the outer padding are on the stack only, within `prepare` and `explain`, where nothing
// from outside can see them: of these two this shows nothing there. (A short secret is its own hash.)
for (const [secret, prepared] of [
  ["short", ["hash", "inner", "secret", "states"]],
  ["long", ["inner", "secret", "states"]],
]) {
  test(`while it is used, a ${secret} secret and what is made of it are found`, () => {
    offer(() => undefined, 0);
    const text = body();
    const signature = sign(SECRETS[secret], text);
    const seen = {};
    control.meanwhile = (name) => (seen[name] = [...(seen[name] ?? []), ...found(secret)]);
    sign(SECRETS[secret], text);
    assert.deepEqual(found(secret), []);
    verify(SECRETS[secret], text, signature);
    assert.deepEqual(found(secret), []);
    explain(SECRETS[secret], text, signature);
    control.meanwhile = undefined;
    assert.deepEqual(found(secret), []);
    const distinct = (list) => [...new Set(list)].sort();
    assert.deepEqual(distinct(seen.prepare), prepared);
    assert.deepEqual(distinct(Object.values(seen).flat()), [...prepared, "payload"].sort());
    for (const name of ["sign", "check"])
      assert.ok(seen[name].includes("states") && seen[name].includes("payload"), name);
    assert.ok(seen.explain.includes("secret"));
  });
}

test("an instance that fails is wiped", () => {
  const text = body(6000);
  const signature = sign(SECRETS.short, text);
  const failures = {};
  const expected = {
    prepare: 3,
    forget: 3,
    sign: 1,
    check: 1,
    verify: 1,
    rewrite: 2,
    release: 5,
    explain: 1,
    slack_message: 1,
  };
  for (const faulty of Object.keys(expected)) {
    failures[faulty] = 0;
    for (const call of [
      () => verify(SECRETS.short, text, signature),
      () => sign(SECRETS.short, text),
      () => unwrap(SECRETS.short, text, signature),
      () => stringify(text, { form: "python" }),
      () => stringify(text, { form: "javascript" }),
      () => explain(SECRETS.short, text, signature),
      () => slackMessage(text),
    ]) {
      control.faulty = faulty;
      try {
        call();
      } catch (error) {
        assert.equal(error.code, "internal");
        failures[faulty]++;
      }
      control.faulty = undefined;
      assert.deepEqual(found("short"), [], faulty);
    }
  }
  assert.deepEqual(failures, expected);
});
