// The package where a policy forbids WebAssembly: it can be imported, and the first use says what to do, each time.
import { sign } from "heron-webhooks";
import { explain } from "heron-webhooks/explain";
import { report } from "./cases.mjs";

const POLICY = "allow 'wasm-unsafe-eval' for scripts in the Content-Security-Policy, or";

export default async function () {
  const says = (call, expected) => () => {
    let message;
    try {
      call();
    } catch (error) {
      ({ message } = error);
    }
    if (!message?.startsWith("heron-webhooks") || !message.endsWith(expected)) throw new Error(message);
  };
  const signs = () => sign("sec_test", "{}");
  const js = `: ${POLICY} import "heron-webhooks/js", which needs no WebAssembly`;
  return report([
    ["sign", says(signs, js)],
    ["sign once more", says(signs, js)],
    [
      "explain",
      says(() => explain("a", "{}", ""), `: ${POLICY} run \`npx heron-webhooks explain\` where there is WebAssembly`),
    ],
  ]);
}
