// Sample events, for `heron-webhooks send`, for `heron-webhooks/testing` and for the page: JSON texts, because a value of
// JavaScript knows no 1.0.
import { openSample, samples } from "./sample-data.js";

/** The topics that Heron publishes. */
export const topics = Object.keys(samples);

/** What the two serialisers print differently: an accent, an emoji, a float without a fraction and a huge integer. */
const META = '{"company": "Zoë’s Bakery 🥐", "score": 1.0, "account": 12345678901234567890}';

/**
 * `data` as JSON. Of a topic that is not published the shape is a guess.
 *
 * @param {string} topic
 */
export function sampleData(topic) {
  if (Object.hasOwn(samples, topic)) return samples[topic];
  return topic.startsWith("end_user.") ? samples["end_user.processed"] : openSample;
}

/**
 * An event as a Python sender might print it.
 *
 * @param {string} topic
 * @param {Date | string} [created]
 * @param {string} [data] JSON
 * @param {string} [meta] JSON
 */
export function sampleEvent(topic, created = new Date(), data = sampleData(topic), meta = META) {
  const time = typeof created === "string" ? created : created.toISOString().replace(/\.\d+Z$/, "+00:00");
  return `{"topic": ${JSON.stringify(topic)}, "created": ${JSON.stringify(time)}, "data": ${data}, "meta": ${meta}}`;
}
