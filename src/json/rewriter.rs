//! The buffers of a pass, kept from one text to the next.

use core::fmt;

use super::error::Error;
use super::reader::{self, Buffers, Place};
use super::text::{Form, Text};

/// Rewrites texts one after the other in buffers that it keeps.
///
/// ```
/// use heron_webhooks::json::{Form, Rewriter};
///
/// let mut rewriter = Rewriter::new();
/// for text in ["[1.50]", "[ 1.5 ]"] {
///     assert_eq!(rewriter.rewrite(text.into(), Form::Python)?, b"[1.5]");
/// }
/// # Ok::<(), heron_webhooks::json::Error>(())
/// ```
#[derive(Default)]
pub struct Rewriter {
    buffers: Buffers,
    place: Place,
}

impl Rewriter {
    /// A rewriter with empty buffers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The text in another form: its own bytes where it has that form already, if that was noticed.
    ///
    /// # Errors
    ///
    /// The kind and the byte of the first error: the text is not JSON (RFC 8259), not UTF-8, deeper than
    /// [`MAX_DEPTH`](super::MAX_DEPTH), larger than [`MAX_LEN`](super::MAX_LEN) or than the memory at hand, or this
    /// form's implementation refuses it: CPython an integer of more than 4300 digits, JavaScript `NaN` and `Infinity`.
    /// [`Form::Raw`] never fails.
    pub fn rewrite<'a>(&'a mut self, text: Text<'a>, form: Form) -> Result<&'a [u8], Error> {
        self.place = Place::default();
        self.place = match form {
            Form::Raw => Place::Original(0..text.as_bytes().len()),
            Form::Python => reader::rewrite::<false>(text, &mut self.buffers)?,
            Form::JavaScript => reader::rewrite::<true>(text, &mut self.buffers)?,
        };
        Ok(self.last(text))
    }

    /// The result of the last rewrite, which was a successful one of this text.
    pub(crate) fn last<'a>(&'a self, text: Text<'a>) -> &'a [u8] {
        match &self.place {
            Place::Original(range) => text.as_bytes().get(range.clone()).unwrap_or_default(),
            Place::Printed(len) => &self.buffers.printed[..*len],
            Place::Reordered => self.buffers.objects.reordered(),
        }
    }

    /// Overwrites what was rewritten since the last time, and gives back the buffers that grew beyond a megabyte.
    pub fn clear(&mut self) {
        self.buffers.clear();
        self.place = Place::default();
    }
}

/// Without the texts.
impl fmt::Debug for Rewriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rewriter").finish_non_exhaustive()
    }
}

/// One text in another form. To rewrite many, keep a [`Rewriter`].
///
/// # Errors
///
/// As [`Rewriter::rewrite`].
pub fn rewrite<'a>(text: impl Into<Text<'a>>, form: Form) -> Result<Vec<u8>, Error> {
    let mut rewriter = Rewriter::new();
    rewriter.rewrite(text.into(), form).map(<[u8]>::to_vec)
}
