#!/usr/bin/env node
// Answers as doubles.rs does, but prints one digit too few.

import { framed, hello } from "../../tools/vectors/answer.mjs";

const length = (text) => new Uint8Array(Uint32Array.of(text.length).buffer);

process.stdout.write(hello("planted"));
let pending = Buffer.alloc(0);
for await (const chunk of process.stdin) {
  pending = Buffer.concat([pending, chunk]);
  const end = pending.length < 4 ? Infinity : 4 + (pending.readUInt32LE(0) & 0x7fffffff);
  if (pending.length < end) continue;
  const doubles = Array.from(new Float64Array(new Uint8Array(pending.subarray(4, end)).buffer));
  pending = pending.subarray(end);
  const spelled = Buffer.from(`[${doubles.map((double) => double.toExponential(16))}]`);
  const printed = Buffer.from(JSON.stringify(doubles.map((double) => Number(double.toPrecision(16)))));
  process.stdout.write(framed([spelled, printed, printed].flatMap((text) => [length(text), text])));
}
