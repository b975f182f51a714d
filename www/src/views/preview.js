// Preview: the signed message of a payload, its signature, the request, and a program that sends it.
import { sampleEvent, topics } from "../../../pkg/cli/samples.js";
import { codePanel } from "../components/code.js";
import { copyButton } from "../components/copy.js";
import { $, announce, choice, count, el } from "../components/dom.js";
import { editor } from "../components/editor.js";
import { queue } from "../components/queue.js";
import { isSlack, isWebAddress, shareable } from "../components/url.js";
import { format } from "../worker/format.js";

const NO_MESSAGE = "No message: the payload is not JSON.";
const NO_SECRET = "Enter the webhook secret at the top of the page.";
const NO_PAYLOAD = "Write a payload, or choose a sample event.";

/** `secrets`: those of the page. */
export function previewView(secrets) {
  const field = editor($("payload"), update);
  const [form, language] = [choice("form"), choice("language")];
  const panels = {
    message: codePanel($("message"), { marks: true }),
    request: codePanel($("request")),
    snippet: codePanel($("snippet")),
  };
  const signing = queue(() => showSigned({ missing: "Signing…" }));
  const formatting = queue();
  let [signature, problem] = ["", null];

  fillTopics($("sample"));
  field.value = format(sampleEvent($("sample").value));
  copyButton($("copy-signature"), () => signature);
  form.onChange(update);
  language.onChange(update);
  $("url").addEventListener("input", update);
  $("sample").addEventListener("change", () => put(format(sampleEvent($("sample").value))));
  $("format").addEventListener("click", reformat);
  $("go-to-problem").addEventListener("click", () => field.goTo(problem.index));

  function put(text) {
    field.value = text;
    update();
  }

  /** Only the white space changes. */
  function reformat() {
    const done = (text) => {
      put(text);
      announce("The payload is formatted.");
    };
    formatting.ask("formatted", field.value, done, () => announce("The payload is not JSON: it cannot be formatted."));
  }

  function update() {
    const address = $("url").value.trim();
    const wrong = noteOn(address);
    $("url").setAttribute("aria-invalid", String(wrong !== ""));
    $("url-note").textContent = wrong;
    const input = {
      ...{ payload: field.value, secret: secrets.current, form: form.value, language: language.value },
      url: wrong === "" ? address : "http://localhost:3000/heron",
    };
    signing.ask("preview", input, show, (reason) => showSigned({ missing: `It could not be signed: ${reason}.` }));
  }

  function show({ size, problem: found, message, ...signed }) {
    problem = found;
    showStatus(size, message);
    const missing = message !== null ? NO_SECRET : size === 0 ? NO_PAYLOAD : NO_MESSAGE;
    showSigned({ message, missing, ...signed });
  }

  /** `missing`: shown in place of an absent signature or message. */
  function showSigned({ message = null, bytes, signature: signed, request, snippet, missing }) {
    signature = signed ?? "";
    $("signature").textContent = signed ?? missing;
    $("signature").classList.toggle("empty", !signed);
    $("copy-signature").disabled = !signed;
    panels.message.show(message, { about: message === null ? "" : count(bytes, "byte"), empty: missing });
    panels.request.show(request ?? null, { empty: missing });
    panels.snippet.show(snippet ?? null, { empty: missing });
  }

  function showStatus(size, message) {
    const status = $("payload-status");
    const isBroken = problem !== null;
    status.dataset.state = isBroken ? (message === null ? "bad" : "warn") : size === 0 ? "none" : "good";
    $("payload").setAttribute("aria-invalid", String(isBroken));
    $("go-to-problem").hidden = problem?.index === undefined;
    $("format").disabled = isBroken || size === 0;
    $("payload-text").textContent = statusOf(problem, size, message);
    $("payload-place").textContent = problem?.line === undefined ? "" : placeOf(problem);
  }

  return {
    update,
    get state() {
      const address = shareable($("url").value);
      return { payload: field.value, form: form.value, language: language.value, url: address };
    },
    set state({ payload, form: chosen, language: spoken, url }) {
      if (typeof payload === "string") field.value = payload;
      if (["python", "javascript", "raw"].includes(chosen)) form.value = chosen;
      if (["curl", "python", "node"].includes(spoken)) language.value = spoken;
      if (isWebAddress(url)) $("url").value = url;
      update();
    },
  };
}

/** Slack does not check signatures, and its address is a credential: keep it out of programs. */
function noteOn(address) {
  if (isSlack(address))
    return "This is a Slack address, so it is not used below. See Webhook settings for Heron’s message.";
  return isWebAddress(address)
    ? ""
    : "Not a web address, so it is not used below. It must start with http:// or https://.";
}

function statusOf(problem, size, message) {
  if (size === 0) return "Empty";
  if (problem === null) return `Valid JSON, ${count(size, "byte")}`;
  const reason = problem.message.replace(/ at byte \d+$/, "");
  return message === null ? sentence(reason) : `${sentence(reason)} The raw form is still signed.`;
}

function sentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1)}${/[.?]$/.test(text) ? "" : "."}`;
}

function placeOf({ line: at, column, offset }) {
  return `Line ${at.toLocaleString("en")}, column ${column.toLocaleString("en")}, byte ${offset.toLocaleString("en")}`;
}

/** The published topics, grouped by their subject. */
export function fillTopics(select) {
  for (const topic of topics) {
    const label = topic.split(".")[0].replaceAll("_", " ");
    let group = select.lastElementChild;
    if (group?.label !== label) select.append((group = el("optgroup", { label })));
    group.append(el("option", { value: topic }, topic));
  }
  select.value = "end_user.processed";
}
