// The examples of Verify, signed with the secret that is entered.
import { sign } from "heron-webhooks";

const BODY =
  '{"topic": "end_user.processed", "data": {"end_user_id": "zoes-bakery", "name": "Zoë’s Bakery", "score": 87.0}}';

const EXAMPLES = {
  match: (secret) => [BODY, signed(secret)],
  "wrong-secret": () => [BODY, signed("sec_of_another_webhook")],
  "parsed-body": (secret) => [JSON.stringify(JSON.parse(BODY)), signed(secret)],
  hex: (secret) => [BODY, hex(signed(secret))],
};

/** `{ body, header }`, both texts. */
export function example({ name, secret }) {
  const [body, header] = EXAMPLES[name](secret);
  return { body, header };
}

function signed(secret) {
  return sign(secret, BODY, { form: "python" });
}

function hex(base64) {
  return Array.from(atob(base64), (character) => character.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}
