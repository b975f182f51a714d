//! The report for programs: its members and their names, as `pkg/explain.d.ts` declares them.

use serde::{Serialize, Serializer};

use super::{Cause, Difference, Explanation, Finding, FormText, Verdict};
use crate::{
    Error,
    json::{Error as JsonError, Form},
};

/// As one object, here as JSON; new members may be added.
///
/// ```json
/// {
///   "verdict": "mismatch", "form": null, "secretIndex": null,
///   "signatureError": {"code": "signature_malformed", "message": "…"},
///   "findings": [{
///     "proven": true, "form": "python", "secretIndex": 0,
///     "causes": [{"id": "signed_sorted", "text": "…", "advice": "…"}],
///     "signed": {
///       "length": 7, "text": "{\"a\":1}", "truncated": false,
///       "steps": [{
///         "cause": "signed_sorted", "form": null,
///         "before": {"offset": 5, "line": 1, "column": 6, "excerptOffset": 0, "excerpt": "…"}, "after": {}
///       }]
///     },
///     "place": null
///   }],
///   "ruledOut": [], "triedInPart": [], "exhaustive": true, "work": 104729, "remains": [], "computed": null,
///   "forms": [{
///     "form": "raw", "length": 7, "text": "{\"a\":1}", "truncated": false, "identicalTo": null,
///     "signatures": ["…"], "error": null
///   }],
///   "differences": [{
///     "between": ["raw", "python"], "offset": 5, "line": 1, "column": 6,
///     "excerptOffset": 0, "excerpts": ["…", "…"], "reason": "…"
///   }],
///   "text": "…",
///   "payload": ["forms[].text", "differences[].excerpts[]", "differences[].reason", "findings[].signed.text", "…"]
/// }
/// ```
///
/// `computed`, if it was given, has the `form`, the `secretIndex` and the `findings` of the code's own signature.
/// `text` is the report in words. `payload` names the members that quote the body; no other member does. `error` is an
/// object with an `offset`, in bytes, and a `message`. On a match `form` and `secretIndex` say which form and which
/// secret, counted from 0.
impl Serialize for Explanation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (form, secret_index) = matched(self.verdict);
        let verdict = if form.is_some() { "match" } else { "mismatch" };
        let report = Report {
            verdict,
            form,
            secret_index,
            signature_error: self.signature_error().map(SignatureError::of),
            findings: self.findings(),
            ruled_out: self.ruled_out(),
            tried_in_part: self.tried_in_part(),
            exhaustive: self.is_exhaustive(),
            work: self.work(),
            remains: self.remains(),
            computed: self.computed.as_ref().map(|computed| {
                let (form, secret_index) = matched(computed.verdict);
                ComputedReport { form, secret_index, findings: computed.findings() }
            }),
            forms: self.forms(),
            differences: self.differences(),
            text: self.to_string(),
            payload: PAYLOAD,
        };
        report.serialize(serializer)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'a> {
    verdict: &'static str,
    form: Option<Form>,
    secret_index: Option<usize>,
    signature_error: Option<SignatureError>,
    findings: &'a [Finding],
    ruled_out: &'a [Cause],
    tried_in_part: &'a [Cause],
    exhaustive: bool,
    work: usize,
    remains: Vec<&'static str>,
    computed: Option<ComputedReport<'a>>,
    forms: &'a [FormText; 3],
    differences: &'a [Difference],
    text: String,
    payload: [&'static str; 9],
}

const PAYLOAD: [&str; 9] = [
    "forms[].text",
    "differences[].excerpts[]",
    "differences[].reason",
    "findings[].signed.text",
    "findings[].signed.steps[].before.excerpt",
    "findings[].signed.steps[].after.excerpt",
    "findings[].place.excerpt",
    "computed.findings[]",
    "text",
];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ComputedReport<'a> {
    form: Option<Form>,
    secret_index: Option<usize>,
    findings: &'a [Finding],
}

fn matched(verdict: Verdict) -> (Option<Form>, Option<usize>) {
    match verdict {
        Verdict::Match { form, secret } => (Some(form), Some(secret)),
        Verdict::Mismatch => (None, None),
    }
}

#[derive(Serialize)]
struct SignatureError {
    code: &'static str,
    message: String,
}

impl SignatureError {
    fn of(error: &Error) -> Self {
        let code = match error {
            Error::SignatureMissing => "signature_missing",
            _ => "signature_malformed",
        };
        Self { code, message: error.to_string() }
    }
}

/// Why a body does not have a form, and at which of its bytes.
#[derive(Serialize)]
struct TextError {
    offset: usize,
    message: String,
}

/// Serialises [`FormText::error`].
#[allow(clippy::ref_option, reason = "serde's signature")]
pub(super) fn text_error<S: Serializer>(error: &Option<JsonError>, serializer: S) -> Result<S::Ok, S::Error> {
    error.map(|error| TextError { offset: error.offset(), message: error.to_string() }).serialize(serializer)
}

/// Serialises [`Step::cause`](super::Step).
#[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
pub(super) fn id<S: Serializer>(cause: &Option<Cause>, serializer: S) -> Result<S::Ok, S::Error> {
    cause.map(Cause::id).serialize(serializer)
}
