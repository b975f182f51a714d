// The package with bugs planted in it, one for each kind of difference: the differential test has to find them all.

import { stringify as right } from "heron-webhooks";

const PLANTED = {
  /** Python escapes DEL, which is easily forgotten. */
  del: (text, options) => {
    const printed = right(text, options);
    return options.form === "python" ? printed.replaceAll("\\u007f", "\x7f") : printed;
  },
  /** A tab may not stand in a string as it is. */
  tab: (text, options) => right(typeof text === "string" ? text.replaceAll("\t", " ") : text, options),
  exponent: (text, options) => {
    if (/\de5\b/.test(text.toString())) throw Object.assign(new Error("refused"), { code: "invalid_json" });
    return right(text, options);
  },
  thrown: (text, options) => {
    if (/\\ud83d"/i.test(text.toString())) throw new RangeError("planted");
    return right(text, options);
  },
};

export const stringify = PLANTED[process.env.HERON_PLANTED] ?? right;
