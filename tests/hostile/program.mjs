// The cases in whatever runtime this is, for a library that is loaded after `prepare` was called.
import { hostile } from "./suite.mjs";

export default async function (sizes, prepare = () => {}) {
  prepare();
  const lib = await import("heron-webhooks");
  const results = [];
  for (const [name, body] of hostile(lib, sizes)) {
    try {
      body();
      results.push([name]);
    } catch (error) {
      results.push([name, `${error?.stack ?? error}`]);
    }
  }
  return results;
}
