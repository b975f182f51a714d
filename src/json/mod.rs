//! A JSON text rewritten as another implementation would print it.
//!
//! Heron signs a *serialisation* of the payload, not the bytes on the wire, and its documentation gives two:
//! CPython's `json.dumps(json.loads(text), separators=(",", ":"))` and ECMA-262's `JSON.stringify(JSON.parse(text))`.
//! [`rewrite`] goes from a text to either in one pass, without building values: most bytes are copied as they stand.
//!
//! ```
//! use heron_webhooks::json::{Form, rewrite};
//!
//! let text = r#"{"name": "Zo\u00eb", "amount": 1.0, "10": 1e16}"#;
//! assert_eq!(rewrite(text, Form::Python)?, br#"{"name":"Zo\u00eb","amount":1.0,"10":1e+16}"#);
//! assert_eq!(rewrite(text, Form::JavaScript)?, r#"{"10":10000000000000000,"name":"Zoë","amount":1}"#.as_bytes());
//! # Ok::<(), heron_webhooks::json::Error>(())
//! ```

mod big;
mod block;
mod decimal;
mod error;
mod key;
mod layout;
mod number;
mod object;
mod order;
mod printer;
mod reader;
mod string;

use core::{fmt, ops::Range};

pub use error::{Error, ErrorKind};

/// The deepest nesting of arrays and objects that is read, in levels.
pub const MAX_DEPTH: usize = 10_000;

/// The longest text that is read, in bytes: its longest rewriting still has 32-bit offsets.
pub const MAX_LEN: usize = 1 << 29;

/// U+FEFF in UTF-8.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A buffer that grew beyond this is given back by [`Rewriter::clear`].
const KEPT_CAPACITY: usize = 1 << 20;

/// Which serialisation of a payload is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// The bytes as received.
    #[default]
    Raw,
    /// `json.dumps(json.loads(text), separators=(",", ":"))`, as CPython 3.8 and later print it.
    Python,
    /// `JSON.stringify(JSON.parse(text))`, as ECMA-262 25.5.1 and 25.5.2 define it.
    JavaScript,
}

/// A JSON text as it was received.
#[derive(Clone, Copy)]
pub enum Text<'a> {
    /// Bytes off the wire: one UTF-8 byte order mark in front is dropped, as `TextDecoder` and `json.loads(bytes)` do.
    Bytes(&'a [u8]),
    /// A decoded string: a byte order mark in it is refused, as `JSON.parse` and `json.loads(str)` do.
    Str(&'a str),
}

impl<'a> Text<'a> {
    /// The bytes as received, with their byte order mark if they have one.
    #[must_use]
    pub const fn as_bytes(&self) -> &'a [u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Str(text) => text.as_bytes(),
        }
    }
}

impl<'a> From<&'a [u8]> for Text<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Text<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a> From<&'a Vec<u8>> for Text<'a> {
    fn from(bytes: &'a Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self::Str(text)
    }
}

impl<'a> From<&'a String> for Text<'a> {
    fn from(text: &'a String) -> Self {
        Self::Str(text)
    }
}

/// Without the text: a payload does not belong in a log.
impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, len) = match self {
            Self::Bytes(bytes) => ("Bytes", bytes.len()),
            Self::Str(text) => ("Str", text.len()),
        };
        write!(f, "{kind}({len} bytes)")
    }
}

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
    printed: Vec<u8>,
    /// How much of `printed` was written since it was wiped.
    used: usize,
    frames: Vec<reader::Frame>,
    objects: object::Objects,
    place: Place,
}

/// Where a rewritten text is to be found.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    /// It is a stretch of the original.
    Original(Range<usize>),
    /// The first bytes of [`Rewriter::printed`].
    Printed(usize),
    /// In [`Rewriter::objects`].
    Reordered,
}

impl Default for Place {
    fn default() -> Self {
        Self::Original(0..0)
    }
}

impl Rewriter {
    /// A rewriter with empty buffers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The text in another form; where it already has that form, the text's own bytes, unless that was hard to tell.
    ///
    /// # Errors
    ///
    /// What is wrong with the text and at which byte: it is no JSON (RFC 8259), no UTF-8, deeper than [`MAX_DEPTH`],
    /// larger than [`MAX_LEN`] or than the memory at hand, or this form's implementation refuses it: CPython an
    /// integer of more than 4300 digits, JavaScript `NaN` and `Infinity`. [`Form::Raw`] never fails.
    pub fn rewrite<'a>(&'a mut self, text: Text<'a>, form: Form) -> Result<&'a [u8], Error> {
        self.place = Place::default();
        self.place = match form {
            Form::Raw => Place::Original(0..text.as_bytes().len()),
            Form::Python => reader::rewrite::<false>(text, self)?,
            Form::JavaScript => reader::rewrite::<true>(text, self)?,
        };
        Ok(self.last(text))
    }

    /// Once more what the last rewrite, a successful one of this text, gave.
    pub(crate) fn last<'a>(&'a self, text: Text<'a>) -> &'a [u8] {
        match &self.place {
            Place::Original(range) => text.as_bytes().get(range.clone()).unwrap_or_default(),
            Place::Printed(len) => &self.printed[..*len],
            Place::Reordered => self.objects.orders.emitted(),
        }
    }

    /// Overwrites what was rewritten since the last time, and gives back the buffers that grew beyond a megabyte.
    pub fn clear(&mut self) {
        self.printed[..self.used].fill(0);
        self.used = 0;
        shrink(&mut self.printed);
        shrink(&mut self.frames);
        self.objects.clear();
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

fn shrink<T>(buffer: &mut Vec<T>) {
    if buffer.capacity() * size_of::<T>() > KEPT_CAPACITY {
        *buffer = Vec::new();
    }
}
