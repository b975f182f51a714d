// The library's report on a signature: the causes, the differences between the forms, and their signatures.
import { copyButton } from "../components/copy.js";
import { card, count, el, icon, prose } from "../components/dom.js";
import { differenceView } from "./difference.js";
import { pictureView } from "./picture.js";
import { FORMS } from "./forms.js";

export function reportView(root) {
  return {
    /** `given`: what was checked, for the picture of a fault in it. */
    show({ report, comparisons, picture }, given) {
      const rest = [...differenceView(comparisons, report.differences), inWords(report.text)];
      const isMatch = report.verdict === "match";
      root.replaceChildren(
        ...(isMatch ? [forms(report)] : pictureView(picture, report.findings[0], given)),
        ...computedView(report),
        details(...(isMatch ? rest : [...why(report), forms(report), ...rest])),
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

function details(...content) {
  return el("details", { className: "more" }, el("summary", {}, "Details"), el("div", {}, ...content));
}

function why({ findings, signatureError, ruledOut, triedInPart, exhaustive, remains }) {
  const content = [];
  if (signatureError)
    content.push(el("p", { className: "header-error" }, icon("warn"), sentence(signatureError.message)));
  content.push(...findings.map((one) => finding(one)));
  if (remains.length > 0) content.push(el("h4", {}, "Remaining causes"), list(remains));
  if (ruledOut.length > 0)
    content.push(causes("ruled-out", ruledOut, "tried and ruled out", RULED_OUT + (exhaustive ? CHAINS : NO_CHAINS)));
  if (triedInPart.length > 0) content.push(causes("tried-in-part", triedInPart, "tried in part", IN_PART));
  return [card("Why", ...content)];
}

/** How the user's own code came to its signature. */
function computedView({ computed, form: signed }) {
  if (!computed) return [];
  const { form, findings } = computed;
  const proven = findings.filter((one) => one.proven);
  const content = proven.map((one) => finding(one, "With this change it is the signature of"));
  if (form)
    content.push(
      el("p", {}, `It is the signature of ${FORMS[form].of}${form === signed ? ", as the header is" : ""}.`),
    );
  else if (proven.length === 0) content.push(el("p", {}, "No form, secret, digest or known mistake gives it."));
  return [card("What your code computed", ...content)];
}

function finding({ proven, form, secretIndex, causes }, lead = "Once this is corrected, the signature matches") {
  const [first, ...others] = [
    proven ? `${lead} ${FORMS[form].of}` : "This looks wrong, but is not proven",
    secretIndex > 0 ? `, with secret number ${secretIndex + 1}` : "",
    ":",
  ];
  return el(
    "div",
    { className: `finding ${proven ? "is-proven" : ""}` },
    el("p", { className: "finding-lead" }, first, ...others),
    ...causes.map(({ id, text, advice }) =>
      el(
        "div",
        { className: "cause", data: { cause: id } },
        el("h4", {}, ...prose(text)),
        el("p", {}, ...prose(advice)),
      ),
    ),
  );
}

const RULED_OUT = "None of these, put right alone, makes the signature match.";
const CHAINS = " Several of them together were tried too.";
const NO_CHAINS =
  " Several of them together were tried too, but not all such chains: the body holds too much for that.";
const IN_PART = "These can take more ways than were tried. Each may still be the cause.";

function causes(className, tried, outcome, meaning) {
  const items = tried.map(({ id, text }) => el("li", { data: { cause: id } }, ...prose(text)));
  const texts = el("ul", { className: `plain ${className}` }, ...items);
  return el(
    "details",
    {},
    el("summary", {}, `${count(tried.length, "cause")} ${outcome}`),
    el("p", {}, meaning),
    texts,
  );
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
    { className: "in-words" },
    el("summary", {}, "Report as text"),
    el("p", {}, about, " ", button),
    pre,
  );
}

function sentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}
