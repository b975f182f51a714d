// The package where WebAssembly is forbidden: it says so, and what to do.
import { report } from "./cases.mjs";

export default async function () {
  const error = await import("heron-webhooks").catch((cause) => cause);
  const clear = () => {
    if (!/^heron-webhooks could not load its WebAssembly module: .*"heron-webhooks\/js"$/s.test(error.message))
      throw error;
  };
  return report([["the error is clear", clear]]);
}
