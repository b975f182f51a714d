// The body to verify, byte for byte: a file's bytes are kept as they are, and so is a pasted text, whose line ends a
// text field would change. Editing it ends that.
import { announce, count, el } from "./dom.js";
import { editor } from "./editor.js";

const encoder = new TextEncoder();

/** `onInput` is called whenever the body has changed. */
export function bodyField({ area, file, drop, notes }, onInput) {
  let exact = null;
  const field = editor(area, () => {
    if (!field.value) keep(null, []);
    else if (exact) keep(null, ["Edited here: no longer the bytes of the file. Each line ends with LF."]);
    onInput();
  });

  function keep(bytes, lines, ...actions) {
    exact = bytes;
    notes.replaceChildren(...lines.map((line) => el("li", {}, line)), ...actions);
    if (lines.length > 0) announce(lines.join(" "));
  }

  function open(bytes, origin, ...actions) {
    const { text, about } = read(bytes);
    field.value = text;
    keep(bytes, [`${origin}: ${count(bytes.length, "byte")}, kept exactly.`, ...about], ...actions);
    onInput();
  }

  async function openFile(chosen) {
    if (chosen) open(new Uint8Array(await chosen.arrayBuffer()), chosen.name);
  }

  file.addEventListener("change", async () => {
    await openFile(file.files[0]);
    file.value = "";
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
  drop.addEventListener("drop", (event) => {
    drop.classList.remove("is-over");
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    openFile(event.dataTransfer.files[0]);
  });
  area.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!text.includes("\r")) return;
    if (!field.isAllSelected()) return keep(null, ["What you pasted had Windows line ends (CR LF): now they are LF."]);
    event.preventDefault();
    const change = el("button", { type: "button", className: "button small" }, "Use LF instead");
    change.addEventListener("click", () => {
      open(encoder.encode(text.replaceAll("\r\n", "\n")), "Pasted");
      area.focus();
    });
    open(encoder.encode(text), "Pasted", el("li", {}, change));
  });

  return {
    get bytes() {
      return exact ?? encoder.encode(field.value);
    },
    set bytes(bytes) {
      const { text, about } = read(bytes);
      if (about.length > 0) return open(bytes, "From a link");
      field.value = text;
      keep(null, []);
    },
  };
}

/** The bytes as a text to look at, and what that text does not show. */
function read(bytes) {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const about = [];
  if (text.startsWith("\ufeff")) about.push("It begins with a byte order mark (BOM), which you cannot see.");
  if (text.includes("\r")) about.push("It has Windows line ends (CR LF), which the field does not show.");
  if (!isUtf8(bytes)) about.push("It is not valid UTF-8: what cannot be read is shown as \ufffd.");
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
