//! Errors of a JSON text, and their places.

use core::fmt;

/// Why a text could not be rewritten, and at which byte of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    offset: usize,
}

impl Error {
    /// An error of this kind at this byte.
    pub(crate) const fn new(kind: ErrorKind, offset: usize) -> Self {
        Self { kind, offset }
    }

    /// The kind of error.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The byte of the text, counted from 0, at which it is wrong.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.kind, self.offset)
    }
}

impl std::error::Error for Error {}

/// The kind of error in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u8)]
pub enum ErrorKind {
    /// The text ends inside a value, or holds none.
    UnexpectedEnd = 1,
    /// A byte that cannot stand here: not a value, comma, colon or closing bracket.
    UnexpectedByte = 2,
    /// Something follows the value.
    TrailingBytes = 3,
    /// A number that RFC 8259 does not know, such as `01`, `.5` or `1e`.
    InvalidNumber = 4,
    /// A raw control character (U+0000 to U+001F) inside a string.
    ControlCharacter = 5,
    /// A backslash that begins no escape of RFC 8259.
    InvalidEscape = 6,
    /// Bytes that are not UTF-8.
    InvalidUtf8 = 7,
    /// A byte order mark in a text that was already decoded.
    ByteOrderMark = 8,
    /// `NaN`, `Infinity` or `-Infinity`, which Python writes and JSON does not know.
    NonFinite = 9,
    /// An integer of more than 4300 digits, which CPython refuses.
    IntegerTooLong = 10,
    /// Arrays and objects nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep = 11,
    /// The text, or what it is rewritten to, does not fit in memory.
    TooLarge = 12,
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnexpectedEnd => "the JSON text ends too early: was the body cut short?",
            Self::UnexpectedByte => "the text is not JSON: unexpected character",
            Self::TrailingBytes => "the text is not JSON: something follows the value",
            Self::InvalidNumber => "the text is not JSON: malformed number",
            Self::ControlCharacter => "the text is not JSON: a control character in a string must be escaped",
            Self::InvalidEscape => "the text is not JSON: malformed escape in a string",
            Self::InvalidUtf8 => "the text is not UTF-8: pass the body's bytes as they were received",
            Self::ByteOrderMark => "a byte order mark in a string: pass the body's bytes, or drop it",
            Self::NonFinite => "NaN and Infinity are Python's, not JSON",
            Self::IntegerTooLong => "an integer of more than 4300 digits, which Python refuses",
            Self::TooDeep => "arrays and objects are nested deeper than 10000 levels",
            Self::TooLarge => "the text does not fit in memory",
        })
    }
}
