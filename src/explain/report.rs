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
///     "causes": [{"id": "secret_newline", "text": "…", "advice": "…"}]
///   }],
///   "ruledOut": [], "triedInPart": [], "exhaustive": true, "remains": [],
///   "forms": [{
///     "form": "raw", "length": 7, "text": "{\"a\":1}", "truncated": false, "identicalTo": null,
///     "signatures": ["…"], "error": null
///   }],
///   "differences": [{
///     "between": ["raw", "python"], "offset": 5, "line": 1, "column": 6,
///     "excerptOffset": 0, "excerpts": ["…", "…"], "reason": "…"
///   }],
///   "text": "…",
///   "payload": ["forms[].text", "differences[].excerpts[]", "differences[].reason", "text"]
/// }
/// ```
///
/// `text` is the report in words. `payload` names the members that quote the body; no other member does. `error` is an
/// object with an `offset`, in bytes, and a `message`. On a match `form` and `secretIndex` say which form and which
/// secret, counted from 0.
impl Serialize for Explanation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (verdict, form, secret_index) = match self.verdict {
            Verdict::Match { form, secret } => ("match", Some(form), Some(secret)),
            Verdict::Mismatch => ("mismatch", None, None),
        };
        let report = Report {
            verdict,
            form,
            secret_index,
            signature_error: self.signature_error().map(SignatureError::of),
            findings: self.findings(),
            ruled_out: ids(self.ruled_out()),
            tried_in_part: ids(self.tried_in_part()),
            exhaustive: self.is_exhaustive(),
            remains: self.remains(),
            forms: self.forms(),
            differences: self.differences(),
            text: self.to_string(),
            payload: ["forms[].text", "differences[].excerpts[]", "differences[].reason", "text"],
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
    ruled_out: Vec<&'static str>,
    tried_in_part: Vec<&'static str>,
    exhaustive: bool,
    remains: Vec<&'static str>,
    forms: &'a [FormText; 3],
    differences: &'a [Difference],
    text: String,
    payload: [&'static str; 4],
}

fn ids(causes: &[Cause]) -> Vec<&'static str> {
    causes.iter().map(|cause| cause.id()).collect()
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
