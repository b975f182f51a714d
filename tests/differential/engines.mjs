// The engines that the package is held against. Each says which form it prints, and starts as something that answers
// texts and doubles: `texts(inputs)` with what it prints for each, null where it refuses; `doubles(array)` with the
// bytes of one JSON array.

import { fileURLToPath } from "node:url";
import { FIREFOX } from "../lib/browsers.mjs";
import { BUN, DENO } from "../lib/runtimes.mjs";
import { CPYTHON, answersIn, doublesFrame, javascript, questionFrame } from "../../tools/vectors/engines.mjs";
import { Page, Process } from "./processes.mjs";

const STDIO = fileURLToPath(new URL("../../tools/vectors/answer_stdio.mjs", import.meta.url));

/** What answers frames, as an engine. */
const framed = async (form, program) => ({
  form,
  version: await program.version,
  texts: async (inputs) => answersIn(await program.ask(questionFrame(inputs))),
  doubles: (array) => program.ask(doublesFrame(array)),
  close: () => program.close(),
});

/** This process. */
const node = async () => ({
  form: "javascript",
  version: `Node.js ${process.versions.node} (V8 ${process.versions.v8})`,
  texts: async (inputs) => inputs.map(javascript),
  doubles: async (array) => Buffer.from(JSON.stringify(Array.from(array))),
  close() {},
});

export const ENGINES = {
  node,
  bun: () => framed("javascript", new Process(BUN, ["run", STDIO])),
  deno: () => framed("javascript", new Process(DENO, ["run", "--no-prompt", STDIO])),
  firefox: async () => framed("javascript", await Page.open(FIREFOX)),
  cpython: () => framed("python", new Process("python3", [CPYTHON])),
};
