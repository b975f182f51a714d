// The one conformance suite: what the loaded library must do, in whatever runtime it was loaded. No module of any
// runtime is used here; the vectors are handed in.

const SECRET = "sec_test";
const EXAMPLE = JSON.stringify({
  topic: "end_user.processed",
  created: "2021-05-20T09:23:53+00:00",
  data: { heron_id: "eus_Eqio3Y4dhyNiMphrXwG58p", end_user_id: "myenduser", status: "processed" },
  meta: null,
});
const EXAMPLE_SIGNATURE = "mW8u2Aabqg9VzgiFrtj1q94kEKVMRm8K9QJ2HGCG2BM=";

const utf8 = (text) => new TextEncoder().encode(text);
const unhex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** A text of the vectors; a long one is a list of parts, of which some are repeated. */
const text = (value) =>
  Array.isArray(value)
    ? value.map((part) => (typeof part === "string" ? part : part.repeat.repeat(part.times))).join("")
    : value;

function equal(actual, expected, what) {
  if (!Object.is(actual, expected)) throw new Error(`${what}: ${String(actual)} instead of ${String(expected)}`);
}

/** Calls what must throw, and returns the error. */
function thrown(call, what) {
  let result;
  try {
    result = call();
  } catch (error) {
    return error;
  }
  throw new Error(`${what}: returned ${String(result)} instead of throwing`);
}

/** The cases, as `[name, function]` pairs; each function throws if it does not hold. */
export function suite(lib, { serialisers, rfc4231 }) {
  const { SlackError, Webhook, WebhookError, explain, postToSlack, sign, slackMessage, stringify, unwrap, verify } =
    lib;
  const webhook = new Webhook(SECRET);

  const code = (call, expected, status, what) => {
    const error = thrown(call, what);
    equal(error instanceof WebhookError, true, `${what}: a WebhookError`);
    equal(error instanceof Error, true, what);
    equal(error.name, "WebhookError", what);
    equal(error.code, expected, what);
    equal(error.status, status, what);
    return error;
  };
  const typeError = (call, argument, what) => {
    const error = thrown(call, what);
    equal(error instanceof TypeError, true, `${what}: a TypeError, not ${error}`);
    equal(error.message.startsWith(argument), true, `${what}: "${error.message}" names ${argument}`);
  };

  const cases = [];
  const test = (name, body) => cases.push([name, body]);

  test("the documented example", () => {
    equal(sign(SECRET, EXAMPLE), EXAMPLE_SIGNATURE, "sign");
    equal(webhook.sign(EXAMPLE), EXAMPLE_SIGNATURE, "Webhook.sign");
    equal(verify(SECRET, EXAMPLE, EXAMPLE_SIGNATURE), true, "verify");
    equal(JSON.stringify(unwrap(SECRET, EXAMPLE, EXAMPLE_SIGNATURE)), EXAMPLE, "unwrap");
    const pretty = JSON.stringify(JSON.parse(EXAMPLE), null, 2);
    equal(verify(SECRET, pretty, EXAMPLE_SIGNATURE), true, "another white space");
    equal(verify(SECRET, EXAMPLE.replace("processed", "Processed"), EXAMPLE_SIGNATURE), false, "tampered");
  });

  test("RFC 4231", () => {
    for (const { case: name, key, data, mac } of rfc4231.cases) {
      const signature = sign(unhex(key), unhex(data));
      const expected = unhex(mac);
      const bytes = Uint8Array.from(atob(signature), (character) => character.charCodeAt(0));
      equal(base64(bytes.subarray(0, expected.length)), base64(expected), `case ${name}`);
      equal(verify(unhex(key), unhex(data), signature), true, `case ${name}`);
    }
  });

  for (const vector of serialisers.cases) {
    const { group, hex } = vector;
    const input = hex === undefined ? text(vector.text) : unhex(hex);
    test(`${group}: ${vector.name ?? String(vector.text ?? hex).slice(0, 40)}`, () => {
      for (const form of ["javascript", "python"]) {
        const expected = text(vector[form]);
        if (expected === null) {
          const error = code(() => stringify(input, { form }), "invalid_json", 400, form);
          const length = hex === undefined ? utf8(input).length : input.length;
          equal(error.offset >= 0 && error.offset <= length, true, `offset ${error.offset} of ${length}`);
          equal(error.message.includes(`byte ${error.offset}`), true, error.message);
          continue;
        }
        equal(stringify(input, { form }), expected, form);
        const signature = sign(SECRET, expected);
        equal(sign(SECRET, input, { form }), signature, `sign as ${form}`);
        equal(verify(SECRET, input, signature), true, `verify ${form}`);
        equal(verify(SECRET, input, signature, { forms: [form] }), true, `verify ${form} alone`);
        equal(unwrap(SECRET, input, signature, { parse: (message) => message }), expected, `unwrap ${form}`);
      }
    });
  }

  test("receive", () => {
    const both = new Webhook(["sec_new", SECRET]);
    const body = '{"topic": "a.b", "x": 1.0}';
    const keys = new Set();
    for (const [secret, secretIndex] of [
      ["sec_new", 0],
      [SECRET, 1],
    ]) {
      for (const [form, message] of [
        ["raw", body],
        ["python", '{"topic":"a.b","x":1.0}'],
        ["javascript", '{"topic":"a.b","x":1}'],
      ]) {
        const { event, key, ...delivery } = both.receive(utf8(body), sign(secret, body, { form }));
        equal(JSON.stringify(event), JSON.stringify(JSON.parse(message)), form);
        equal(JSON.stringify(delivery), JSON.stringify({ message, form, secretIndex }), form);
        equal(/^[0-9a-f]{64}$/.test(key), true, key);
        keys.add(`${message} ${key}`);
      }
    }
    equal(keys.size, 3, "one key for each message, whatever the secret");
    code(() => both.receive(body, sign("sec_other", body)), "signature_mismatch", 401, "receive");
    equal(both.maxBodyBytes, 1024 * 1024, "maxBodyBytes");
  });

  test("the topic is the one that JSON.parse gives, whatever a text looks like", () => {
    const keys = ["topic", "\\u0074opic", "topi\\u0063", '\\"topic', "topic ", "Topic", "10", "", "__proto__", "é"];
    const topics = [
      "a.b",
      "\\u0061.b",
      "",
      '\\"b',
      "a\\\\",
      "é",
      "\\ud800",
      "a\\/b",
      '\\"topic\\":\\"x\\"',
      ',\\"topic',
    ];
    const others = ["1.0", "null", "[]", '{"topic":"inner"}', '[{"topic":"inner"},"topic"]', '{"x":{"topic":"a"}}'];
    const values = [...topics.map((text) => `"${text}"`), ...others];
    const members = keys.flatMap((key) => values.map((value) => `"${key}": ${value}`));
    const texts = members.flatMap((member, index) => [
      `{${member}}`,
      `{${member}, ${members[(index * 7 + 3) % members.length]}}`,
      `{"topic": "first", ${member}}`,
      `{${member}, "topic": "last"}`,
    ]);
    const webhook = new Webhook(SECRET);
    for (const text of [...texts, "null", '"topic"', '["topic"]', '[{"topic":"a"}]']) {
      for (const form of ["raw", "python", "javascript"]) {
        const delivery = webhook.receive(text, sign(SECRET, text, { form }));
        const { topic } = JSON.parse(delivery.message) ?? {};
        if (typeof topic === "string") equal(delivery.topic, topic, `${form}: ${text}`);
        else code(() => delivery.topic, "invalid_event", 400, `${form}: ${text}`);
      }
    }
    const broken = webhook.receive('{"topic":"a.b"', sign(SECRET, '{"topic":"a.b"'));
    for (const member of ["topic", "event"]) code(() => broken[member], "invalid_json", 400, member);
    equal(broken.message, '{"topic":"a.b"', "the message is there all the same");
  });

  test("tolerance", () => {
    const now = () => Date.UTC(2021, 4, 20, 9, 23, 53);
    const receive = (created, tolerance, options) => {
      const body = JSON.stringify({ topic: "a.b", created });
      return new Webhook(SECRET, { tolerance, now, ...options }).unwrap(body, sign(SECRET, body));
    };
    const fresh = [
      "2021-05-20T09:23:53+00:00",
      "2021-05-20T09:13:53",
      "2021-05-20 09:23:53.999999",
      "2021-05-20T11:23:53.1+02:00",
    ];
    for (const created of [...fresh, "2021-05-20T05:53:53-0330", "2021-05-20T09:24:53Z"]) {
      equal(receive(created, 600).created, created, created);
      equal(receive(created, 600, { parse: () => created }), created, "with options.parse");
    }
    const stale = ["2021-05-20T09:13:52Z", "2020-05-20T09:23:53", "2021-05-20T09:24:54", "2021-05-20T09:23:53-01:00"];
    for (const created of [...stale, "2021-13-20T09:23:53", "yesterday", "", 1621502633, null, undefined]) {
      code(() => receive(created, 600), "timestamp_out_of_tolerance", 400, `created ${created}`);
      equal(receive(created, undefined).topic, "a.b", "off by default");
    }
    for (const tolerance of [0, -1, NaN, Infinity, "600", null])
      typeError(() => receive("", tolerance), "options.tolerance", "tolerance");
    typeError(() => receive("", 600, { now: 0 }), "options.now", "now");
  });

  test("slackMessage", () => {
    const event = {
      topic: "end_user.review_required",
      created: "2021-05-20T09:23:53+00:00",
      data: { end_user_id: "<!here>" },
    };
    const message = slackMessage(event);
    equal(message.text, "An end user needs a review: `&lt;!here&gt;`", "text");
    equal(message.blocks[0].type, "header", "blocks");
    equal(JSON.stringify(slackMessage(JSON.stringify(event))), JSON.stringify(message), "the text of an event");
    code(() => slackMessage({}), "invalid_event", 400, "no topic");
    code(() => slackMessage("{"), "invalid_json", 400, "no JSON");
    typeError(() => slackMessage(), "event", "nothing");
    equal(typeof postToSlack, "function", "postToSlack");
    equal(SlackError.prototype instanceof Error, true, "SlackError");
  });

  // Another subpath: given where it can be loaded.
  const testExplain = explain === undefined ? () => {} : test;
  testExplain("explain", () => {
    const body = '{"topic": "a.b", "name": "Zoë", "score": 1.0}';
    const signature = sign(SECRET, body, { form: "python" });
    const cause = (secrets, text, header) =>
      explain(secrets, text, header)
        .findings[0]?.causes.map(({ id }) => id)
        .join();
    const match = explain(["sec_old", utf8(SECRET)], utf8(body), signature);
    equal(`${match.verdict} ${match.form} ${match.secretIndex}`, "match python 1", "a match");
    equal(match.forms[1].signatures[1], signature, "the signature of the form");
    equal(match.differences[2].reason, "Python writes \\u00eb, JavaScript writes ë", "where the forms differ");
    equal(cause(`${SECRET}\n`, body, signature), "secret_newline", "a line break behind the secret");
    equal(cause(SECRET, body, `sha256=${signature}`), "signature_prefixed", "a prefix");
    equal(cause(SECRET, `\ufeff${body}`, sign(SECRET, body)), "body_bom_added", "a byte order mark");
    equal(cause(SECRET, JSON.parse(body), signature), "body_floats_lost", "a parsed value");
    equal(cause([], body, signature), "secret_empty", "no secret");
    equal(cause("", body, signature), "secret_empty", "an empty secret");
    const other = explain("sec_other", body, signature);
    equal(
      `${other.verdict} ${other.form} ${other.findings.length} ${other.exhaustive}`,
      "mismatch null 0 true",
      "no cause",
    );
    equal(
      other.ruledOut.some(({ id }) => id === "secret_newline") && other.remains.length > 0,
      true,
      "what was ruled out, what remains",
    );
    const { computed } = explain(SECRET, body, signature, { computed: sign(SECRET, `${body}\n`) });
    equal(computed.findings[0].causes[0].id, "body_newline_removed", "what gives the signature of other code");
    equal(explain("sec_other", body, signature, { computed: signature }).computed.form, null, "nothing gives it");
    equal(explain(SECRET, body, "x", { computed: signature }).computed.form, match.form, "a form gives it");
    typeError(() => explain(SECRET, body, signature, { computed: 5 }), "options.computed", "a number");
    equal(/sec_other|sec_test/.test(JSON.stringify([match, other])), false, "no secret in the report");
    equal(explain(SECRET, "{", undefined).signatureError.code, "signature_missing", "no signature");
    equal(explain(SECRET, "{", "x").forms[1].error.offset, 1, "no JSON");
    typeError(() => explain(undefined, body, signature), "secret", "no secret at all");
    typeError(() => explain(SECRET, undefined, signature), "body", "no body");
    typeError(() => explain(SECRET, body, 5), "signature", "a signature that is a number");
  });

  test("every kind of body", () => {
    const text = '{"topic":"a.b","name":"Zoë 😀"}';
    const bytes = utf8(text);
    const signature = sign(SECRET, text);
    const inside = new Uint8Array(bytes.length + 9);
    inside.set(bytes, 5);
    const bodies = {
      string: text,
      Uint8Array: bytes,
      "view at an offset": inside.subarray(5, 5 + bytes.length),
      ArrayBuffer: bytes.slice().buffer,
      "parsed value": JSON.parse(text),
    };
    if (typeof SharedArrayBuffer === "function") {
      bodies.SharedArrayBuffer = new SharedArrayBuffer(bytes.length);
      bodies["shared view"] = new Uint8Array(bodies.SharedArrayBuffer);
      bodies["shared view"].set(bytes);
    }
    if (typeof Buffer === "function") bodies.Buffer = Buffer.from(text);
    for (const [kind, body] of Object.entries(bodies)) {
      equal(sign(SECRET, body), signature, `sign ${kind}`);
      equal(verify(SECRET, body, signature), true, `verify ${kind}`);
      equal(webhook.unwrap(body, signature).name, "Zoë 😀", `unwrap ${kind}`);
    }
    for (const value of [null, true, 1.5, [1, "é"], {}]) {
      equal(sign(SECRET, value), sign(SECRET, JSON.stringify(value)), `sign ${JSON.stringify(value)}`);
    }
    equal(sign(SECRET, { toJSON: () => [1] }), sign(SECRET, "[1]"), "toJSON");
    class Order {
      id = 1;
    }
    equal(sign(SECRET, new Order()), sign(SECRET, '{"id":1}'), "an object of a class");
    class Bytes extends Uint8Array {
      get [Symbol.toStringTag]() {
        return "Bytes";
      }
    }
    equal(sign(SECRET, Bytes.of(49)), sign(SECRET, "1"), "a class of Uint8Arrays that calls itself something else");
    equal(verify(SECRET, "", sign(SECRET, "")), true, "empty body");
    equal(verify(SECRET, new Uint8Array(0), sign(SECRET, "")), true, "no bytes");
    equal(bytes.join(), utf8(text).join(), "the caller's bytes are as they were");
  });

  test("strings of every length and width", () => {
    for (const character of ["a", "é", "€", "😀"]) {
      for (const length of [0, 1, 63, 64, 65, 1000, 21845, 21846, 22000, 65535, 65536, 65537, 200000]) {
        const body = character.repeat(length);
        equal(webhook.verify(body, webhook.sign(utf8(body))), true, `${length} of ${character}`);
        equal(webhook.verify(`${body}a`, webhook.sign(utf8(body))), false, `${length} of ${character}, and one more`);
      }
    }
  });

  test("a large body, and smaller ones behind it", () => {
    const generous = new Webhook(SECRET, { maxBodyBytes: 3 << 20 });
    for (const body of ["a".repeat(1 << 20), "é".repeat(370_000), "a".repeat(3 << 20), "€".repeat(400_000), "é"]) {
      const signature = generous.sign(utf8(body));
      for (const [form, received] of [
        ["a string", body],
        ["bytes", utf8(body)],
      ]) {
        equal(generous.verify(received, signature), true, `${body.length} of ${body[0]}, ${form}`);
        equal(generous.verify(received.slice(1), signature), false, `${body.length - 1} of ${body[0]}, ${form}`);
      }
    }
  });

  test("wrong bodies", () => {
    const cyclic = {};
    cyclic.cyclic = cyclic;
    for (const body of [
      ...[() => 1, Symbol("x"), 10n, { toJSON() {} }, cyclic, [10n]],
      ...[new Uint16Array(2), new Uint8ClampedArray(2), new DataView(new ArrayBuffer(2))],
      { [Symbol.toStringTag]: "ArrayBuffer" },
      // biome-ignore lint/suspicious/noThenProperty: it is refused
      ...[Promise.resolve("1"), { then() {} }, new Map(), new Set(), new Error("x"), /x/],
      ...[new URLSearchParams("a=1"), new FormData(), new Headers({ a: "1" }), new Request("http://localhost/")],
    ]) {
      for (const call of [() => sign(SECRET, body), () => verify(SECRET, body, ""), () => webhook.unwrap(body, "")]) {
        typeError(call, "body", `a body that is ${typeof body}`);
      }
    }
    typeError(() => sign(SECRET, undefined), "body", "a body that is undefined");
    for (const missing of [undefined, null, "", new Uint8Array()]) {
      equal(verify(SECRET, missing, EXAMPLE_SIGNATURE), false, `verify ${missing}`);
      code(() => webhook.unwrap(missing, EXAMPLE_SIGNATURE), "body_missing", 400, `unwrap ${missing}`);
      code(() => webhook.unwrap(missing, ""), "signature_missing", 400, `unwrap ${missing} without a signature`);
    }
    const promise = thrown(() => verify(SECRET, Promise.resolve("1"), ""), "a promise");
    equal(promise.message.endsWith("not a Promise: await it"), true, promise.message);
    for (const lone of ["\ud800", "a\udc00", "\udc00\ud800", "\ud800\ud800\udc00"]) {
      typeError(() => sign(SECRET, lone), "body", "lone surrogate");
      typeError(() => stringify(`"${lone}"`, { form: "python" }), "text", "lone surrogate");
    }
    equal(
      thrown(
        () =>
          sign(SECRET, {
            toJSON() {
              throw new RangeError("mine");
            },
          }),
        "toJSON",
      ).message,
      "mine",
      "toJSON",
    );
  });

  test("malformed signatures", () => {
    const good = EXAMPLE_SIGNATURE;
    const malformed = [
      good.slice(0, 43),
      `${good}=`,
      `${good} `,
      ` ${good}`,
      `${good}\n`,
      good.slice(0, 20) + " " + good.slice(20),
      good.replace("=", ""),
      good.slice(0, 42) + "N=",
      good.replace("2A", "-_"),
      `${good}${good}`,
      `${good},${good}`,
      "996f2ed8069baa0f55ce0885aed8f5abde2410a54c466f0af502761c6086d813",
      `sha256=${good}`,
      `"${good}"`,
      good.slice(0, 43) + "é",
      "é".repeat(44),
      "\u0000".repeat(44),
      "\ud800".repeat(44),
      "x".repeat(100000),
      [good],
      42,
      {},
      true,
      utf8(good),
      new String(good),
    ];
    for (const signature of malformed) {
      const what = `signature ${typeof signature} ${String(signature).slice(0, 50)}`;
      equal(verify(SECRET, EXAMPLE, signature), false, what);
      equal(webhook.verify(EXAMPLE, signature), false, what);
      code(() => unwrap(SECRET, EXAMPLE, signature), "signature_malformed", 400, what);
    }
    for (const signature of ["x".repeat(16384), "x".repeat(16385), `${good}${"é".repeat(20000)}`]) {
      equal(webhook.verify(EXAMPLE, signature), false, "a long signature");
    }
    const shape = (signature) => thrown(() => webhook.unwrap(EXAMPLE, signature), "shape").message;
    equal(shape([good]).includes("it is an Array"), true, shape([good]));
    equal(shape("x".repeat(200)).includes("200 characters"), true, shape("x".repeat(200)));
    equal(
      shape(good.slice(0, 20) + "€" + good.slice(21)).includes("byte 20 "),
      true,
      "the offset of what is not ASCII",
    );
    for (const signature of [undefined, null, ""]) {
      equal(verify(SECRET, EXAMPLE, signature), false, "missing");
      code(() => webhook.unwrap(EXAMPLE, signature), "signature_missing", 400, "missing");
    }
    code(() => webhook.unwrap(EXAMPLE, sign("other", EXAMPLE)), "signature_mismatch", 401, "another secret");
  });

  test("every bit of a signature counts", () => {
    const bytes = Uint8Array.from(atob(EXAMPLE_SIGNATURE), (character) => character.charCodeAt(0));
    for (let bit = 0; bit < 256; bit++) {
      const other = bytes.slice();
      other[bit >> 3] ^= 1 << (bit & 7);
      equal(webhook.verify(EXAMPLE, base64(other)), false, `bit ${bit}`);
    }
  });

  test("several secrets, several forms", () => {
    const body = '{ "topic": "a.b", "2": "é", "1": 1.0 }';
    for (const secrets of [
      [SECRET, "old"],
      ["new", SECRET],
      ["new", utf8(SECRET), "older"],
    ]) {
      for (const form of ["raw", "python", "javascript"]) {
        const signature = sign(SECRET, body, { form });
        const several = new Webhook(secrets);
        equal(several.verify(body, signature), true, form);
        equal(several.unwrap(body, signature).topic, "a.b", form);
        const others = ["raw", "python", "javascript"].filter((other) => other !== form);
        equal(verify(secrets, body, signature, { forms: others }), false, `without ${form}`);
        equal(verify(secrets, body, signature, { forms: [form] }), true, `only ${form}`);
      }
    }
    equal(new Webhook([SECRET, "old"]).sign(body), sign(SECRET, body), "the first one signs");
  });

  test("wrong secrets", () => {
    for (const secret of [undefined, null, 1, {}, [1], [undefined], ["ok", 2]]) {
      typeError(() => new Webhook(secret), "secret", `a secret that is ${typeof secret}`);
      typeError(() => sign(secret, "1"), "secret", "sign");
      typeError(() => verify(secret, "1", ""), "secret", "verify");
    }
    for (const secret of ["", [], [""], ["ok", ""], new Uint8Array(0)]) {
      typeError(() => new Webhook(secret), "secret", "an empty secret");
    }
    typeError(() => new Webhook("\ud800"), "secret", "lone surrogate");
  });

  test("wrong options", () => {
    for (const options of [null, 1, "raw"]) typeError(() => new Webhook(SECRET, options), "options", "options");
    for (const forms of ["raw", [], ["Raw"], [0]])
      typeError(() => verify(SECRET, "1", "", { forms }), "options.forms", "forms");
    for (const maxBodyBytes of [0, -1, 1.5, "1", NaN, 2 ** 29 + 1]) {
      typeError(() => new Webhook(SECRET, { maxBodyBytes }), "options.maxBodyBytes", "maxBodyBytes");
    }
    typeError(() => new Webhook(SECRET, { parse: 1 }), "options.parse", "parse");
    typeError(() => sign(SECRET, "1", { form: "rust" }), "options.form", "form");
    typeError(() => stringify("1"), "options.form", "form");
    typeError(() => stringify("1", { form: "raw" }), "options.form", "form");
    typeError(() => stringify(1, { form: "python" }), "text", "text");
  });

  test("the limit on bodies", () => {
    const limited = new Webhook(SECRET, { maxBodyBytes: 4 });
    for (const body of ["1234", "éé", utf8("1234"), 1234]) {
      equal(limited.verify(body, sign(SECRET, body)), true, "at the limit");
    }
    for (const body of ["12345", "ééé", utf8("12345"), new ArrayBuffer(5), 12345]) {
      code(() => limited.verify(body, sign(SECRET, body)), "body_too_large", 413, "verify");
      code(() => limited.unwrap(body, sign(SECRET, body)), "body_too_large", 413, "unwrap");
      code(() => limited.verify(body, 5), "body_too_large", 413, "whatever the signature is");
      code(() => limited.sign(body), "body_too_large", 413, "sign");
      code(() => sign(SECRET, body, { maxBodyBytes: 4 }), "body_too_large", 413, "sign");
    }
    const wide = "€".repeat(100000);
    const wideSignature = sign(SECRET, wide);
    equal(verify(SECRET, wide, wideSignature, { maxBodyBytes: 300000 }), true, "exactly the limit");
    code(() => verify(SECRET, wide, wideSignature, { maxBodyBytes: 299999 }), "body_too_large", 413, "one byte more");
    code(() => verify(SECRET, new Uint8Array(1024 * 1024 + 1), ""), "body_too_large", 413, "by default");
    const large = new Uint8Array(1024 * 1024).fill(32);
    equal(verify(SECRET, large, sign(SECRET, large, {})), true, "1 MiB");
    equal(verify(SECRET, EXAMPLE, EXAMPLE_SIGNATURE), true, "and after it");
  });

  test("only what was signed is handed on", () => {
    const python = '{"topic":"a.b","x":1.0}';
    const signature = sign(SECRET, python);
    equal(unwrap(SECRET, '{"topic":"no","topic":"a.b","x":1.00}', signature).topic, "a.b", "equal keys");
    equal(unwrap(SECRET, '{"topic": "a.b", "x": 1.00}', signature, { parse: (text) => text }), python, "parse");
    const raised = new Error("mine");
    equal(
      thrown(
        () =>
          unwrap(SECRET, python, signature, {
            parse() {
              throw raised;
            },
          }),
        "parse",
      ),
      raised,
      "parse throws",
    );
    const nested = unwrap(SECRET, python, signature, { parse: (text) => unwrap(SECRET, text, signature).topic });
    equal(nested, "a.b", "parse may use the library");
  });

  test("genuine, but no event", () => {
    for (const [body, offset] of [
      ['{"a":NaN}', 5],
      ["[-Infinity]", 1],
      ["no json", 1],
      ["", 0],
    ]) {
      const error = code(() => webhook.unwrap(body, webhook.sign(body)), "invalid_json", 400, body);
      equal(error.offset, offset, body);
      equal(error.message.includes("genuine"), true, error.message);
    }
    const bytes = Uint8Array.of(0x22, 0xff, 0x22);
    const binary = code(() => webhook.unwrap(bytes, webhook.sign(bytes)), "invalid_json", 400, "not UTF-8");
    equal(binary.offset, 1, "not UTF-8");
    const python = '{"topic": "a.b", "x": 1e400}';
    const dumped = webhook.sign(python, { form: "python" });
    const infinity = code(() => webhook.unwrap(python, dumped), "invalid_json", 400, "1e400");
    equal(infinity.offset, '{"topic":"a.b","x":'.length, "the offset in what was signed");
    const parsed = unwrap(SECRET, python, dumped, { parse: (text) => text });
    equal(parsed, '{"topic":"a.b","x":Infinity}', "for a parser that takes it");
    for (const body of ["1", "[]", "null", "{}", '{"topic":1}']) {
      code(() => webhook.unwrap(body, webhook.sign(body)), "invalid_event", 400, body);
    }
  });

  test("a byte order mark belongs to what was signed, and not to the JSON: one is taken", () => {
    const marked = "\ufeff" + '{"topic":"a.b"}';
    const signature = sign(SECRET, marked);
    equal(unwrap(SECRET, utf8(marked), signature).topic, "a.b", "bytes");
    equal(unwrap(SECRET, marked, signature).topic, "a.b", "string");
    equal(webhook.receive(utf8(marked), signature).message, marked, "the message");
    const twice = utf8("\ufeff" + marked);
    equal(code(() => unwrap(SECRET, twice, sign(SECRET, twice)), "invalid_json", 400, "twice").offset, 3, "twice");
    const broken = Uint8Array.of(0x22, 0xff);
    code(() => unwrap(SECRET, broken, sign(SECRET, broken)), "invalid_json", 400, "not UTF-8");
    equal(unwrap(SECRET, utf8(marked), signature).topic, "a.b", "after bytes that are not UTF-8");
  });

  test("depth", () => {
    const nested = (levels) => "[".repeat(levels) + "]".repeat(levels);
    for (const form of ["python", "javascript"]) {
      equal(stringify(nested(10000), { form }), nested(10000), form);
      equal(code(() => stringify(nested(10001), { form }), "invalid_json", 400, form).offset, 10000, form);
    }
    equal(webhook.verify(nested(100000), webhook.sign(nested(100000))), true, "raw has no such limit");
  });

  test("every prefix and every one-byte change of a document", () => {
    const document = utf8('{"a":[1.50,-0,1e5,"é\\u00e9\\n"],"1":{"b":null,"b":true}}');
    const check = (bytes) => {
      for (const form of ["python", "javascript"]) {
        try {
          const text = stringify(bytes, { form });
          equal(stringify(text, { form }), text, "printed again");
        } catch (error) {
          equal(error.code, "invalid_json", "the error");
          equal(error.offset <= bytes.length, true, "the offset");
        }
      }
    };
    for (let length = 0; length <= document.length; length++) check(document.subarray(0, length));
    for (let at = 0; at < document.length; at++) {
      const changed = document.slice();
      for (let byte = 0; byte < 256; byte++) {
        changed[at] = byte;
        check(changed);
      }
    }
  });

  test("nothing secret is shown", () => {
    const secret = "sec_do_not_show";
    const shy = new Webhook([secret, secret]);
    const errors = [
      thrown(() => shy.unwrap('"payload_do_not_show"', "do_not_show"), "malformed"),
      thrown(() => shy.unwrap('"payload_do_not_show"', EXAMPLE_SIGNATURE), "mismatch"),
      thrown(() => new Webhook([secret, 1]), "secret"),
      thrown(() => new Webhook(secret + "\ud800"), "secret"),
    ];
    const shown = [
      String(shy),
      JSON.stringify(shy),
      Object.keys(shy).join(),
      ...errors.map((error) => error.stack + JSON.stringify(error)),
    ];
    for (const text of shown) equal(text.includes('do_not_show"') || text.includes("payload"), false, text);
    for (const text of shown) equal(text.includes(secret), false, text);
  });

  return cases;
}
