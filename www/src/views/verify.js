// Verify: checks a signature against a body, and explains a mismatch.
import { fromBase64, toBase64 } from "../components/base64.js";
import { bodyField } from "../components/body.js";
import { $, announce, choice, el, isPaste, prose } from "../components/dom.js";
import { queue } from "../components/queue.js";
import { FORMS } from "./forms.js";
import { pasteReader, takenNotes } from "./paste.js";
import { reportView } from "./report.js";

/** Shown until the report is ready. */
const VERDICTS = {
  match: ["Match", "The signature is genuine."],
  mismatch: ["No match", "Looking for the cause…"],
};

export function verifyView(secrets) {
  const checking = queue(() => show("waiting", "Checking…", "The result is not ready yet."));
  const [explaining, making] = [queue(), queue()];
  const report = reportView($("report"));
  const examples = choice("example");
  /** Whether body and signature are those of an example, perhaps with an edit. */
  let isExample = true;
  let shown = "";
  // The user's own text takes the place of the example's.
  pasteReader(
    $("body"),
    () => isExample,
    (found) => taken(found, { body: new Uint8Array() }),
  );
  pasteReader(
    $("header"),
    () => isExample,
    (found) => taken(found, { header: "" }),
  );
  const body = bodyField(
    { area: $("body"), file: $("body-file"), drop: $("body-drop"), notes: $("body-notes") },
    (isPasted) => edited(isPasted, () => ($("header").value = "")),
  );
  $("header").addEventListener("input", (event) =>
    edited(isPaste(event) && $("header").value !== "", () => body.put("")),
  );
  $("computed").addEventListener("input", () => check());
  $("own").addEventListener("click", () => {
    leave(() => {});
    body.put("");
    $("header").value = "";
    $("computed").value = "";
    takenNotes($("taken"), [], []);
    check();
    $("body").focus();
  });
  examples.onChange(() => {
    if (secrets.current === "") secrets.demonstrate();
    update();
  });

  /**
   * The parts of a pasted request go to their fields; `without`: the field that it was pasted into, without it. Undo
   * leaves the text where it was pasted.
   */
  function taken({ body: bytes, signature, secret, taken: parts, notes }, without) {
    const before = { body: body.bytes, header: $("header").value, secret: secrets.current };
    const put = (values) => {
      body.load(values.body, "Pasted");
      $("header").value = values.header;
      if (values.secret !== secrets.current) secrets.current = values.secret;
      check();
    };
    const rest = { ...before, ...without };
    put({ body: bytes ?? rest.body, header: signature ?? rest.header, secret: secret ?? rest.secret });
    takenNotes($("taken"), parts, notes, () => {
      put(before);
      takenNotes($("taken"), [], []);
      $("body").focus();
    });
  }

  /** With the user's own body or signature the rest of an example goes: it would not match. */
  function edited(isPasted, clearOther) {
    takenNotes($("taken"), [], []);
    examples.value = undefined;
    if (isPasted) leave(clearOther);
    check();
  }

  function leave(clearOther) {
    examples.value = undefined;
    if (!isExample) return;
    isExample = false;
    clearOther();
    secrets.endDemonstration();
  }

  /** An example is signed with the secret that is entered now. */
  function update() {
    const [name, secret] = [examples.value, secrets.current];
    if (name === undefined || secret === "") return check();
    const filled = ({ body: text, header }) => {
      // The user may have been quicker.
      if (examples.value !== name) return;
      isExample = true;
      body.put(text);
      $("header").value = header;
      check();
    };
    making.ask("example", { name, secret }, filled, unchecked);
  }

  function check() {
    const input = { secrets: secrets.all, body: body.bytes, signature: $("header").value };
    const missing = [
      input.body.length === 0 && "the body",
      input.signature === "" && "the signature",
      input.secrets.length === 0 && "the secret",
    ].filter(Boolean);
    if (missing.length > 0) return wait(missing);
    report.setBusy(true);
    const given = { secrets: input.secrets, header: input.signature };
    const computed = $("computed").value || undefined;
    checking.ask("check", input, (isMatch) => checked(isMatch ? "match" : "mismatch"), unchecked);
    explaining.ask("explanation", { ...input, computed }, (result) => explained(result, given), unexplained);
  }

  function wait(missing) {
    checking.cancel();
    explaining.cancel();
    report.clear();
    show("waiting", "Nothing to check yet", `Still missing: ${missing.join(", ")}.`);
  }

  function unchecked(reason) {
    explaining.cancel();
    report.clear();
    show("waiting", "Not checked", `It could not be checked: ${reason}.`);
  }

  function unexplained(reason) {
    report.clear();
    if ($("verdict").dataset.state !== "mismatch") return;
    show("mismatch", "No match", `The cause could not be determined: ${reason}.`);
  }

  /** The report may have arrived first. */
  function checked(state) {
    if ($("report").hasAttribute("aria-busy")) show(state, ...VERDICTS[state]);
  }

  function explained(result, given) {
    const { verdict, form, secretIndex, findings, remains } = result.report;
    report.show(result, given);
    if (verdict === "match") {
      const which =
        given.secrets.length > 1 ? ` It was made with ${secretIndex === 0 ? "the first" : "another"} secret.` : "";
      show("match", "Match", `It is the signature of ${FORMS[form].of}.${which}`);
    } else {
      show("mismatch", "No match", ...cause(findings[0], remains));
      $("verdict-more").replaceChildren(...more(findings[0]?.causes ?? []));
    }
  }

  function show(state, title, text, advice = "") {
    const isNew = $("verdict").dataset.state !== state || shown !== text;
    $("verdict-advice").replaceChildren(...prose(advice));
    $("verdict-more").replaceChildren();
    $("verdict").dataset.state = state;
    $("verdict-title").textContent = title;
    $("verdict-text").replaceChildren(...prose(text));
    shown = text;
    if (isNew && state !== "waiting") announce(`${title}. ${text} ${advice}`);
  }

  return {
    update,
    get state() {
      return { body: toBase64(body.bytes), header: $("header").value, computed: $("computed").value };
    },
    set state({ body: encoded, header, computed }) {
      [examples.value, isExample] = [undefined, false];
      if (typeof encoded === "string") body.load(fromBase64(encoded), "From a link");
      if (typeof header === "string") $("header").value = header;
      $("computed").value = typeof computed === "string" ? computed : "";
      check();
    },
  };
}

/** Links to the descriptions of causes. In another tab: the page would lose what was entered. */
function more(causes) {
  const links = causes.map(({ id, url }) =>
    el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, id.replaceAll("_", " ")),
  );
  return links.flatMap((link, index) => [index === 0 ? "More about this: " : ", ", link]);
}

/** A mismatch in two texts: the causes, and what to do. */
function cause(finding, [first, ...others]) {
  if (!finding) return [`No cause was found. ${first}`, others.join(" ")];
  const [texts, advice] = ["text", "advice"].map((key) => finding.causes.map((one) => one[key]).join(" "));
  return [finding.proven ? texts : `Not proven, but it looks like this: ${texts}`, advice];
}
