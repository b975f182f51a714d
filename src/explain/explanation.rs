//! The result of a diagnosis: the verdict, the findings, and the forms of the body.

use core::fmt;

use serde::Serialize;

use super::outcome::Outcome;
use super::{Cause, Difference, Finding, report};
use crate::{
    Error,
    json::{Error as JsonError, Form},
    signature::Signature,
};

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

/// One form of the body, and its signatures.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormText {
    pub(super) form: Form,
    #[serde(rename = "length")]
    pub(super) len: usize,
    pub(super) text: String,
    pub(super) truncated: bool,
    pub(super) identical_to: Option<Form>,
    pub(super) signatures: Vec<Option<Signature>>,
    #[serde(serialize_with = "report::text_error")]
    pub(super) error: Option<JsonError>,
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

/// The result of [`explain`](super::explain()).
#[derive(Clone)]
pub struct Explanation {
    pub(super) verdict: Verdict,
    pub(super) signature_error: Option<Error>,
    pub(super) forms: [FormText; 3],
    pub(super) differences: Vec<Difference>,
    pub(super) secrets: usize,
    pub(super) known_prefix: bool,
    pub(super) outcome: Outcome,
    pub(super) computed: Option<Computed>,
}

/// How another code came to its signature.
#[derive(Clone)]
pub struct Computed {
    pub(super) verdict: Verdict,
    pub(super) outcome: Outcome,
}

impl Computed {
    /// Whether it is right for a form of the body. It may still be another than the header's.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Otherwise which causes, done to the body, the secret or the digest, give it.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.outcome.findings
    }
}

/// Without the texts.
impl fmt::Debug for Computed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Computed")
            .field("verdict", &self.verdict)
            .field("findings", &self.outcome.findings)
            .finish_non_exhaustive()
    }
}

impl Explanation {
    /// Whether the signature matches.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The error of the header itself: [`Error::SignatureMissing`], [`Error::SignatureMalformed`].
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

    /// Whether the search came to its end: for a large body it stops after 64 MiB of text.
    #[must_use]
    pub const fn is_exhaustive(&self) -> bool {
        self.outcome.exhaustive
    }

    /// How your code came to its signature, if that was [given](super::explain_computed).
    #[must_use]
    pub const fn computed(&self) -> Option<&Computed> {
        self.computed.as_ref()
    }

    /// How many bytes of text the search made and hashed, of at most 64 MiB.
    #[must_use]
    pub const fn work(&self) -> usize {
        self.outcome.work
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
