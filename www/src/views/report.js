// The library's report on a signature: the causes, the differences between the forms, and their signatures.
import { copyButton } from "../components/copy.js";
import { card, count, el, icon } from "../components/dom.js";
import { differenceView } from "./difference.js";
import { FORMS } from "./forms.js";

export function reportView(root) {
  return {
    show({ report, comparisons }) {
      root.replaceChildren(
        ...why(report),
        ...differenceView(comparisons, report.differences),
        forms(report),
        inWords(report.text),
      );
      root.removeAttribute("aria-busy");
    },
    setBusy: () => root.setAttribute("aria-busy", "true"),
    clear() {
      root.replaceChildren(root.ownerDocument.getElementById("steps").content.cloneNode(true));
      root.removeAttribute("aria-busy");
    },
  };
}

function why({ verdict, findings, signatureError, ruledOut, triedInPart, exhaustive, remains }) {
  if (verdict === "match") return [];
  const content = [];
  if (signatureError)
    content.push(el("p", { className: "header-error" }, icon("warn"), sentence(signatureError.message)));
  content.push(...findings.map(finding));
  if (remains.length > 0) content.push(el("h4", {}, "Remaining causes"), list(remains));
  if (ruledOut.length > 0)
    content.push(causes("ruled-out", ruledOut, "tried and ruled out", RULED_OUT + (exhaustive ? PAIRS : NO_PAIRS)));
  if (triedInPart.length > 0) content.push(causes("tried-in-part", triedInPart, "tried in part", IN_PART));
  return [card("Why", ...content)];
}

function finding({ proven, form, secretIndex, causes }) {
  const [first, ...others] = [
    proven ? `Once this is corrected, the signature matches ${FORMS[form].of}` : "This looks wrong, but is not proven",
    secretIndex > 0 ? `, with secret number ${secretIndex + 1}` : "",
    ":",
  ];
  return el(
    "div",
    { className: `finding ${proven ? "is-proven" : ""}` },
    el("p", { className: "finding-lead" }, first, ...others),
    ...causes.map(({ id, text, advice }) =>
      el("div", { className: "cause" }, el("h4", {}, text), el("p", {}, advice), el("code", {}, id)),
    ),
  );
}

const RULED_OUT = "None of these, put right alone, makes the signature match.";
const PAIRS = " Pairs were tried too: of the secret, the digest, the body and the spelling of the signed text.";
const NO_PAIRS = " The search ended before all pairs were tried: the body is too large.";
const IN_PART = "These can take more ways than were tried. Each may still be the cause.";

function causes(className, ids, outcome, meaning) {
  const names = el("ul", { className: `cause-ids ${className}` }, ...ids.map((id) => el("li", {}, el("code", {}, id))));
  return el("details", {}, el("summary", {}, `${count(ids.length, "cause")} ${outcome}`), el("p", {}, meaning), names);
}

function list(sentences) {
  return el("ul", { className: "plain" }, ...sentences.map((text) => el("li", {}, text)));
}

/** Marks the form that matches, now or once the cause is corrected. */
function forms({ forms: all, form: matched, findings }) {
  const proven = findings.find((one) => one.proven)?.form;
  const marks = { [proven]: "matches once the cause is corrected", [matched]: "matches" };
  const rows = all.map(({ form, length, identicalTo, signatures, error }) => {
    const value = error
      ? [`No such form: ${error.message} (byte ${error.offset}).`]
      : signatures.filter(Boolean).map((signature) => el("code", { className: "wrap" }, signature));
    const about = error
      ? ""
      : identicalTo
        ? `the same as ${FORMS[identicalTo].name.toLowerCase()}`
        : count(length, "byte");
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, FORMS[form].name, el("span", {}, about)),
      el("td", {}, ...value, marks[form] && el("strong", {}, marks[form])),
    );
  });
  const head = el("tr", {}, el("th", { scope: "col" }, "Form"), el("th", { scope: "col" }, signaturesOf(all)));
  return card("The signatures of the forms", el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows)));
}

function signaturesOf(forms) {
  const isMany = forms.some(({ signatures }) => signatures.length > 1);
  return isMany ? "Its signatures, with each secret in turn" : "Its signature, with your secret";
}

function inWords(text) {
  const button = el(
    "button",
    { type: "button", className: "button copy" },
    icon("copy"),
    el("span", { className: "label" }, "Copy"),
  );
  button.setAttribute("aria-label", "Copy the report");
  copyButton(button, () => text);
  const pre = el("pre", { className: "report-text", tabIndex: 0 }, text);
  pre.setAttribute("role", "region");
  pre.setAttribute("aria-label", "The report as text");
  const about =
    "The same report as the command npx heron-webhooks explain prints. It holds the body and the signatures that are " +
    "valid for it, but never a secret.";
  return el(
    "details",
    { className: "card in-words" },
    el("summary", {}, "Report as text"),
    el("p", {}, about, " ", button),
    pre,
  );
}

function sentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}
