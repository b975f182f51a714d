// Preview: a payload, its three forms with their signatures, and the request or a program that sends one of them.
import { sampleEvent, topics } from "../../../pkg/lib/samples.js";
import { toBase64 } from "../components/base64.js";
import { codePanel } from "../components/code.js";
import { copyButton } from "../components/copy.js";
import { $, announce, choice, count, el, note } from "../components/dom.js";
import { editor } from "../components/editor.js";
import { queue } from "../components/queue.js";
import { isSlack, isWebAddress, shareable } from "../components/url.js";
import { format } from "../worker/format.js";

const NO_MESSAGE = "No message: the payload is not JSON.";
const NO_SECRET = "Enter the webhook secret at the top of the page.";
const NO_PAYLOAD = "Write a payload, or choose a sample event.";

/** `secrets`: those of the page. `onCheck` gets what Verify has to show. */
export function previewView(secrets, onCheck) {
  const field = editor($("payload"), update);
  const rows = new Map(["python", "javascript", "raw"].map((form) => [form, formRow(form)]));
  const [form, language] = [choice("form"), choice("language")];
  const program = codePanel($("program"));
  const signing = queue(() => showForms([], "Signing…"));
  const formatting = queue();
  let [chosen, problem] = [undefined, null];

  fillTopics($("sample"));
  field.value = format(sampleEvent($("sample").value));
  form.onChange(update);
  language.onChange(update);
  $("url").addEventListener("input", update);
  $("sample").addEventListener("change", () => put(format(sampleEvent($("sample").value))));
  $("format").addEventListener("click", reformat);
  $("check").addEventListener("click", () => {
    const body = toBase64(new TextEncoder().encode(chosen.message));
    onCheck({ body, header: chosen.signature });
  });
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
    note($("url-note"), $("url"), wrong);
    const input = {
      ...{ payload: field.value, secret: secrets.current, form: form.value, language: language.value },
      url: wrong === "" ? address : "http://localhost:3000/heron",
    };
    signing.ask("preview", input, show, (reason) => showForms([], `It could not be signed: ${reason}.`));
  }

  function show({ size, problem: found, forms, program: text }) {
    problem = found;
    const { message } = forms.find((one) => one.form === form.value);
    showStatus(size, message);
    showForms(forms, size === 0 ? NO_PAYLOAD : NO_MESSAGE, text);
  }

  /** `missing`: shown in place of an absent message or signature. */
  function showForms(forms, missing, text = null) {
    chosen = forms.find((one) => one.form === form.value);
    for (const [name, row] of rows)
      row.show(
        forms.find((one) => one.form === name),
        missing,
      );
    program.show(text, { empty: (chosen?.message ?? null) === null ? missing : NO_SECRET });
    $("check").disabled = text === null;
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
    set state({ payload, form: signed, language: spoken, url }) {
      if (typeof payload === "string") field.value = payload;
      if (rows.has(signed)) form.value = signed;
      if (["http", "curl", "python", "node"].includes(spoken)) language.value = spoken;
      if (isWebAddress(url)) $("url").value = url;
      update();
    },
  };
}

/** The row of a form: the choice of it, its size, its signature, and its text. */
function formRow(form) {
  const row = $(`form-${form}`);
  const [output, copy, text] = ["output", ".copy-signature", ".code-text"].map((one) => row.querySelector(one));
  const panel = codePanel(row, { isJson: true, hasSigns: true });
  copyButton(copy, () => output.textContent);
  return {
    show({ message = null, bytes, signature = null, ranges } = {}, missing) {
      const about = message === null ? "" : count(bytes, "byte");
      output.textContent = signature ?? (message === null ? missing : NO_SECRET);
      output.classList.toggle("empty", signature === null);
      copy.disabled = signature === null;
      panel.show(message, { about, empty: missing, ranges });
      text.scrollTop = (text.querySelector("mark")?.offsetTop ?? 0) - text.clientHeight / 2;
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
