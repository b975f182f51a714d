// The cases in workerd: each store talks to the Durable Objects of one namespace.
import { HeronDelivery, durableObjectStore } from "heron-webhooks/stores/durable-object";
import { argumentCases, cases } from "./suite.mjs";

export { HeronDelivery };

const pass = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

export default {
  async test(_controller, env) {
    const open = (options) => durableObjectStore(env.HeronDelivery, options);
    const results = [...cases(open, pass), ...argumentCases(open)].map(async ([name, body]) => {
      return [
        name,
        await body().then(
          () => "passed",
          (error) => String(error.stack),
        ),
      ];
    });
    console.log(JSON.stringify(await Promise.all(results)));
  },
};
