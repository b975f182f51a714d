// The contents of Verify: the verdict, and the explanation, which takes longer.
import { Webhook } from "heron-webhooks";
import { explain, parseRequest } from "heron-webhooks/explain";
import { LARGEST_BODY } from "../limits.js";
import { diff } from "./diff.js";
import { firstDifference } from "./position.js";

/** Whether the signature matches. */
export function check({ secrets, body, signature }) {
  return new Webhook(secrets, { maxBodyBytes: LARGEST_BODY }).verify(body, signature);
}

/** The parts of a pasted text; null if it is none that the library knows. */
export function parsed(text) {
  const found = parseRequest(text);
  return found.taken.length > 0 ? found : null;
}

/**
 * The library's report; for each of its differences all of the places where the two forms differ; and the picture of a
 * cause in the body: what was given against what was signed.
 */
export function explanation({ secrets, body, signature, computed }) {
  const report = explain(secrets, body, signature, { computed });
  const text = Object.fromEntries(report.forms.map((form) => [form.form, form.text]));
  const comparisons = report.differences.map(({ between, offset }) => {
    const [left, right] = between.map((form) => text[form]);
    return { between, ...diff(left, right, offset) };
  });
  return { report, comparisons, picture: picture(report, text) };
}

/**
 * The body is compared in the form that was signed, so that the cause alone is marked; as it was given, where it has no
 * such form. Null if the cause is not in the body.
 */
function picture({ findings: [{ form, signed } = {}] }, text) {
  if (!signed?.steps.some(({ cause }) => cause)) return null;
  const given = [form, "raw"].find((one) => text[one] !== "" && text[one] !== signed.text);
  if (given === undefined) return null;
  return { form: given, ...diff(text[given], signed.text, firstDifference(text[given], signed.text)) };
}
