// The cases in workerd: each store talks to the Durable Objects of one namespace.
import { HeronDelivery, durableObjectStore } from "heron-webhooks/stores/durable-object";
import { cases, sharedCases } from "./suite.mjs";

export { HeronDelivery };

const pass = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

export default {
  async test(_controller, env) {
    const open = (options) => durableObjectStore(env.HeronDelivery, options);
    const results = [];
    for (const [name, body] of [...cases(open, pass), ...sharedCases(open, pass)]) {
      results.push([name, await body().then(() => "passed", (error) => String(error.stack))]);
    }
    console.log(JSON.stringify(results));
  },
};
