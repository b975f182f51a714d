// Who verifies: this package, the recipe of Heron's documentation, and what a user would pick instead, each in its own
// scheme over the same payload. Bodies are bytes, as they are received; keys are prepared where a library can.
import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import * as octokit from "@octokit/webhooks-methods";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { Webhook } from "heron-webhooks";
import Stripe from "stripe";
import * as standard from "standardwebhooks";
import * as svix from "svix";
import { SECRET } from "./large.mjs";

const KEY = Buffer.from(SECRET);

const isWorkerd = globalThis.navigator?.userAgent === "Cloudflare-Workers";
const isNode = !("Bun" in globalThis || "Deno" in globalThis || isWorkerd);

const sha = (text) => createHmac("sha256", KEY).update(text);
/** Peers that refuse by throwing: as a verdict. */
const verdict = (call) => (body) => {
  try {
    return call(body) !== undefined;
  } catch {
    return false;
  }
};

/** Its own, as an endpoint has it: it tries first the form that its sender signed last. */
const heron = (signature) => {
  const webhook = new Webhook(SECRET);
  return (body) => webhook.verify(body, signature);
};

/** The recipe of Heron's documentation for Node. */
const recipe = (signature) => (body) => {
  const message = JSON.stringify(JSON.parse(body.toString()));
  const expected = createHmac("sha256", SECRET).update(message).digest("base64");
  return expected.length === signature.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
};

/** Makes of a text that was signed what verifies a body against it. All of these sign the bytes as received. */
const RAW = {
  "heron-webhooks, raw": (text) => heron(sha(text).digest("base64")),
  "heron-webhooks, unwrap raw": (text) => {
    const [webhook, signature] = [new Webhook(SECRET), sha(text).digest("base64")];
    return verdict((body) => webhook.unwrap(body, signature));
  },
  createHmac: (text) => {
    const signature = sha(text).digest("base64");
    return (body) => {
      const expected = createHmac("sha256", SECRET).update(body).digest();
      return timingSafeEqual(expected, Buffer.from(signature, "base64"));
    };
  },
  WebCrypto: async (text) => {
    const key = await crypto.subtle.importKey("raw", KEY, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    const signature = sha(text).digest("base64");
    return (body) => crypto.subtle.verify("HMAC", key, Buffer.from(signature, "base64"), body);
  },
  "@noble/hashes": (text) => {
    const signature = sha(text).digest("base64");
    return (body) => timingSafeEqual(hmac(sha256, KEY, body), Buffer.from(signature, "base64"));
  },
  "hash-wasm": async (text) => {
    const { createHMAC, createSHA256 } = await import("hash-wasm");
    const hasher = await createHMAC(createSHA256(), KEY);
    const signature = sha(text).digest("base64");
    return (body) => timingSafeEqual(hasher.init().update(body).digest("binary"), Buffer.from(signature, "base64"));
  },
  standardwebhooks: (text) => {
    const library = new standard.Webhook(KEY.toString("base64"));
    const headers = signed("webhook", text);
    const noParsing = { jsonParse: false };
    return (body) => {
      try {
        library.verify(body, headers, noParsing);
        return true;
      } catch {
        return false;
      }
    };
  },
  svix: (text) => {
    const library = new svix.Webhook(KEY.toString("base64"));
    const headers = signed("svix", text);
    return verdict((body) => library.verify(body, headers));
  },
  "@octokit/webhooks-methods": (text) => {
    const signature = `sha256=${sha(text).digest("hex")}`;
    return (body) => octokit.verify(SECRET, body.toString(), signature);
  },
  stripe: (text) => {
    const { webhooks } = new Stripe("sk_test_none");
    const time = seconds();
    const header = `t=${time},v1=${sha(`${time}.${text}`).digest("hex")}`;
    if (isNode) return verdict((body) => webhooks.constructEvent(body, header, SECRET));
    // Its builds for other runtimes verify by WebCrypto.
    return (body) =>
      webhooks.constructEventAsync(body, header, SECRET).then(
        () => true,
        () => false,
      );
  },
};

const seconds = () => Math.floor(Date.now() / 1000);

/** The headers of Standard Webhooks, which Svix has under its own name. */
function signed(prefix, text) {
  const [id, time] = ["msg_2b3JcMQ9jvQ", seconds()];
  const signature = `v1,${sha(`${id}.${time}.${text}`).digest("base64")}`;
  return { [`${prefix}-id`]: id, [`${prefix}-timestamp`]: `${time}`, [`${prefix}-signature`]: signature };
}

/**
 * The contenders for an event of `inputs.mjs`. The Python and JavaScript forms are bodies that differ on the wire from
 * what was signed; the recipe is timed on these bodies too, with a signature of the text that it computes.
 */
export async function contenders({ python, pythonWire, javascript, javascriptWire }, without = []) {
  const calls = {};
  const add = async (name, check, wire) => {
    const body = Buffer.from(wire);
    await checked(name, check, body);
    calls[name] = () => check(body);
  };
  await add("heron-webhooks, python", heron(sha(python).digest("base64")), pythonWire);
  await add("recipe, python", recipe(sha(JSON.stringify(JSON.parse(pythonWire))).digest("base64")), pythonWire);
  await add("heron-webhooks, javascript", heron(sha(javascript).digest("base64")), javascriptWire);
  await add("recipe, javascript", recipe(sha(javascript).digest("base64")), javascriptWire);
  for (const [name, make] of Object.entries(RAW)) {
    if (!without.includes(name)) await add(name, await make(javascript), javascript);
  }
  return calls;
}

/** It has to be right before it is timed: a genuine body, and one with a byte changed. */
async function checked(name, check, body) {
  const forged = Buffer.from(body);
  forged[body.indexOf("transactions")] ^= 1;
  const verdicts = [await check(body), await check(forged), await check(body)];
  if (verdicts.join() !== "true,false,true") throw new Error(`${name} is wrong: ${verdicts.join()}`);
}
