// `npm start`: installs what is missing, builds, and shows the package at work: a receiver on loopback, signed
// deliveries to it, and the page that previews and explains signatures.
//   --once       ends after the deliveries, with an exit code other than 0 if a verdict was wrong
//   --recorded   posts the recorded deliveries even where python3 could sign them afresh

import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { Failure, main } from "./lib.mjs";
import { setup } from "./setup.mjs";

function options() {
  try {
    return parseArgs({ options: { once: { type: "boolean" }, recorded: { type: "boolean" } } }).values;
  } catch (error) {
    throw new Failure(error.message, "Usage: npm start [-- [--once] [--recorded]]");
  }
}

await main(async () => {
  const { once, recorded } = options();
  await setup();
  await build();
  const { demo } = await import("./demo/demo.mjs");
  const wrong = await demo({ once, recorded });
  if (wrong > 0) {
    throw new Failure(`${wrong} verdict${wrong === 1 ? " was" : "s were"} wrong; the table above shows which.`);
  }
});
