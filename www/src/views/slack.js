// A Slack message as a channel shows it: the blocks and the mrkdwn that the library writes, not all of Slack's.
import { el, icon } from "../components/dom.js";

const TOKEN = /\*([^*\n]+)\*|`([^`\n]+)`|<!date\^(\d+)\^[^|>]*\|([^>]*)>|\n/g;
const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** Elements for a message of `slackMessage`. */
export function slackView({ text, blocks }) {
  const now = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const name = el(
    "p",
    { className: "slack-name" },
    el("strong", {}, "Heron"),
    el("span", { className: "slack-app" }, "APP"),
    el("time", {}, now),
  );
  const avatar = el("div", { className: "slack-avatar" }, icon("heron"));
  const message = el(
    "div",
    { className: "slack-message" },
    avatar,
    el("div", { className: "slack-body" }, name, ...blocks.map(block)),
  );
  const notification = el(
    "p",
    { className: "slack-notification" },
    el("span", {}, "In the notification: "),
    ...mrkdwn(text),
  );
  return [message, notification];
}

function block({ type, text, fields = [], elements = [] }) {
  if (type === "header") return el("p", { className: "slack-header" }, text.text);
  if (type === "divider") return el("hr");
  if (type === "context")
    return el("div", { className: "slack-context" }, ...elements.map((one) => el("p", {}, ...mrkdwn(one.text))));
  const cells = fields.map((field) => el("p", {}, ...mrkdwn(field.text)));
  return el(
    "div",
    { className: "slack-section" },
    text ? el("p", {}, ...mrkdwn(text.text)) : null,
    el("div", { className: "slack-fields" }, ...cells),
  );
}

function* mrkdwn(text) {
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) yield plain(text.slice(end, match.index));
    yield token(match);
    end = match.index + match[0].length;
  }
  if (end < text.length) yield plain(text.slice(end));
}

function token([, bold, code, seconds]) {
  if (bold !== undefined) return el("strong", {}, plain(bold));
  if (code !== undefined) return el("code", {}, plain(code));
  if (seconds !== undefined) return date(new Date(Number(seconds) * 1000));
  return el("br");
}

/** Slack's {date_short_pretty} {time}, in the reader's own time zone. */
function date(time) {
  const isToday = time.toDateString() === new Date().toDateString();
  const day = isToday ? "Today" : time.toLocaleDateString("en", { month: "short", day: "numeric", year: "numeric" });
  const hour = time.toLocaleTimeString("en", { hour: "numeric", minute: "2-digit" });
  return el("time", { dateTime: time.toISOString() }, `${day} at ${hour}`);
}

function plain(text) {
  return text.replace(/&(amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}
