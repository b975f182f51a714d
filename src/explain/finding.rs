//! What was found: causes, and the text that was signed.

use core::{fmt, ops::Range};

use serde::Serialize;

use super::redact::Redactor;
use super::{Cause, Place, report};
use crate::json::Form;

/// Causes that would make the signature match, or that are suspected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub(super) proven: bool,
    pub(super) form: Option<Form>,
    #[serde(rename = "secretIndex")]
    pub(super) secret: Option<usize>,
    pub(super) causes: Vec<Cause>,
    pub(super) signed: Option<SignedText>,
    pub(super) place: Option<Place>,
}

impl Finding {
    /// A cause that nothing proves.
    pub(super) fn suspected(cause: Cause, body: &[u8], place: &Range<usize>, redactor: &Redactor) -> Self {
        let place = (!place.is_empty()).then(|| Place::of(body, place.start, redactor));
        Self { proven: false, form: None, secret: None, causes: vec![cause], signed: None, place }
    }

    /// All that is wrong together: at least one cause.
    #[must_use]
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// Whether the signature matches once the causes are put right; otherwise they are only suspected.
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

    /// The text that was signed, and how the body becomes it, if that is proven.
    #[must_use]
    pub const fn signed(&self) -> Option<&SignedText> {
        self.signed.as_ref()
    }

    /// Where in the body a suspected cause shows, if it is one place.
    #[must_use]
    pub const fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }
}

/// The text that was signed: the body, once it is repaired.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct SignedText {
    #[serde(rename = "length")]
    pub(super) len: usize,
    pub(super) text: String,
    pub(super) truncated: bool,
    pub(super) steps: Vec<Step>,
}

impl SignedText {
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

    /// How the body that was given becomes this text, one repair after the other.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }
}

/// Without the text.
impl fmt::Debug for SignedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedText").field("len", &self.len).finish_non_exhaustive()
    }
}

/// One repair on the way from the body that was given to the text that was signed.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    #[serde(serialize_with = "report::id")]
    pub(super) cause: Option<Cause>,
    pub(super) form: Option<Form>,
    pub(super) before: Place,
    pub(super) after: Place,
}

impl Step {
    /// What is put right; none where a form of the text is made.
    #[must_use]
    pub const fn cause(&self) -> Option<Cause> {
        self.cause
    }

    /// The form that is made.
    #[must_use]
    pub const fn form(&self) -> Option<Form> {
        self.form
    }

    /// Where the text first changes, before this repair and after it.
    #[must_use]
    pub const fn places(&self) -> [&Place; 2] {
        [&self.before, &self.after]
    }
}

/// Without the texts.
impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Step").field("cause", &self.cause).field("form", &self.form).finish_non_exhaustive()
    }
}
