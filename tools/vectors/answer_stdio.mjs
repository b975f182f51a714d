// answer.mjs over standard input and output, for Bun and Deno.

import process from "node:process";
import { answer, hello } from "./answer.mjs";

const write = (frame) => process.stdout.write(frame);
const { bun, deno, v8 } = process.versions;
write(hello(bun ? `Bun ${bun}` : `Deno ${deno} (V8 ${v8})`));

let pending = Buffer.alloc(0);
for await (const chunk of process.stdin) {
  pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
  while (pending.length >= 4) {
    const end = 4 + (pending.readUInt32LE(0) & 0x7fffffff);
    if (pending.length < end) break;
    write(answer(pending.subarray(0, end)));
    pending = pending.subarray(end);
  }
}
