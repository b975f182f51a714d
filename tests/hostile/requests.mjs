// Forged requests, one after the other: that a process stays as it was.
import { Webhook } from "heron-webhooks";
import { equal, thrown } from "./verdicts.mjs";

const GENUINE = '{"topic": "a.b", "x": 1.50, "2": "é", "1": [true]}';

/** Of the library's instance: the other module's has no `check`. */
let memory;
const { Instance } = WebAssembly;
WebAssembly.Instance = function (...all) {
  const instance = new Instance(...all);
  if (instance.exports.check) ({ memory } = instance.exports);
  return instance;
};

const webhook = new Webhook("sec_test");
const signature = webhook.sign(GENUINE, { form: "python" });
const utf8 = (text) => new TextEncoder().encode(text);

/** Bodies and headers that must be refused: the signature belongs to none of them. */
const FORGERIES = (() => {
  const body = (index) => `{"topic": "a.b", "x": ${index}.50, "2": "é", "1": [true]}`;
  const headers = [
    signature,
    signature.toLowerCase(),
    signature.slice(1),
    "",
    "x".repeat(20_000),
    `${signature},${signature}`,
  ];
  return [
    ...headers.flatMap((header) => [2, 3, 4, 5].map((index) => [index % 2 ? body(index) : utf8(body(index)), header])),
    ["", signature],
    ["[".repeat(20_000), signature],
    ['{"a":1,"a":'.repeat(100), signature],
    [utf8(body(1)).fill(0xff, 10, 12), signature],
    [`{"topic":"a.b","s":"${"\\u00e9".repeat(500)}"}`, signature],
    ["9".repeat(5000), signature],
    [new Uint8Array(17_000_000), signature],
  ];
})();

/** So many forged ones, and a genuine one: the memory of the module after that, in bytes. */
export function forgedRequests(count) {
  for (let index = 0; index < count; index++) {
    const [body, header] = FORGERIES[index % FORGERIES.length];
    const error = thrown(() => webhook.unwrap(body, header), "forged");
    if (![400, 401, 413].includes(error.status)) throw error;
  }
  equal(webhook.unwrap(GENUINE, signature).x, 1.5, "a genuine one");
  return memory.buffer.byteLength;
}
