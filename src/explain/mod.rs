//! Why a signature does not match.

mod body;
mod cause;
mod difference;
mod digest;
mod extent;
mod header;
mod redact;
mod report;
mod search;
mod secret;
mod tokens;
mod words;

use core::fmt;

use serde::Serialize;

pub use cause::Cause;
pub use difference::Difference;

use crate::{
    Error,
    json::{Error as JsonError, Form, Rewriter, Text},
    signature::{Key, Signature},
    webhook::Candidates,
};
use redact::Redactor;
use search::{FORMS, Outcome, diagnosed, search};
use tokens::from_utf16;

/// Of each form the report has so many bytes at most.
const MAX_TEXT: usize = 1 << 16;

/// Says why a signature does not match: which mistake with the secret, the header or the body would make it match, and
/// where the forms of the body differ. The report can be had [in words](Explanation#impl-Display-for-Explanation) and,
/// by `serde`, [as JSON](Explanation#impl-Serialize-for-Explanation).
///
/// It is for people at a desk, never for the path of a request: it takes thousands of times as long as verifying, and
/// its report holds the payload and signatures that are valid for it. It never holds a secret: where one stands in the
/// payload, in any of the ways that are tried, and also escaped or as base64, hex, UTF-16 or the numbers of its bytes,
/// `[secret]` is shown. That holds for 4 bytes to 4 KiB; a longer secret is found as it is and escaped, a shorter one
/// not.
///
/// ```
/// use heron_webhooks::{Cause, Webhook, explain, json::Form};
///
/// let body = r#"{"topic": "end_user.processed", "data": {"name": "Zoë"}}"#;
/// let signature = Webhook::new(["sec_test"])?.sign(body, Form::Python)?.to_string();
///
/// let explanation = explain(["sec_test\n"], body, &signature);
/// let finding = &explanation.findings()[0];
/// assert_eq!(finding.causes(), [Cause::SecretNewline]);
/// assert_eq!(finding.causes()[0].advice(), "Strip it where it is read: files and `echo` end with one.");
/// assert_eq!(finding.form(), Some(Form::Python));
/// assert_eq!(explanation.differences()[2].reason(), r"Python writes \u00eb, JavaScript writes ë");
/// # Ok::<(), heron_webhooks::Error>(())
/// ```
///
/// # What is tried
///
/// Every [`Cause`] alone, with every form and secret. If none is it, two together: one of the secret, of the digest, of
/// what happened to the body or of how the signed text is written, with one of another of these four; what is around a
/// secret with what was done to it; `ensure_ascii=False` with another spelling. (Of the floats that a body may have
/// had, only all at once.) What is wrong with the header is put right each time. The first that match end the search.
/// A match is proof: that text was signed. Only if nothing matches are secret, header and body judged by their looks.
///
/// [`ruled_out`](Explanation::ruled_out) has the causes that were tried alone in every way that they can have;
/// [`tried_in_part`](Explanation::tried_in_part) those of which some ways remain, such as the place where a body was
/// cut.
///
/// # Bounds
///
/// The verdict takes any body and any number of secrets, in linear time. The rest is bounded: the first 8 secrets;
/// 128 MiB of text made and hashed, which covers every cause alone up to some 700 KiB of body and the pairs up to some
/// 100 KiB ([`is_exhaustive`](Explanation::is_exhaustive) says whether it did); 64 values of a secret that is a JSON
/// object; 4 values of a joined header of up to 4096 bytes; the combinations of 8 floats that lost their `.0`; objects
/// of 4096 keys and 64 levels for the order of keys. The report holds 64 KiB of each form, and excerpts of some 70 characters.
#[must_use]
pub fn explain<'a, S: AsRef<[u8]>>(
    secrets: impl IntoIterator<Item = S>,
    body: impl Into<Text<'a>>,
    signature: impl AsRef<[u8]>,
) -> Explanation {
    let secrets: Vec<S> = secrets.into_iter().collect();
    let secrets: Vec<&[u8]> = secrets.iter().map(AsRef::as_ref).collect();
    explained(&secrets, body.into(), signature.as_ref())
}

fn explained(secrets: &[&[u8]], body: Text<'_>, header: &[u8]) -> Explanation {
    let (indices, keys): (Vec<usize>, Vec<Key>) =
        secrets.iter().enumerate().filter_map(|(index, secret)| Some((index, Key::new(secret).ok()?))).unzip();
    let signature = Signature::parse(header);
    let matched = signature.as_ref().ok().and_then(|expected| {
        let secret_of = |message: &[u8]| keys.iter().position(|key| key.sign(message) == *expected);
        Candidates { text: body, forms: [true; 3], likely: Form::Raw }.find(&mut Rewriter::new(), secret_of)
    });
    let verdict =
        matched.map_or(Verdict::Mismatch, |found| Verdict::Match { form: found.form, secret: indices[found.secret] });

    let diagnosed = diagnosed(secrets);
    let redactor = Redactor::new(secrets);
    let texts = FORMS.map(|form| crate::json::rewrite(body, form));
    let form_texts = [0, 1, 2].map(|form| form_text(&texts, form, diagnosed, &redactor));
    let differences = [[0, 1], [0, 2], [1, 2]]
        .into_iter()
        .filter(|pair| pair.iter().all(|&form| form_texts[form].identical_to.is_none()));
    let differences = differences.filter_map(|pair| {
        let [Ok(left), Ok(right)] = pair.map(|form| &texts[form]) else {
            return None;
        };
        Difference::of(pair.map(|form| FORMS[form]), [left, right], &redactor)
    });

    let mut outcome = Outcome::default();
    if verdict == Verdict::Mismatch {
        outcome = search(secrets, body, header);
        if outcome.findings.is_empty() {
            outcome.findings = looks(diagnosed, body.as_bytes(), header);
            let is_suspected = |cause: &Cause| outcome.findings.iter().any(|finding| finding.causes.contains(cause));
            outcome.ruled_out.retain(|cause| !is_suspected(cause));
            outcome.tried_in_part.retain(|cause| !is_suspected(cause));
        }
    }
    Explanation {
        verdict,
        signature_error: signature.err(),
        differences: differences.collect(),
        forms: form_texts,
        secrets: secrets.len(),
        known_prefix: secrets.iter().any(|secret| secret::core(secret).starts_with(b"sec_")),
        outcome,
    }
}

fn form_text(texts: &[Result<Vec<u8>, JsonError>; 3], form: usize, secrets: &[&[u8]], redactor: &Redactor) -> FormText {
    let text = texts[form].as_deref().unwrap_or_default();
    let same = (0..form).find(|&other| texts[other].as_deref() == Ok(text) && texts[form].is_ok());
    // Not within a character.
    let cut = (0..=text.len().min(MAX_TEXT)).rev().find(|&end| text.get(end).is_none_or(|byte| byte & 0xc0 != 0x80));
    let signatures = secrets.iter().map(|secret| Some(Key::new(secret).ok()?.sign(text)));
    FormText {
        form: FORMS[form],
        len: text.len(),
        text: redactor.show(text, 0..cut.unwrap_or_default()),
        truncated: text.len() > MAX_TEXT,
        signatures: if texts[form].is_ok() { signatures.collect() } else { Vec::new() },
        identical_to: same.map(|other| FORMS[other]),
        error: texts[form].as_ref().err().copied(),
    }
}

/// What is suspicious without any signature that would prove it.
fn looks(secrets: &[&[u8]], body: &[u8], header: &[u8]) -> Vec<Finding> {
    let any = |look: fn(&[u8]) -> bool| secrets.iter().any(|secret| look(secret));
    let suspicions = [
        (Cause::SecretEmpty, secrets.is_empty() || any(|secret| secret::core(secret).is_empty())),
        (Cause::SecretUtf16, any(|secret| from_utf16(secret).is_some())),
        (Cause::SecretJson, any(|secret| secret::is_json_object(secret::core(secret)))),
        (Cause::ApiCredentials, any(secret::looks_like_api_credentials)),
        (Cause::SignatureIsSecret, header::looks_like_a_secret(header, secrets)),
        (Cause::BodyEmpty, body.is_empty()),
        (Cause::BodyUtf16, from_utf16(body).is_some()),
        // The latter is left where bytes that are no UTF-8 were replaced.
        (Cause::BodyGzip, body.starts_with(b"\x1f\x8b\x08") || body.starts_with("\u{1f}\u{fffd}\u{8}".as_bytes())),
        (Cause::BodyObjectObject, body.trim_ascii() == b"[object Object]"),
        (Cause::BodyReplacement, body.windows(3).any(|bytes| bytes == "\u{fffd}".as_bytes())),
    ];
    let suspected = suspicions.into_iter().filter(|suspicion| suspicion.1);
    suspected.map(|(cause, _)| Finding::suspected(cause)).collect()
}

/// Whether a signature matches, as [`Webhook::verify`](crate::Webhook::verify) says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It does.
    Match {
        /// The form of the body that was signed.
        form: Form,
        /// Which secret signed it, counted from 0.
        secret: usize,
    },
    /// It does not.
    Mismatch,
}

/// What would make the signature match, or is suspicious.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    proven: bool,
    form: Option<Form>,
    #[serde(rename = "secretIndex")]
    secret: Option<usize>,
    causes: Vec<Cause>,
}

impl Finding {
    /// Causes with which this form and this secret give the signature.
    fn proven(causes: Vec<Cause>, form: Form, secret: usize) -> Self {
        Self { proven: true, form: Some(form), secret: Some(secret), causes }
    }

    /// A cause that nothing proves.
    fn suspected(cause: Cause) -> Self {
        Self { proven: false, form: None, secret: None, causes: vec![cause] }
    }

    /// What is wrong, all of it together: at least one cause.
    #[must_use]
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// Whether the signature matches once the causes are put right; otherwise they are only suspected by their looks.
    #[must_use]
    pub const fn is_proven(&self) -> bool {
        self.proven
    }

    /// The form of the body that was signed, if that is proven.
    #[must_use]
    pub const fn form(&self) -> Option<Form> {
        self.form
    }

    /// The secret that it was signed with, counted from 0, if that is proven.
    #[must_use]
    pub const fn secret(&self) -> Option<usize> {
        self.secret
    }
}

/// One form of the body, and its signatures.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormText {
    form: Form,
    #[serde(rename = "length")]
    len: usize,
    text: String,
    truncated: bool,
    identical_to: Option<Form>,
    signatures: Vec<Option<Signature>>,
    #[serde(serialize_with = "report::text_error")]
    error: Option<JsonError>,
}

impl FormText {
    /// The form.
    #[must_use]
    pub const fn form(&self) -> Form {
        self.form
    }

    /// Its length in bytes.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether it has no bytes.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The text: payload. Of a long one the first 64 KiB; what is not UTF-8 is replaced.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether [`text`](Self::text) is only the beginning.
    #[must_use]
    pub const fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// Its signature with each of the first 8 secrets; none for an empty secret. Empty if there is no such form.
    #[must_use]
    pub fn signatures(&self) -> &[Option<Signature>] {
        &self.signatures
    }

    /// An earlier form that has the same text.
    #[must_use]
    pub const fn identical_to(&self) -> Option<Form> {
        self.identical_to
    }

    /// Why the body does not have this form.
    #[must_use]
    pub const fn error(&self) -> Option<JsonError> {
        self.error
    }
}

/// Without the text.
impl fmt::Debug for FormText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FormText").field("form", &self.form).field("len", &self.len).finish_non_exhaustive()
    }
}

/// What [`explain`] found.
#[derive(Clone)]
pub struct Explanation {
    verdict: Verdict,
    signature_error: Option<Error>,
    forms: [FormText; 3],
    differences: Vec<Difference>,
    secrets: usize,
    known_prefix: bool,
    outcome: Outcome,
}

impl Explanation {
    /// Whether the signature matches.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// What is wrong with the header itself: [`Error::SignatureMissing`], [`Error::SignatureMalformed`].
    #[must_use]
    pub const fn signature_error(&self) -> Option<&Error> {
        self.signature_error.as_ref()
    }

    /// The raw, the Python and the JavaScript form.
    #[must_use]
    pub const fn forms(&self) -> &[FormText; 3] {
        &self.forms
    }

    /// Where the forms that are not the same first differ: raw and Python, raw and JavaScript, Python and JavaScript.
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// On a mismatch, what would make the signature match, the most specific first; or what is suspicious.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.outcome.findings
    }

    /// If nothing matched, the causes that were tried in full: none of them, put right alone, makes the signature
    /// match.
    #[must_use]
    pub fn ruled_out(&self) -> &[Cause] {
        &self.outcome.ruled_out
    }

    /// If nothing matched, the causes that were tried, but not in every way that they can have: each may still be it.
    #[must_use]
    pub fn tried_in_part(&self) -> &[Cause] {
        &self.outcome.tried_in_part
    }

    /// Whether the search came to its end: for a large body it stops after 128 MiB of text.
    #[must_use]
    pub const fn is_exhaustive(&self) -> bool {
        self.outcome.exhaustive
    }
}

/// Without the texts.
impl fmt::Debug for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Explanation")
            .field("verdict", &self.verdict)
            .field("findings", &self.outcome.findings)
            .finish_non_exhaustive()
    }
}
