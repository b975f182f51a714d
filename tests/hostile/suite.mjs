// What must hold whatever is passed in, and whatever is done to the process around it: cases for the loaded library, as
// the conformance suite is, in whatever runtime it was loaded.
import { BODIES } from "./bodies.mjs";
import { changingMemory } from "./memory.mjs";
import { pollution } from "./pollution.mjs";
import { equal, gone, thrown } from "./verdicts.mjs";

const SECRET = "sec_test";
const BODY = '{"topic": "a.b", "x": 1.50, "2": "é", "1": [true]}';
/** What is tried with `large` bytes: the rest takes the same ways through the code. */
const LARGE = ["a plain string", "escapes of letters", "DEL", "an integer", "an exponent"];

const utf8 = (text) => new TextEncoder().encode(text);

/**
 * The cases, as `[name, function]` pairs. `large`: a size in bytes, beyond the limit by default; `keys`: how many in
 * one object. Without sizes those cases are left out that take long.
 */
export function hostile(lib, { large, keys } = {}) {
  const { Webhook, explain, sign, slackMessage, stringify, unwrap, verify } = lib;
  const webhook = new Webhook(SECRET);
  const generous = new Webhook(SECRET, { maxBodyBytes: 2 ** 29 });
  const signature = sign(SECRET, BODY, { form: "python" });
  const forged = sign("sec_other", BODY);

  /** Whatever happened before, a genuine delivery is taken and a forged one is not. */
  const works = (what) => {
    equal(webhook.unwrap(BODY, signature).x, 1.5, what);
    equal(unwrap(SECRET, utf8(BODY), signature).topic, "a.b", what);
    equal(webhook.verify(BODY, forged), false, what);
    equal(sign(SECRET, BODY, { form: "python" }), signature, what);
  };
  const refused = (call, wanted, what) => equal(thrown(call, what).code, wanted, what);
  const cases = [];
  const test = (name, body) => cases.push([name, () => (body(), works(`after: ${name}`))]);
  const testLarge = large === undefined ? () => {} : test;

  for (const [name, make] of Object.entries(BODIES)) {
    test(`a body: ${name}`, () => {
      const text = make(300_000);
      equal(webhook.verify(text, forged), false, "forged");
      equal(webhook.verify(utf8(text), forged), false, "forged bytes");
      equal(webhook.verify(text, webhook.sign(text)), true, "genuine");
      const mine = result(() => stringify(text, { form: "javascript" }));
      if (name === "more levels than are read") equal(mine, undefined, "deeper than 10,000 levels");
      // Engines print fewer levels than they read, and than are read here.
      else if (!name.includes("levels"))
        equal(mine === result(() => JSON.stringify(JSON.parse(text))), true, "as the engine does");
      const python = result(() => stringify(text, { form: "python" }));
      if (python !== undefined) equal(stringify(python, { form: "python" }) === python, true, "printed again");
    });
  }

  for (const name of LARGE) {
    testLarge(`${large} bytes: ${name}`, () => {
      const body = utf8(BODIES[name](large));
      refused(() => webhook.verify(body, forged), "body_too_large", "by default");
      refused(() => webhook.unwrap(body, forged), "body_too_large", "by default");
      equal(generous.verify(body, forged), false, "forged");
    });
  }

  testLarge("10,000,000 levels", () => {
    const levels = "[".repeat(1e7) + "]".repeat(1e7);
    refused(() => webhook.verify(levels, forged), "body_too_large", "by default");
    equal(generous.verify(levels, forged), false, "forged");
    for (const form of ["python", "javascript"]) {
      const error = thrown(() => stringify(levels, { form }), form);
      equal(`${error.code} ${error.offset}`, "invalid_json 10000", form);
    }
    equal(generous.verify(levels, generous.sign(levels)), true, "raw has no levels");
    equal(thrown(() => generous.unwrap(levels, generous.sign(levels)), "no event").status, 400, "and is no event");
  });

  testLarge(`${keys} keys, distinct, equal, and with one hash`, () => {
    for (const [name, bytes] of [
      ["keys", 13],
      ["equal keys", 12],
      ["keys that collide", 93],
    ]) {
      equal(generous.verify(utf8(BODIES[name](bytes * keys)), forged), false, name);
    }
  });

  testLarge("a number of many megabytes", () => {
    const digits = "1".repeat(large);
    equal(stringify(digits, { form: "javascript" }), "null", "an integer that is infinite");
    refused(() => stringify(digits, { form: "python" }), "invalid_json", "more digits than CPython takes");
    for (const form of ["python", "javascript"]) {
      equal(stringify(`0.${digits}`, { form }), "0.1111111111111111", form);
      equal(stringify(`${digits}e-${large - 1}`, { form }), "1.1111111111111112", form);
    }
  });

  test("invalid UTF-8 in every position of a sequence", () => {
    const fatal = new TextDecoder("utf-8", { fatal: true });
    // The first and the last of each length, and those beside the surrogates.
    const valid = ["é", "\u07ff", "\u0800", "€", "\ud7ff", "\ue000", "\uffff", "\u{10000}", "😀", "\u{10ffff}"].map(
      utf8,
    );
    for (const sequence of valid) {
      for (let at = 0; at < sequence.length; at++) {
        for (let byte = 0; byte < 256; byte++) {
          for (const before of [0, 7, 13]) {
            const bytes = utf8(`{"topic":"${"a".repeat(before)}${"\0".repeat(sequence.length)}b"}`);
            const start = 10 + before;
            bytes.set(sequence, start);
            bytes[start + at] = byte;
            const text = result(() => fatal.decode(bytes));
            const engine = text && result(() => JSON.stringify(JSON.parse(text)));
            equal(
              result(() => stringify(bytes, { form: "javascript" })),
              engine,
              `${bytes.join()}`,
            );
            if (text !== undefined) continue;
            const { code, offset } = thrown(() => stringify(bytes, { form: "python" }), `${bytes.join()}`);
            const isThere = offset >= start && offset <= start + sequence.length;
            equal(`${code} ${isThere}`, "invalid_json true", `${bytes.join()}`);
            if (before !== 7) continue;
            refused(() => webhook.unwrap(bytes, webhook.sign(bytes)), "invalid_json", "genuine, but no text");
          }
        }
      }
      for (let length = 1; length < sequence.length; length++) {
        const cut = Uint8Array.of(0x22, ...sequence.subarray(0, length));
        refused(() => stringify(cut, { form: "python" }), "invalid_json", "the end within a sequence");
      }
    }
  });

  test("bytes that say something else of themselves than they are", () => {
    class Short extends Uint8Array {
      get length() {
        return 1;
      }
      get byteLength() {
        return 1;
      }
      get buffer() {
        return new ArrayBuffer(1);
      }
      slice() {
        return new Uint8Array(1);
      }
    }
    class Long extends Uint8Array {
      get length() {
        return 2 ** 40;
      }
    }
    for (const Bytes of [Short, Long]) {
      const bytes = Bytes.from(utf8(BODY));
      equal(sign(SECRET, bytes), sign(SECRET, BODY), "the body");
      equal(verify(SECRET, bytes, signature), true, "verify");
      equal(stringify(bytes, { form: "python" }), stringify(BODY, { form: "python" }), "stringify");
      equal(sign(Bytes.from(utf8(SECRET)), BODY), sign(SECRET, BODY), "the secret");
      equal(explain(Bytes.from(utf8(SECRET)), bytes, signature).form, "python", "explain");
    }
  });

  test("the caller's secrets and bodies stay as they are", () => {
    const bytes = typeof Buffer === "function" ? (text) => Buffer.from(text) : utf8;
    const [secret, body] = [bytes(SECRET), bytes(BODY)];
    explain(secret, body, signature);
    explain([secret, secret], body, forged);
    for (const call of [verify, unwrap]) call([secret], body, signature);
    new Webhook(secret).sign(body);
    equal(`${secret.join()} ${body.join()}`, `${utf8(SECRET).join()} ${utf8(BODY).join()}`, "the bytes");
  });

  test("memory that was given away, or has become too short", () => {
    const detached = utf8(BODY);
    structuredClone(detached.buffer, { transfer: [detached.buffer] });
    const views = [detached, detached.buffer];
    if (ArrayBuffer.prototype.resize) {
      const buffer = new ArrayBuffer(10, { maxByteLength: 20 });
      views.push(new Uint8Array(buffer, 5, 5), new Uint8Array(buffer, 5));
      buffer.resize(3);
    }
    for (const view of views) {
      for (const call of [() => sign(SECRET, view), () => verify(SECRET, view, ""), () => webhook.receive(view, "")]) {
        equal(String(thrown(call, "gone")), gone("body"), "gone");
      }
    }
    for (const call of [() => sign(detached, BODY), () => explain(detached, BODY, "")]) {
      equal(String(thrown(call, "gone")), gone("secret"), "gone");
    }
    equal(String(thrown(() => new Webhook([SECRET, detached]), "gone")), gone("secrets[1]"), "gone");
    if (!ArrayBuffer.prototype.resize) return;
    const tracking = new ArrayBuffer(utf8(BODY).length + 5, { maxByteLength: 1000 });
    const view = new Uint8Array(tracking);
    view.set(utf8(BODY));
    tracking.resize(utf8(BODY).length);
    equal(verify(SECRET, view, signature), true, "as long as it is by now");
    equal(verify(SECRET, tracking, signature), true, "the buffer itself");
  });

  test("getters and proxies", () => {
    const reads = [];
    const trap = {
      get(target, key, receiver) {
        reads.push(key);
        works("within a getter");
        return Reflect.get(target, key, receiver);
      },
    };
    const value = { topic: "a.b", list: [1, { deep: "é" }] };
    equal(sign(SECRET, new Proxy(value, trap)), sign(SECRET, JSON.stringify(value)), "a proxy of a value");
    equal(sign(SECRET, new Proxy([1, 2], trap)), sign(SECRET, "[1,2]"), "a proxy of an array");
    equal(reads.length > 0, true, "it was read");
    const options = new Proxy({ forms: new Proxy(["python"], trap), maxBodyBytes: 1000, parse: JSON.parse }, trap);
    equal(new Webhook(new Proxy([SECRET], trap), options).unwrap(BODY, signature).topic, "a.b", "options and secrets");
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const call of [
      () => sign(SECRET, proxy),
      () => verify(proxy, "1", ""),
      () => verify(SECRET, "1", "", proxy),
    ]) {
      equal(thrown(call, "revoked") instanceof TypeError, true, "a revoked proxy");
    }
    const raised = new Error("mine");
    const throwing = {
      get topic() {
        throw raised;
      },
    };
    equal(
      thrown(() => sign(SECRET, throwing), "getter"),
      raised,
      "what a getter throws",
    );
    equal(
      thrown(
        () =>
          verify(SECRET, "1", "", {
            get forms() {
              throw raised;
            },
          }),
        "getter",
      ),
      raised,
      "in options",
    );
  });

  test("options and secrets that change while they are read", () => {
    let length = 0;
    const forms = ["raw", "python"];
    Object.defineProperty(forms, 0, { get: () => (length++ === 0 ? "raw" : "nonsense"), enumerable: true });
    equal(verify(SECRET, BODY, signature, { forms }), true, "each form is read once");
    // A key of zeros, which everybody has, must not take the place of one that is gone.
    const secrets = [SECRET, "sec_second"];
    Object.defineProperty(secrets, 0, { get: () => ((secrets.length = 1), SECRET), enumerable: true });
    equal(result(() => new Webhook(secrets).receive(BODY, signature).secretIndex) ?? 0, 0, "the first secret");
    const shrinking = new Proxy([SECRET, "sec_second"], {
      get: (target, key) => (key === "0" && (target.length = 1), key === "0" ? SECRET : target[key]),
    });
    const shown = new Webhook(shrinking)[Symbol.for("nodejs.util.inspect.custom")]();
    equal(shown, 'Webhook {"secrets":1,"forms":["raw","python","javascript"]}', "no more keys than secrets");
  });

  test("toJSON and parse that throw, and that use the library", () => {
    const raised = new RangeError("mine");
    const throwing = {
      toJSON() {
        throw raised;
      },
    };
    for (const call of [
      () => sign(SECRET, throwing),
      () => verify(SECRET, throwing, ""),
      () => unwrap(SECRET, throwing, ""),
    ]) {
      equal(thrown(call, "toJSON"), raised, "what toJSON throws");
    }
    let depth = 0;
    const reentrant = {
      toJSON() {
        works("within toJSON");
        explain(SECRET, BODY, signature);
        slackMessage(BODY);
        return depth++ < 5
          ? { inside: JSON.parse(stringify(JSON.stringify(reentrant), { form: "python" })) }
          : { topic: "a.b" };
      },
    };
    const inside = sign(SECRET, reentrant);
    equal(inside, sign(SECRET, `${'{"inside":'.repeat(5)}{"topic":"a.b"}${"}".repeat(5)}`), "sign within toJSON");
    const parse = (text) => {
      works("within parse");
      equal(webhook.verify(text, webhook.sign(text)), true, "the text");
      return unwrap(SECRET, text, webhook.sign(text));
    };
    equal(unwrap(SECRET, BODY, signature, { parse, tolerance: undefined }).topic, "a.b", "unwrap within parse");
    const now = () => (works("within now"), Date.parse("2021-05-20T09:23:53Z"));
    const dated = '{"topic":"a.b","created":"2021-05-20T09:23:53+00:00"}';
    equal(unwrap(SECRET, dated, sign(SECRET, dated), { tolerance: 5, now }).topic, "a.b", "now");
  });

  test("a value that is too deep for the engine's JSON.stringify is its RangeError", () => {
    const levels = 100_000;
    let deep = [];
    for (let level = 1; level < levels; level++) deep = [deep];
    try {
      equal(sign(SECRET, deep), sign(SECRET, "[".repeat(levels) + "]".repeat(levels)), "engines without such a limit");
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  });

  if (ArrayBuffer.prototype.resize) for (const [name, body] of changingMemory(lib)) test(name, body);

  for (const [name, body] of pollution(lib, works)) test(name, body);

  return cases;
}

/** What a call returns; nothing if it throws. */
const result = (call) => {
  try {
    return call();
  } catch {
    return undefined;
  }
};
