// Memory that changes during a call, by code of the caller that the library runs: what counts is what the bytes are
// when they are read, once.
import { equal, gone } from "./verdicts.mjs";

const SECRET = "sec_test";
const BODY = '{"topic": "a.b", "x": 1.50, "1": [true]}';
const utf8 = (text) => new TextEncoder().encode(text);

/** A text in memory that can be resized: a view of a length of its own, or one that is as long as the memory. */
function view(text, isTracking) {
  const bytes = utf8(text);
  const buffer = new ArrayBuffer(bytes.length, { maxByteLength: 200 });
  const made = isTracking ? new Uint8Array(buffer) : new Uint8Array(buffer, 0, bytes.length);
  made.set(bytes);
  return made;
}

/** What is done to the memory of a text, and what each of the views is of by then: undefined if of nothing. */
const CHANGES = {
  "resized to 3 bytes": {
    change: (buffer) => buffer.resize(3),
    tracking: (text) => text.slice(0, 3),
    fixed: () => undefined,
  },
  "resized to none": { change: (buffer) => buffer.resize(0), tracking: () => "", fixed: () => undefined },
  "resized to 150 bytes": {
    change: (buffer) => buffer.resize(150),
    tracking: (text) => text.padEnd(150, "\0"),
    fixed: (text) => text,
  },
  transferred: {
    change: (buffer) => structuredClone(buffer, { transfer: [buffer] }),
    tracking: () => undefined,
    fixed: () => undefined,
  },
  "written over": {
    change: (buffer) => new Uint8Array(buffer).fill(0x39),
    tracking: (text) => "9".repeat(text.length),
    fixed: (text) => "9".repeat(text.length),
  },
};

/** A list that calls back when the library reads what is at `index`. */
const reading = (list, index, callback) =>
  new Proxy(list, { get: (target, key) => (key === `${index}` && callback(), Reflect.get(target, key)) });

/** Where code of the caller runs before the body is read: the secrets and the options that call it. */
const PLACES = {
  "options.forms": (callback) => [
    SECRET,
    {
      get forms() {
        return void callback();
      },
    },
  ],
  "options.maxBodyBytes": (callback) => [
    SECRET,
    {
      get maxBodyBytes() {
        return (callback(), 1000);
      },
    },
  ],
  "a form": (callback) => [SECRET, { forms: reading(["raw", "python"], 1, callback) }],
  "a secret": (callback) => [reading([SECRET], 0, callback), {}],
};

const EMPTY = "TypeError: secrets[0] must not be empty: anybody can sign with an empty secret";

export function changingMemory({ Webhook, sign, unwrap, verify }) {
  const signature = sign(SECRET, BODY);
  /** A key of zeros, which is what an empty secret would be. */
  const nobodys = sign("\0", BODY);
  const answer = (call) => {
    try {
      return call();
    } catch (error) {
      return error.code ?? String(error);
    }
  };

  function body({ change, ...views }, what) {
    for (const [kind, after] of Object.entries(views)) {
      const now = after(BODY);
      for (const [place, make] of Object.entries(PLACES)) {
        const changed = (use, header) => {
          const bytes = view(BODY, kind === "tracking");
          let calls = 0;
          const [secrets, options] = make(() => calls++ === 0 && change(bytes.buffer));
          const result = answer(() => use(secrets, bytes, header, options));
          equal(calls, 1, `${place} is read`);
          return result;
        };
        const where = `${what} within ${place}, ${kind}`;
        equal(changed(verify, signature), now === undefined ? gone("body") : now === BODY, `${where}: as it was`);
        const event = changed((...all) => unwrap(...all).topic, signature);
        equal(
          event,
          now === undefined ? gone("body") : now === BODY ? "a.b" : now === "" ? "body_missing" : "signature_mismatch",
          `${where}: the event`,
        );
        if (now !== undefined) equal(changed(verify, sign(SECRET, now)), true, `${where}: as it is`);
      }
      const bytes = view(BODY, kind === "tracking");
      const texts = [];
      const parse = (text) => (change(bytes.buffer), texts.push(text), JSON.parse(text));
      const { event, message } = new Webhook(SECRET, { parse }).receive(bytes, signature);
      equal(`${event.topic} ${texts} ${message}`, `a.b ${BODY} ${BODY}`, `${what} within parse, ${kind}`);
    }
  }

  function secret({ change, ...views }, what) {
    for (const [kind, after] of Object.entries(views)) {
      const now = after(SECRET);
      const changed = (use, header) => {
        const bytes = view(SECRET, kind === "tracking");
        return answer(() =>
          use(
            reading([bytes, "sec_second"], 1, () => change(bytes.buffer)),
            header,
          ),
        );
      };
      const uses = [
        (secrets, header) => verify(secrets, BODY, header),
        (secrets, header) => new Webhook(secrets).verify(BODY, header),
      ];
      for (const use of uses) {
        const expected = { [signature]: now === SECRET, [nobodys]: false, [sign("sec_second", BODY)]: true };
        if (now) expected[sign(now, BODY)] = true;
        for (const [header, verdict] of Object.entries(expected)) {
          const wanted = now === undefined ? gone("secrets[0]") : now === "" ? EMPTY : verdict;
          equal(changed(use, header), wanted, `${what}, ${kind}`);
        }
      }
    }
  }

  return Object.entries(CHANGES).flatMap(([what, how]) => [
    [`a body that is ${what} while options, secrets or its event are read`, () => body(how, what)],
    [`a secret that is ${what} while the next one is read`, () => secret(how, what)],
  ]);
}
