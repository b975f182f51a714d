// What others put on `Object.prototype`, and into the place of what the language has.
import { equal, thrown } from "./verdicts.mjs";

const { stringify: toText } = JSON;
const SECRET = "sec_test";
const BODY = '{"topic": "a.b", "x": 1.50}';

/** Data on `Object.prototype`, as a careless merge of what was received leaves it there. */
const POLLUTION = {
  ...{ form: "python", forms: ["javascript"], maxBodyBytes: 1, parse: () => "polluted", tolerance: 1, now: () => 0 },
  ...{ topic: "polluted", created: "2021-05-20T09:23:53+00:00", data: "polluted", meta: "polluted" },
  ...{
    offset: 7,
    cause: "polluted",
    code: "polluted",
    status: 200,
    reason: "polluted",
    retryAfter: 5,
    message: "polluted",
  },
  ...{
    store: 1,
    timeout: -1,
    claimTtl: -1,
    acknowledge: "polluted",
    waitUntil: 1,
    onError: 1,
    onOutcome: 1,
    body: "polluted",
    headers: 1,
  },
  ...{ allowedHosts: ["evil.example"], maxWait: -1, signal: "polluted", capacity: -1, completedTtl: -1, prefix: 1 },
  ...{ fatal: false, ignoreBOM: true, enumerable: true, 0: "polluted", "-1": "polluted", length: 5, raw: 1, python: 1 },
};

/** Puts it there, and returns what removes it. */
export function pollute() {
  for (const [key, value] of Object.entries(POLLUTION)) {
    Object.defineProperty(Object.prototype, key, {
      __proto__: null,
      value,
      configurable: true,
      writable: true,
      enumerable: true,
    });
  }
  return () => {
    for (const key of Object.keys(POLLUTION)) delete Object.prototype[key];
  };
}

export function polluted(body) {
  const clean = pollute();
  try {
    return body();
  } finally {
    clean();
  }
}

/** What the language and the host have by a name, made useless while the cases run. */
const REPLACED = {
  JSON: ["parse", "stringify"],
  Object: ["hasOwn", "getOwnPropertyDescriptor", "freeze", "keys"],
  globalThis: ["TextEncoder", "TextDecoder", "crypto", "atob", "btoa", "JSON"],
};

function replaced(body) {
  const targets = { JSON, Object, globalThis };
  const originals = [];
  const useless = () => {
    throw new Error("replaced");
  };
  for (const [target, names] of Object.entries(REPLACED)) {
    for (const name of names) {
      const original = Object.getOwnPropertyDescriptor(targets[target], name);
      if (original?.configurable) originals.push([targets[target], name, original]);
    }
  }
  const { defineProperty } = Object;
  const define = (target, name, descriptor) => defineProperty(target, name, descriptor);
  for (const [target, name] of originals) {
    define(target, name, { value: useless, configurable: true, writable: true });
  }
  try {
    return body();
  } finally {
    for (const [target, name, original] of originals.reverse()) define(target, name, original);
  }
}

/** Everything of the API, as text. */
function everything({ Webhook, explain, sign, slackMessage, stringify, unwrap, verify }) {
  const webhook = new Webhook([SECRET, "sec_old"]);
  const signature = sign(SECRET, BODY, { form: "python" });
  const refusal = (call) => {
    const error = thrown(call, "refusal");
    const { code, status, offset } = { __proto__: null, ...error };
    return [error.name, error.message, code, status, offset];
  };
  const untopical = '{"data":1}';
  return [
    signature,
    sign(SECRET, BODY),
    webhook.sign(BODY),
    verify(SECRET, BODY, signature),
    verify(SECRET, BODY, signature, { forms: ["raw"] }),
    verify(SECRET, BODY, sign("sec_other", BODY)),
    unwrap(SECRET, BODY, signature, {}).x,
    unwrap(SECRET, BODY, signature).topic,
    webhook.receive(BODY, signature).form,
    stringify(BODY, { form: "javascript" }),
    toText(explain("sec_test\n", BODY, signature).findings),
    slackMessage(BODY).text,
    sign(SECRET, { a: [1] }),
    ...refusal(() => webhook.unwrap(BODY, "x")),
    ...refusal(() => webhook.unwrap(BODY, sign("sec_other", BODY))),
    ...refusal(() => stringify("[01]", { form: "python" })),
    ...refusal(() => unwrap(SECRET, untopical, sign(SECRET, untopical))),
    ...refusal(() => unwrap(SECRET, "[]", sign(SECRET, "[]"))),
    ...refusal(() => unwrap(SECRET, "5", sign(SECRET, "5"))),
    ...refusal(() => unwrap(SECRET, BODY, signature, { tolerance: 1e12 })),
    ...refusal(() => sign(SECRET, BODY, { form: "rust" })),
    ...refusal(() => verify(SECRET, "12345", "", { maxBodyBytes: 4 })),
  ];
}

/** Methods of what the language has, and of the host, that the library calls. */
const METHODS = [
  ...["set", "slice", "subarray", "fill"].map((name) => [Object.getPrototypeOf(Uint8Array.prototype), name]),
  ...["encode", "encodeInto"].map((name) => [TextEncoder.prototype, name]),
  ...["slice", "charCodeAt", "isWellFormed"].map((name) => [String.prototype, name]),
  ...["includes", "indexOf", "reduce"].map((name) => [Array.prototype, name]),
  ...[
    [TextDecoder.prototype, "decode"],
    [Function.prototype, "call"],
    [RegExp.prototype, "test"],
  ],
];

/** Whoever replaces a method runs code here, and can do as he likes. Still nothing forged is accepted by accident. */
function withoutMethods({ Webhook, sign, verify }, works) {
  const webhook = new Webhook(SECRET);
  const forged = sign("sec_other", BODY);
  for (const [prototype, name] of METHODS) {
    const original = Object.getOwnPropertyDescriptor(prototype, name);
    if (original === undefined) continue;
    for (const value of [
      () => undefined,
      () => {
        throw new Error("replaced");
      },
    ]) {
      const verdicts = [];
      Object.defineProperty(prototype, name, { ...original, value });
      for (const call of [() => webhook.verify(BODY, forged), () => verify([SECRET], BODY, forged)]) {
        try {
          verdicts[verdicts.length] = call();
        } catch {
          // No verdict at all.
        }
      }
      Object.defineProperty(prototype, name, original);
      for (const verdict of verdicts) equal(verdict, false, name);
      works(`after ${name} was replaced`);
    }
  }
}

export function pollution(lib, works) {
  const all = () => everything(lib);
  const right = all().map(String);
  const same = (actual) => {
    for (const [index, value] of actual.map(String).entries()) equal(value, right[index], `answer ${index}`);
    equal(actual.length, right.length, "answers");
  };
  return [
    ["what is on Object.prototype is no option, and no part of an error or an event", () => same(polluted(all))],
    ["what the language has by a name may be replaced after the import", () => same(replaced(all))],
    ["where methods of the language do nothing or throw, nothing forged is accepted", () => withoutMethods(lib, works)],
  ];
}
