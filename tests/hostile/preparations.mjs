// What others do to the process before the library is imported. Each returns, if the cases cannot go on otherwise, what
// undoes it after the import (`imported`), and where that can be seen, whether the library came across it (`used`).
import { pollute } from "./pollution.mjs";

/** Calls what was there, and counts. */
const counting = (counts, target, name) => {
  const original = target[name];
  counts[name] = 0;
  target[name] = (...all) => (counts[name]++, original.apply(target, all));
};

export const PREPARATIONS = {
  "Object.prototype is polluted": () => ({ imported: pollute() }),

  "JSON and TextEncoder are those of whoever instruments them": () => {
    const counts = { encodeInto: 0 };
    for (const name of ["parse", "stringify"]) counting(counts, JSON, name);
    globalThis.TextEncoder = class extends TextEncoder {
      encodeInto(...all) {
        counts.encodeInto++;
        return super.encodeInto(...all);
      }
    };
    return {
      used({ sign, unwrap }) {
        for (const name of Object.keys(counts)) counts[name] = 0;
        unwrap("sec_test", { topic: "a.b" }, sign("sec_test", '{"topic":"a.b"}'));
        // A body for each, and the header.
        return `${counts.stringify} ${counts.parse} ${counts.encodeInto}` === "1 1 3";
      },
    };
  },

  // In workerd node:crypto cannot be loaded then.
  "there is no crypto": () => {
    Object.defineProperty(globalThis, "crypto", { value: undefined });
    return {};
  },

  "node:crypto lies": () => {
    let calls = 0;
    const hash = () => (calls++, "\0".repeat(32));
    const update = () => ({ update, digest: hash });
    Object.assign(process.getBuiltinModule("node:crypto"), { hash, createHash: update, createHmac: undefined });
    return { used: () => calls > 0 };
  },
};
