// Forged requests, one after the other: that a process stays as it was.
import * as core from "../../pkg/wasm/core.js";
import { equal, thrown } from "./verdicts.mjs";

const PARTS = 10;
const isNode = globalThis.process?.release?.name === "node" && globalThis.navigator?.userAgent !== "Cloudflare-Workers";
const utf8 = (text) => new TextEncoder().encode(text);

/** Bodies and headers that must be refused: `signature` belongs to none of them. */
function forgeries(signature) {
  const body = (index) => `{"topic": "a.b", "x": ${index}.50, "2": "é", "1": [true]}`;
  const headers = [signature, signature.toLowerCase(), signature.slice(1), "", "x".repeat(20_000), `${signature},${signature}`];
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
}

/** The memory of the module, and what else of the process can be seen, in bytes. */
const moduleBytes = () => core.initSync().memory.buffer.byteLength;
const processBytes = () => (isNode ? process.memoryUsage().rss : 0);
/** Of this process alone, so that other ones do not count. In a Worker no clock runs while it works. */
const processorTime = () => (isNode ? process.cpuUsage().user : 0);

/** Memory has to stay flat from the first tenth on, and the last tenth must not take three times as long. */
export function forgedRequests(webhook, signature, count) {
  const attempts = forgeries(signature);
  const parts = [];
  for (let part = 0; part < PARTS; part++) {
    const start = processorTime();
    for (let index = 0; index < count / PARTS; index++) {
      const [body, header] = attempts[index % attempts.length];
      const error = thrown(() => webhook.unwrap(body, header), "forged");
      if (![400, 401, 413].includes(error.status)) throw error;
    }
    parts.push({ time: processorTime() - start, module: moduleBytes(), process: processBytes() });
  }
  const [first, last] = [parts[0], parts.at(-1)];
  equal(last.module, first.module, "the module's memory");
  equal(last.process - first.process < 64e6, true, `the process's memory, from ${first.process} to ${last.process}`);
  equal(last.time <= 3 * first.time, true, `the time of a tenth, from ${first.time} to ${last.time} µs`);
  return { first, last };
}
