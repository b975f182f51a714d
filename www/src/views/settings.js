// Webhook settings as in Heron's dashboard, and the request that they would deliver; nothing is sent.
import { sampleEvent } from "../../../pkg/lib/samples.js";
import { codePanel } from "../components/code.js";
import { $, note } from "../components/dom.js";
import { queue } from "../components/queue.js";
import { revealable } from "../components/secrets.js";
import { isSlack, isWebAddress, shareable } from "../components/url.js";
import { fillTopics } from "./preview.js";
import { slackView } from "./slack.js";

const NO_URL = "Enter a URL to see what it would receive.";
const WRONG_URL = "Nothing can be sent to this URL. Correct it to see the request.";

/** Set by Heron or by HTTP itself. */
const TAKEN = ["host", "content-type", "content-length", "heron-signature"];
const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;

const isName = (name) => typeof name === "string" && NAME.test(name);

export function settingsView(secrets) {
  const signing = queue();
  const request = codePanel($("delivery"));
  const headers = headerRows($("headers"), $("add-header"), update);
  let created = new Date();

  fillTopics($("topic"));
  $("topic").addEventListener("change", () => {
    created = new Date();
    update();
  });
  $("enabled").addEventListener("change", update);
  $("endpoint").addEventListener("input", update);
  revealable($("endpoint"), $("reveal-endpoint"));

  function update() {
    const address = $("endpoint").value.trim();
    const slack = isSlack(address);
    mask(slack);
    const isUsable = isWebAddress(address);
    const isWrong = address !== "" && !isUsable && !slack;
    note($("endpoint-note"), $("endpoint"), noteOn(address, slack, isUsable), isWrong ? "error" : "warning");
    $("is-off").hidden = $("enabled").checked;
    $("slack-card").hidden = !slack;
    $("delivery").hidden = slack;
    $("headers-card").hidden = slack;
    if (!isUsable) return request.show(null, { empty: address === "" ? NO_URL : WRONG_URL });
    const event = sampleEvent($("topic").value, created);
    const input = { event, isSlack: slack, headers: headers.values, secret: secrets.current };
    signing.ask("delivery", { ...input, url: slack ? undefined : address }, show, failed);
  }

  /** A Slack address is a credential: it is masked like a secret. */
  function mask(slack) {
    if ($("reveal-endpoint").hidden !== slack) return;
    $("reveal-endpoint").hidden = !slack;
    $("reveal-endpoint").setAttribute("aria-pressed", "false");
    $("endpoint").type = slack ? "password" : "url";
  }

  function show({ slack, request: text }) {
    if (slack) return $("slack").replaceChildren(...slackView(slack));
    request.show(text, { empty: "Enter the webhook secret at the top of the page." });
  }

  function failed(reason) {
    request.show(null, { empty: `It could not be signed: ${reason}.` });
  }

  return {
    update,
    get state() {
      const names = headers.values.map(([name]) => name);
      const url = shareable($("endpoint").value);
      return { topic: $("topic").value, url, enabled: $("enabled").checked, headers: names };
    },
    set state({ topic, url, enabled, headers: names }) {
      if ([...$("topic").options].some(({ value }) => value === topic)) $("topic").value = topic;
      if (isWebAddress(url)) $("endpoint").value = url;
      $("enabled").checked = enabled !== false;
      if (Array.isArray(names)) headers.replace(names.filter(isName).slice(0, 20));
      update();
    },
  };
}

function noteOn(address, slack, isUsable) {
  if (slack)
    return "A Slack Incoming Webhook. Anyone with this address can post there, so it is masked and left out of links.";
  if (address !== "" && !isUsable)
    return "Not a web address. It must start with https://, or http:// on your own machine.";
  const isOpen = /^http:/i.test(address) && !/^http:\/\/(localhost|127\.|\[::1\])/i.test(address);
  return isOpen ? "Use https:// for an address on the internet: others can read an event sent over http://." : "";
}

/** Rows of a name and a value, with a button that removes them. */
function headerRows(list, add, onInput) {
  const rows = [];

  function addRow(name = "") {
    const row = $("header-row").content.firstElementChild.cloneNode(true);
    const [nameField, valueField] = row.querySelectorAll("input");
    nameField.value = name;
    row.addEventListener("input", () => {
      note(row.querySelector(".field-note"), nameField, noteOnHeader(nameField.value, valueField.value));
      onInput();
    });
    row.querySelector("button").addEventListener("click", () => {
      rows.splice(rows.indexOf(entry), 1);
      row.remove();
      add.focus();
      onInput();
    });
    const entry = { row, value: () => [nameField.value.trim(), valueField.value.trim()] };
    rows.push(entry);
    list.append(row);
    return nameField;
  }
  add.addEventListener("click", () => addRow().focus());

  return {
    get values() {
      return rows
        .map(({ value }) => value())
        .filter(([name, value]) => name !== "" && noteOnHeader(name, value) === "");
    },
    replace(names) {
      for (const { row } of rows.splice(0)) row.remove();
      for (const name of names) addRow(name);
    },
  };
}

function noteOnHeader(name, value) {
  if (name === "") return value === "" ? "" : "The header has no name, so it is left out.";
  if (!NAME.test(name.trim()))
    return "A name has letters, digits and hyphens, no spaces and no colon: this one is left out.";
  if (TAKEN.includes(name.trim().toLowerCase())) return "Heron sets this header itself, so this one is left out.";
  return "";
}
