// Sample events, for `heron-webhooks send` and for the page: JSON texts, because a value of JavaScript knows no 1.0.
import { openSample, samples } from "./topics.js";

/** The topics that Heron publishes. */
export const topics = Object.keys(samples);

/**
 * An event as a Python sender might print it, with what the two serialisers print differently: an accent, an emoji, a
 * float without a fraction and a huge integer.
 *
 * @param {string} topic
 * @param {Date} [created]
 */
export function sampleEvent(topic, created = new Date()) {
  const time = created.toISOString().replace(/\.\d+Z$/, "+00:00");
  const meta = '{"company": "Zoë’s Bakery 🥐", "score": 1.0, "account": 12345678901234567890}';
  // Of a topic that is not published the shape is a guess.
  const guess = topic.startsWith("end_user.") ? samples["end_user.processed"] : openSample;
  const data = Object.hasOwn(samples, topic) ? samples[topic] : guess;
  return `{"topic": ${JSON.stringify(topic)}, "created": "${time}", "data": ${data}, "meta": ${meta}}`;
}
