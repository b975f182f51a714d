// Verify: checks a signature against a body, and explains a mismatch.
import { fromBase64, toBase64 } from "../components/base64.js";
import { bodyField } from "../components/body.js";
import { $, announce } from "../components/dom.js";
import { queue } from "../components/queue.js";
import { FORMS } from "./forms.js";
import { reportView } from "./report.js";

/** Shown until the report is ready. */
const VERDICTS = {
  match: ["Match", "The signature is genuine."],
  mismatch: ["No match", "Looking for the cause…"],
};

export function verifyView(secrets) {
  const checking = queue(() => show("waiting", "Checking…", "The result is not ready yet."));
  const explaining = queue();
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
    if ($("verdict").dataset.state !== "mismatch") return;
    show("mismatch", "No match", `The cause could not be determined: ${reason}.`);
  }

  /** The report may have arrived first. */
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
      show("mismatch", "No match", found ?? "No cause was found. Below are the causes tried and those that remain.");
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
