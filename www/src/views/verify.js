// Verify: whether a signature is that of a body, and if not, why.
import { fromBase64, toBase64 } from "../parts/base64.js";
import { bodyField } from "../parts/body.js";
import { $, announce } from "../parts/dom.js";
import { line } from "../parts/jobs.js";
import { FORMS } from "./forms.js";
import { reportView } from "./report.js";

/** What is said of a verdict until the report is there. */
const VERDICTS = {
  match: ["Match", "The signature is genuine."],
  mismatch: ["No match", "Looking for the cause…"],
};

export function verifyView(secrets) {
  const checking = line(() => show("waiting", "Checking…", "The result is not there yet."));
  const explaining = line();
  const report = reportView($("report"));
  const body = bodyField(
    { area: $("body"), file: $("body-file"), drop: $("body-drop"), notes: $("body-notes") },
    update,
  );
  $("header").addEventListener("input", update);

  function update() {
    const input = { secrets: secrets.all, body: body.bytes, signature: $("header").value };
    const missing = [
      input.body.length === 0 && "the body",
      input.signature === "" && "the signature",
      input.secrets.length === 0 && "the secret",
    ].filter(Boolean);
    if (missing.length > 0) return wait(missing);
    report.setBusy(true);
    checking.ask("check", input, (isMatch) => checked(isMatch ? "match" : "mismatch"), unchecked);
    explaining.ask("explanation", input, explained, unexplained);
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
    if ($("verdict").dataset.state === "mismatch") show("mismatch", "No match", `No cause was sought: ${reason}.`);
  }

  /** The report may have been quicker. */
  function checked(state) {
    if ($("report").hasAttribute("aria-busy")) show(state, ...VERDICTS[state]);
  }

  function explained(result) {
    const { verdict, form, secretIndex, findings } = result.report;
    report.show(result);
    if (verdict === "match") {
      const which =
        secrets.all.length > 1 ? ` It was made with ${secretIndex === 0 ? "the first" : "another"} secret.` : "";
      show("match", "Match", `It is the signature of ${FORMS[form].of}.${which}`);
    } else {
      const cause = findings.find(({ proven }) => proven);
      const found = cause?.causes.map(({ text }) => text).join(" ");
      show("mismatch", "No match", found ?? "No cause was found: see below what was tried, and what remains.");
    }
  }

  function show(state, title, text) {
    const isNew = $("verdict").dataset.state !== state || $("verdict-text").textContent !== text;
    $("verdict").dataset.state = state;
    $("verdict-title").textContent = title;
    $("verdict-text").textContent = text;
    if (isNew && state !== "waiting") announce(`${title}. ${text}`);
  }

  return {
    update,
    get state() {
      return { body: toBase64(body.bytes), header: $("header").value };
    },
    set state({ body: encoded, header }) {
      if (typeof encoded === "string") body.bytes = fromBase64(encoded);
      if (typeof header === "string") $("header").value = header;
      update();
    },
  };
}
