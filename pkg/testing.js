// Deliveries for the tests of a receiver: signed ones, in every form, and forged ones.
import { sign, stringify } from "./index.js";
import { tag, textOrBytes, wrong } from "./lib/arguments.js";
import { FORGED_DELIVERY_DEFAULTS, LARGEST_BODY, TEST_DELIVERY_DEFAULTS } from "./lib/constants.js";
import { ownOptions } from "./lib/options.js";
import { topics as published, sampleData, sampleEvent } from "./lib/samples.js";
import { TestDelivery } from "./lib/test-delivery.js";
import { spaced, wires } from "./lib/wire.js";

/** @import { Form, PublishedTopic, Secret } from "./index.js" */
/** @import { Forgery, TestDeliveryOptions, Wire } from "./testing.js" */

export const topics = /** @type {readonly PublishedTopic[]} */ (published);

/** Each form with the spellings that it is recognised in. */
const SPELLINGS = /** @type {[Form, Wire][]} */ ([
  ["raw", "signed"],
  ...["python", "javascript"].flatMap((form) => Object.keys(wires).map((wire) => [form, wire])),
]);

/**
 * What a forged delivery has of a genuine one: its body, and its signature if any.
 *
 * @type {{ [forgery in Forgery]: (body: string, signed: string, secret: Secret) => [string, string?] }}
 */
const FORGERIES = {
  wrong_secret: (body, signed) => [body, signatureOf(signed, `sec_forged_${random()}`)],
  altered_body: (body, signed, secret) => [body.replace(/\}$/, ', "forged": true}'), signatureOf(signed, secret)],
  no_signature: (body) => [body],
  malformed_signature: (body) => [body, "not a signature"],
};

/** @type {typeof import("./testing.js").signedDelivery} */
export function signedDelivery(topic, options) {
  const { name, secret, body, signed } = spelled(topic, options);
  return new TestDelivery(name, body, signatureOf(signed, secret));
}

/** @type {typeof import("./testing.js").signedDeliveries} */
export function signedDeliveries(topic, options) {
  return SPELLINGS.map(([form, wire]) => signedDelivery(topic, { ...options, form, wire }));
}

/** @type {typeof import("./testing.js").forgedDelivery} */
export function forgedDelivery(topic, options) {
  const { forgery = FORGED_DELIVERY_DEFAULTS.forgery } = ownOptions(options);
  if (!Object.hasOwn(FORGERIES, forgery)) throw notOneOf("options.forgery", Object.keys(FORGERIES));
  const { secret, body, signed } = spelled(topic, options);
  return new TestDelivery(`${topic}: ${forgery.replace("_", " ")}`, ...FORGERIES[forgery](body, signed, secret));
}

/** @type {typeof import("./testing.js").forgedDeliveries} */
export function forgedDeliveries(topic, options) {
  const forgeries = /** @type {Forgery[]} */ (Object.keys(FORGERIES));
  return forgeries.map((forgery) => forgedDelivery(topic, { ...options, forgery }));
}

/**
 * An event as it is signed, and as it is posted.
 *
 * @param {string} topic
 * @param {TestDeliveryOptions<string>} [options]
 */
function spelled(topic, options) {
  if (typeof topic !== "string") throw wrong("topic", "a string", topic, 'such as "end_user.processed"');
  const defaults = TEST_DELIVERY_DEFAULTS;
  const {
    secret = defaults.secret,
    form = defaults.form,
    wire = defaults.wire,
    data = {},
    meta,
    created,
  } = ownOptions(options);
  if (!Object.hasOwn(wires, wire)) throw notOneOf("options.wire", Object.keys(wires));
  if (form === "raw" && wire !== "signed") {
    throw new TypeError('options.wire must be "signed" if options.form is "raw": no other spelling has this signature');
  }
  const whole = { ...JSON.parse(withNewIds(sampleData(topic))), ...object("options.data", data) };
  const metaText =
    meta === undefined ? undefined : json("options.meta", meta === null ? meta : object("options.meta", meta));
  const event = sampleEvent(topic, time(created), json("options.data", whole), metaText);
  const signed = form === "raw" ? event : stringify(event, { form });
  return { secret, body: wires[wire](signed, event), signed, name: `${topic}: ${form} form, ${wire}` };
}

let count = 0;

const random = () => `${++count}${Math.random().toString(36).slice(2)}`;

/**
 * To a receiver that knows an earlier delivery, this one is no repetition.
 *
 * @param {string} data
 */
const withNewIds = (data) =>
  data.replace(/("heron_id": "[a-z]+_)\w+/g, (_id, beginning) => `${beginning}test${random()}`);

/**
 * @param {string} argument
 * @param {unknown} value
 */
function object(argument, value) {
  if (tag(value) !== "Object") throw wrong(argument, "an object", value);
  return /** @type {object} */ (value);
}

/**
 * With the white space of a sample.
 *
 * @param {string} argument
 * @param {unknown} value
 */
const json = (argument, value) => spaced(String(textOrBytes(value, argument)));

/** @param {unknown} created */
function time(created = new Date()) {
  if (typeof created === "string") return created;
  if (tag(created) === "Date" && !Number.isNaN(Number(created))) return /** @type {Date} */ (created);
  throw wrong("options.created", "a valid Date or a string", created);
}

/**
 * @param {string} message
 * @param {Secret} secret
 */
const signatureOf = (message, secret) => sign(secret, message, { maxBodyBytes: LARGEST_BODY });

/**
 * @param {string} argument
 * @param {string[]} values
 */
const notOneOf = (argument, values) => new TypeError(`${argument} must be one of "${values.join('", "')}"`);
