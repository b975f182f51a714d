// What must hold when the module fails: a clear error at once, the right answer at the next call. As the conformance
// suite, it is run in every runtime.

const SECRET = "sec_test";
const BODY = '{"topic": "a.b", "x": 1.50}';
const EXPORTS = [
  ...["input", "header", "secret", "prepare", "forget", "sign", "check", "verify", "rewrite", "release"],
  ...["message", "slack_message", "explain"],
];

/** These are called by the first who uses an instance: they fail in a new one each time. */
const CALLED_ONCE = ["input", "header", "secret"];

const GET_SECRETS = ["prepare", "sign", "check", "verify", "explain"];

/**
 * Puts a `WebAssembly.Instance` in place whose exports can be made to fail. To be called before the library is loaded.
 * `faulty`: which export traps; `instantiable`: whether a new instance can be had; `instances`: how many were had;
 * `memories`: a list that gets those of the instances, if there is one; `meanwhile`: what is done right before and
 * after the exports that get secrets, with the export's name.
 */
export function sabotage() {
  const control = { faulty: undefined, instantiable: true, instances: 0, memories: undefined, meanwhile: undefined };
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (module, imports) {
    if (!control.instantiable) throw new RangeError("no more memory");
    control.instances++;
    const { exports } = new Instance(module, imports);
    control.memories?.push(exports.memory);
    const wrapped = ([name, value]) => {
      if (typeof value !== "function") return [name, value];
      const call = (...args) => {
        if (name === control.faulty) throw new WebAssembly.RuntimeError("unreachable");
        if (!GET_SECRETS.includes(name)) return value(...args);
        control.meanwhile?.(name);
        const result = value(...args);
        control.meanwhile?.(name);
        return result;
      };
      return [name, call];
    };
    return { exports: Object.fromEntries(Object.entries(exports).map(wrapped)) };
  };
  return control;
}

/** The cases for a library, with `explain`, that was loaded after `sabotage`, as `[name, function]` pairs. */
export function faults(lib, control) {
  const { Webhook, WebhookError, explain, sign, slackMessage, stringify, unwrap, verify } = lib;

  /** Every function of the module is called; everything right is true. */
  const works = () => {
    const signature = sign(SECRET, BODY, { form: "python" });
    equal(signature, sign(SECRET, '{"topic":"a.b","x":1.5}'));
    equal(verify(SECRET, BODY, signature), true);
    equal(verify(SECRET, `${BODY} x`, signature), false);
    equal(unwrap(SECRET, BODY, signature).x, 1.5);
    equal(
      refusal(() => new Webhook(SECRET).unwrap(BODY, "x")),
      "signature_malformed",
    );
    equal(stringify(BODY, { form: "javascript" }), '{"topic":"a.b","x":1.5}');
    equal(slackMessage(BODY).blocks.length > 0, true);
    equal(explain(SECRET, BODY, signature).form, "python");
    equal(
      refusal(() => stringify("[01]", { form: "python" })),
      "invalid_json",
    );
  };

  const traps = (name) => () => {
    works();
    const before = control.instances;
    for (let time = 0; time < 50; time++) {
      if (CALLED_ONCE.includes(name)) {
        works();
        control.faulty = "verify";
        thrown(works);
      }
      control.faulty = name;
      const error = thrown(works);
      control.faulty = undefined;
      equal(error instanceof WebhookError, true);
      equal(`${error.code} ${error.status}`, "internal 500");
      equal(error.cause instanceof WebAssembly.RuntimeError, true);
      equal(/sec_|topic/.test(error.message), false);
      works();
    }
    equal(control.instances >= before + 50, true);
  };

  /** What was prepared before an instance fails signs and verifies after it, each with its own keys. */
  const keepsKeys = () => {
    const secrets = Array.from({ length: 600 }, (_, index) =>
      index % 3 === 0 ? [`sec_${index}`, `old_${index}`.repeat(20)] : `sec_${index}`,
    );
    const webhooks = secrets.map((secret) => new Webhook(secret));
    const expected = secrets.map((secret) => sign(Array.isArray(secret) ? secret[0] : secret, BODY));
    const older = sign("old_300".repeat(20), BODY);
    const right = () => {
      webhooks.forEach((webhook, index) => {
        equal(webhook.sign(BODY), expected[index]);
        equal(webhook.verify(BODY, expected[index]), true);
        equal(webhook.verify(BODY, expected[(index + 1) % 600]), false);
      });
      equal(webhooks[300].receive(BODY, older).secretIndex, 1);
    };
    right();
    for (const faulty of ["check", "prepare", "forget"]) {
      control.faulty = faulty;
      thrown(works);
      control.faulty = undefined;
      // In another order: each slot now belongs to another.
      webhooks.reverse();
      expected.reverse();
      for (const webhook of webhooks.slice(0, 7)) webhook.verify(BODY, older);
      webhooks.reverse();
      expected.reverse();
      right();
    }
    control.faulty = "check";
    control.instantiable = false;
    equal(thrown(() => webhooks[0].verify(BODY, older)) instanceof RangeError, true);
    control.faulty = undefined;
    equal(thrown(() => webhooks[1].sign(BODY)) instanceof RangeError, true);
    control.instantiable = true;
    right();
  };

  const cannotRestart = () => {
    control.faulty = "check";
    control.instantiable = false;
    for (let time = 0; time < 3; time++) equal(thrown(works) instanceof RangeError, true);
    control.faulty = undefined;
    equal(thrown(works) instanceof RangeError, true);
    control.instantiable = true;
    works();
  };

  return [
    ...EXPORTS.map((name) => [`\`${name}\` traps`, traps(name)]),
    ["keys survive their instance", keepsKeys],
    ["a new instance that cannot be had at once is had later", cannotRestart],
  ];
}

/** The cases for `heron-webhooks/init` before `init` was called. */
export function beforeInit({ init, Webhook, sign, verify }) {
  const unstarted = (call) => () =>
    equal(String(thrown(call)), 'Error: heron-webhooks was not started: call `init`, or import "heron-webhooks"');
  const refused = (module, kind) => () =>
    equal(
      String(thrown(() => init(module))),
      `TypeError: module must be a WebAssembly.Module, not ${kind}: compile heron-webhooks/core.wasm first`,
    );
  return [
    ["sign before init", unstarted(() => sign(SECRET, BODY))],
    ["verify before init", unstarted(() => verify(SECRET, BODY, ""))],
    ["new Webhook before init", unstarted(() => new Webhook(SECRET))],
    ["init without a module", refused(undefined, "undefined")],
    ["init with bytes", refused(new Uint8Array(8), "a Uint8Array")],
    ["init with a promise", refused(Promise.resolve(), "a Promise")],
    ["sign after a failed init", unstarted(() => sign(SECRET, BODY))],
  ];
}

function equal(actual, expected) {
  if (!Object.is(actual, expected)) throw new Error(`${String(actual)} instead of ${String(expected)}`);
}

function thrown(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

/** The code of the error that a call must throw; an internal error is passed on. */
function refusal(call) {
  const error = thrown(call);
  if (error.code === undefined || error.code === "internal") throw error;
  return error.code;
}
