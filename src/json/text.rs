//! A text to rewrite, the forms, and the limits.

use core::fmt;

use serde::{Serialize, Serializer};

/// The deepest nesting of arrays and objects that is read, in levels. No signer prints deeper texts by default, except
/// for the newest engines: CPython 3.8 to 3.11 print 994 levels, 3.12 prints 1,497, 3.13 prints 9,998; Node 20 prints
/// 4,175.
pub const MAX_DEPTH: usize = 10_000;

/// The longest text that is read, in bytes: offsets into its longest rewriting fit 32 bits.
pub const MAX_LEN: usize = 1 << 29;

/// U+FEFF in UTF-8, as bytes off the wire may begin with it: a rewrite drops it, and
/// [`Verified::message`](crate::Verified::message) keeps it where it was signed.
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

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

impl Form {
    /// All of them, in the order in which they are tried.
    pub const ALL: [Self; 3] = [Self::Raw, Self::Python, Self::JavaScript];

    /// Its name in reports and in the npm package: `raw`, `python` or `javascript`.
    ///
    /// ```
    /// assert_eq!(heron_webhooks::json::Form::JavaScript.name(), "javascript");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Raw => "raw",
            Self::Python => "python",
            Self::JavaScript => "javascript",
        }
    }
}

/// As its [name](Form::name).
impl Serialize for Form {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
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
