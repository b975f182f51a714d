// The module fails, on purpose: the call says so, and the next one works.
import assert from "node:assert/strict";
import { test } from "node:test";

const SECRET = "sec_test";
const BODY = '{"topic": "a.b", "x": 1.50}';

/** A module whose one function runs into `unreachable`. */
const UNREACHABLE = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0], // a function of type () -> ()
  ...[7, 5, 1, 1, 0x66, 0, 0, 10, 5, 1, 3, 0, 0, 0x0b], // exported as "f", its body: unreachable
);
const { Instance } = WebAssembly;
const trap = new Instance(new WebAssembly.Module(UNREACHABLE)).exports.f;

/** Which export traps, and whether a new instance can be had. */
let faulty;
let instantiable = true;
let instances = 0;
/** What another thread does right after `verify`. */
let meanwhile;
WebAssembly.Instance = function (module, imports) {
  if (!instantiable) throw new RangeError("no more memory");
  instances++;
  const { exports } = new Instance(module, imports);
  const wrapped = ([name, value]) => {
    if (typeof value !== "function") return [name, value];
    const call = (...args) => {
      if (name === faulty) trap();
      const result = value(...args);
      if (name === "verify") meanwhile?.();
      return result;
    };
    return [name, call];
  };
  return { exports: Object.fromEntries(Object.entries(exports).map(wrapped)) };
};

// Before anything has started the module.
const { sign: unstarted } = await import("../../pkg/webhooks.js");
await test("a file inside the package is no entry", () => {
  assert.throws(() => unstarted(SECRET, BODY), /^Error: heron-webhooks was not started/);
});

const lib = await import("heron-webhooks");

/** Every function of the module is called; everything right is true. */
function works() {
  const { Webhook, sign, stringify, unwrap, verify } = lib;
  const signature = sign(SECRET, BODY, { form: "python" });
  assert.equal(signature, sign(SECRET, '{"topic":"a.b","x":1.5}'));
  assert.equal(verify(SECRET, BODY, signature), true);
  assert.equal(verify(SECRET, `${BODY} x`, signature), false);
  assert.equal(unwrap(SECRET, BODY, signature).x, 1.5);
  assert.equal(refusal(() => new Webhook(SECRET).unwrap(BODY, "x")), "signature_malformed");
  assert.equal(stringify(BODY, { form: "javascript" }), '{"topic":"a.b","x":1.5}');
  assert.equal(refusal(() => stringify("[01]", { form: "python" })), "invalid_json");
}

/** The code of the error that a call must throw; an internal error is passed on. */
function refusal(call) {
  try {
    call();
  } catch (error) {
    if (error.code === undefined || error.code === "internal") throw error;
    return error.code;
  }
}

const EXPORTS = ["input", "credentials", "prepare", "sign", "verify", "rewrite", "output", "output_len", "release"];
for (const name of [...EXPORTS, "json_message", "error_offset", "signature_message"]) {
  test(`\`${name}\` traps`, () => {
    works();
    const before = instances;
    for (let time = 0; time < 50; time++) {
      faulty = name;
      assert.throws(works, (error) => {
        assert.ok(error instanceof lib.WebhookError, `${error}`);
        assert.deepEqual([error.code, error.status], ["internal", 500]);
        assert.ok(error.cause instanceof WebAssembly.RuntimeError);
        assert.doesNotMatch(error.message, /sec_|topic/);
        return true;
      });
      faulty = undefined;
      works();
    }
    assert.ok(instances >= before + 50, "each time there is a new instance");
  });
}

test("a new instance that cannot be had at once is had later", () => {
  faulty = "verify";
  instantiable = false;
  for (let time = 0; time < 3; time++) assert.throws(works, RangeError);
  faulty = undefined;
  assert.throws(works, RangeError);
  instantiable = true;
  works();
});

test("the event is parsed from what was verified, not from shared bytes that have changed since", () => {
  const bytes = new Uint8Array(new SharedArrayBuffer(19));
  const write = (text) => bytes.set(new TextEncoder().encode(text));
  write('{"topic":"genuine"}');
  const signature = lib.sign(SECRET, bytes);
  meanwhile = () => write('{"topic":"changed"}');
  const { topic } = lib.unwrap(SECRET, bytes, signature);
  meanwhile = undefined;
  assert.equal(topic, "genuine");
});

test("at the end of the stack: the right answer or an error, and all is well afterwards", () => {
  const webhook = new lib.Webhook(SECRET);
  const signature = webhook.sign(BODY, { form: "python" });
  const calls = [
    [() => webhook.sign(BODY, { form: "python" }), signature],
    [() => webhook.verify(BODY, signature), true],
    [() => webhook.unwrap(BODY, signature).x, 1.5],
  ];
  const at = (depth, call) => (depth > 0 ? at(depth - 1, call) : call());
  const reaches = (depth) => {
    try {
      return at(depth, () => true);
    } catch {
      return false;
    }
  };
  for (let round = 0; round < 100; round++) reaches(5000); // compiled code has smaller frames
  let deepest = 0;
  for (let step = 1 << 20; step > 0; step >>= 1) if (reaches(deepest + step)) deepest += step;
  let refused = 0;
  for (const [call, right] of calls) {
    for (let depth = deepest - 400; depth < deepest; depth++) {
      try {
        assert.equal(at(depth, call), right);
      } catch (error) {
        assert.ok(error instanceof RangeError || error.code === "internal", `${error}`);
        refused++;
      }
      assert.equal(call(), right);
    }
  }
  assert.notEqual(refused, 0);
});
