// What the receivers get: an event in each form, and the headers that each scheme has for it, genuine or forged.
import { Buffer } from "node:buffer";
import { createHmac } from "node:crypto";
import { event } from "../inputs.mjs";
import { SECRET } from "../large.mjs";

/** Sizes of bodies in KB, as the tables name them, and which events are that large as a Python sender writes them. */
export const SIZES = { 0.3: 0.25, 1: 0.88, 16: 13.3, 150: 124, 1000: 820 };
export const FORMS = ["python", "raw"];

/** A body, and the text of it that Heron signs: in the Python form the body is spaced, in the raw form it is signed. */
export function delivery(size, form) {
  const { python, pythonWire } = event("mixed", SIZES[size]);
  return { body: Buffer.from(form === "raw" ? python : pythonWire), signed: python };
}

const mac = (text, key = SECRET) => createHmac("sha256", key).update(text);
const seconds = () => Math.floor(Date.now() / 1000);

/** The headers of Standard Webhooks, whose signatures are good for five minutes: made for each turn. */
const standard = (prefix) => (body) => ({
  [`${prefix}-id`]: "msg_1",
  [`${prefix}-timestamp`]: `${seconds()}`,
  [`${prefix}-signature`]: `v1,${mac(`msg_1.${seconds()}.${body}`).digest("base64")}`,
});

/** What each scheme signs, and where it puts that. The recipe signs the text that it computes. */
export const SCHEMES = {
  heron: (_body, signed) => ({ "heron-signature": mac(signed).digest("base64") }),
  recipe: (body) => ({ "heron-signature": mac(JSON.stringify(JSON.parse(body))).digest("base64") }),
  standardwebhooks: standard("webhook"),
  svix: standard("svix"),
  stripe: (body) => ({ "stripe-signature": `t=${seconds()},v1=${mac(`${seconds()}.${body}`).digest("hex")}` }),
  octokit: (body) => ({
    ...{ "x-github-event": "push", "x-github-delivery": "1" },
    "x-hub-signature-256": `sha256=${mac(body).digest("hex")}`,
  }),
};

/** The headers of a delivery. A forged one is another body's: well-formed, and nobody's. */
export function headersFor(scheme, { body, signed }, verdict) {
  const headers = { "content-type": "application/json" };
  if (verdict === "unsigned") return headers;
  const forged =
    verdict === "forged" ? { body: `${body.toString()} `.replace("[", "[ 1, "), signed: `${signed} ` } : {};
  return { ...headers, ...SCHEMES[scheme](forged.body ?? body.toString(), forged.signed ?? signed) };
}

/** The marker in a body that is another one each time. */
const ID = "transactions.updated";

/** As many deliveries as are wanted, each of which a store has not seen: the texts around an id, and ids with headers. */
export function distinct(size, count) {
  const { body, signed } = delivery(size, "python");
  const around = (text) => text.split(ID);
  const [head, tail] = around(signed);
  const lines = Array.from({ length: count }, (_, index) => {
    const id = `t.${index.toString(36).padStart(8, "0")}`;
    return `${id} ${mac(head + id + tail).digest("base64")}\n`;
  });
  const [before, after] = around(body.toString());
  return { before, after, lines: lines.join("") };
}
