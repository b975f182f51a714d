// What both relays do with a verified event: post it to Slack, if its topic is one of those asked for.
import { postToSlack } from "heron-webhooks";

/** `TOPICS`: separated by commas. `SLACK_PROXY`: a host to post to that is not Slack's own, such as a proxy's. */
export function relay({ SLACK_WEBHOOK_URL, TOPICS = "end_user.review_required", SLACK_PROXY }) {
  const topics = TOPICS.split(",");
  const allowedHosts = SLACK_PROXY === undefined ? [] : [SLACK_PROXY];
  return async (event) => {
    if (topics.includes(event.topic))
      await postToSlack(SLACK_WEBHOOK_URL, event, { allowedHosts, maxWait: 5, timeout: 5 });
  };
}
