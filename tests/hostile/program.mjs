// The cases in whatever runtime this is, for a library that is loaded after one of the preparations.
import { PREPARATIONS } from "./preparations.mjs";

/** Without sizes those that take long are left out. */
export default async function (preparation, sizes) {
  const { imported, used = () => true } = PREPARATIONS[preparation]?.() ?? {};
  const lib = { ...(await import("heron-webhooks")), ...(await import("heron-webhooks/explain")) };
  imported?.();
  // It imports files of the library too, which must not be there before.
  const { hostile } = await import("./suite.mjs");
  const results = [];
  for (const [name, body] of hostile(lib, sizes)) {
    try {
      body();
      results.push([name]);
    } catch (error) {
      results.push([name, `${error?.stack ?? error}`]);
    }
  }
  if (!used(lib)) results.push(["the library came across it", "it did not"]);
  return results;
}
