// The peak of memory while a body of 100 MB is verified, in a process that does nothing else: `node --expose-gc
// memory.mjs heron-webhooks|recipe KB`. Prints JSON: bytes.
import { createHmac } from "node:crypto";
import { Webhook, initSync } from "../tests/lib/library.mjs";
import { SECRET, largeBody } from "./large.mjs";

const [who, size] = process.argv.slice(2);

const webhook = new Webhook(SECRET, { maxBodyBytes: 512 * 1024 * 1024 });
const CONTENDERS = {
  "heron-webhooks": (body, signature) => webhook.verify(body, signature),
  // Its verdict is false: its text is not the one that Python signed. Its work is the same.
  recipe: (body) => {
    const message = JSON.stringify(JSON.parse(body.toString()));
    return createHmac("sha256", SECRET).update(message).digest("base64") !== "";
  },
};

/** Everything is warm, and has what memory it keeps. */
function small() {
  const { body, signature } = largeBody(64);
  for (let count = 0; count < 50; count++) CONTENDERS[who](body, signature);
}

/** The glue's instance, which is the library's. */
const wasm = () => initSync().memory.buffer.byteLength;
/** What is left when the collector is through, which frees large buffers a moment later. */
const resident = async () => {
  for (let times = 0; times < 3; times++) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return process.memoryUsage.rss();
};

small();
const before = { resident: await resident(), wasm: wasm() };
let { body, signature } = largeBody(Number(size));
const length = body.length;
if (!CONTENDERS[who](body, signature)) throw new Error("refused");
const peak = { resident: process.resourceUsage().maxRSS * 1024, wasm: wasm() };
body = undefined;
small();
console.log(JSON.stringify({ length, before, peak, after: { resident: await resident(), wasm: wasm() } }));
