// The contents of Verify: the verdict, and the explanation, which takes longer.
import { Webhook } from "heron-webhooks";
import { explain } from "heron-webhooks/explain";
import { LARGEST_BODY } from "../limits.js";
import { diff } from "./diff.js";

/** Whether the signature matches. */
export function check({ secrets, body, signature }) {
  return new Webhook(secrets, { maxBodyBytes: LARGEST_BODY }).verify(body, signature);
}

/** The library's report, and for each of its differences all of the places where the two forms differ. */
export function explanation({ secrets, body, signature }) {
  const report = explain(secrets, body, signature);
  const text = Object.fromEntries(report.forms.map((form) => [form.form, form.text]));
  const comparisons = report.differences.map(({ between, offset }) => {
    const [left, right] = between.map((form) => text[form]);
    return { between, ...diff(left, right, offset) };
  });
  return { report, comparisons };
}
