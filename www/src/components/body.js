// The body field of Verify: keeps the exact bytes of a file or a pasted text until the user edits them.
import { announce, count, el } from "./dom.js";
import { editor } from "./editor.js";
import { LARGEST_BODY, TOO_LARGE } from "../limits.js";

const encoder = new TextEncoder();

/** `onInput` is called whenever the body has changed; with true if all of it was replaced. */
export function bodyField({ area, file, drop, notes }, onInput) {
  let exact = null;
  /** The file being read; null once another body is in the field. */
  let awaited = null;
  const field = editor(area, (isReplaced) => {
    awaited = null;
    if (!field.value) keep(null, []);
    else if (exact) keep(null, ["Edited here: no longer the bytes of the file. Each line ends with LF."]);
    onInput(isReplaced && field.value !== "");
  });

  function keep(bytes, lines, ...actions) {
    exact = bytes;
    notes.replaceChildren(...lines.map((line) => el("li", {}, line)), ...actions);
    if (lines.length > 0) announce(lines.join(" "));
  }

  function open(bytes, origin, ...actions) {
    awaited = null;
    const { text, about } = read(bytes);
    field.value = text;
    keep(bytes, [`${origin}: ${count(bytes.length, "byte")}, kept exactly.`, ...about], ...actions);
    onInput(true);
  }

  /** If the file cannot be read, the field keeps its text. */
  async function openFile(chosen) {
    awaited = chosen;
    for (const old of notes.querySelectorAll(".refusal")) old.remove();
    if (chosen.size > LARGEST_BODY) return refuse(chosen, `${TOO_LARGE}.`);
    try {
      const bytes = new Uint8Array(await chosen.arrayBuffer());
      if (awaited === chosen) open(bytes, chosen.name);
    } catch {
      if (awaited === chosen) refuse(chosen, "is it a folder, or was it changed or deleted?");
    }
  }

  function refuse({ name }, reason) {
    const line = `${name} was not opened: ${reason}`;
    notes.append(el("li", { className: "refusal" }, line));
    announce(line);
  }

  file.addEventListener("change", () => {
    const [chosen] = file.files;
    file.value = "";
    if (chosen) void openFile(chosen);
  });
  for (const type of ["dragenter", "dragover"]) {
    drop.addEventListener(type, (event) => {
      event.preventDefault();
      drop.classList.add("is-over");
    });
  }
  drop.addEventListener("dragleave", (event) => {
    if (!drop.contains(event.relatedTarget)) drop.classList.remove("is-over");
  });
  drop.addEventListener("drop", async (event) => {
    drop.classList.remove("is-over");
    const [dropped, ...others] = event.dataTransfer.files;
    if (!dropped) return;
    event.preventDefault();
    await openFile(dropped);
    for (const other of others) refuse(other, "a webhook has one body, and the first file was taken.");
  });
  area.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!text.includes("\r")) return;
    if (!field.isAllSelected()) return keep(null, ["The pasted text had Windows line ends (CR LF). They are LF now."]);
    event.preventDefault();
    const change = el("button", { type: "button", className: "button small" }, "Use LF instead");
    change.addEventListener("click", () => {
      open(encoder.encode(text.replaceAll("\r\n", "\n")), "Pasted");
      area.focus();
    });
    open(encoder.encode(text), "Pasted", el("li", {}, change));
  });

  /** `text` has LF as its line ends. */
  function put(text) {
    awaited = null;
    field.value = text;
    keep(null, []);
  }

  return {
    put,
    get bytes() {
      return exact ?? encoder.encode(field.value);
    },
    /** `origin`: in words, for the note on bytes that the field does not show. */
    load(bytes, origin) {
      const { text, about } = read(bytes);
      if (about.length > 0) open(bytes, origin);
      else put(text);
    },
  };
}

/** The bytes as text, and notes about bytes that the text does not show. */
function read(bytes) {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const about = [];
  if (text.startsWith("\ufeff")) about.push("It begins with a byte order mark (BOM), which is invisible.");
  if (text.includes("\r")) about.push("It has Windows line ends (CR LF), which the field does not show.");
  if (!isUtf8(bytes)) about.push("It is not valid UTF-8: unreadable bytes are shown as \ufffd.");
  return { text, about };
}

function isUtf8(bytes) {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
