//! Why a header is not a signature.

use core::fmt;

/// How a header that is not a signature looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MalformedSignature {
    /// 64 hexadecimal digits.
    Hex,
    /// Base64 with `-` and `_` instead of `+` and `/`.
    Base64Url,
    /// A character that base64 does not have, at this byte of the header.
    Character(usize),
    /// Another length than 44 characters.
    Length(usize),
    /// 44 characters of base64 that are not the canonical encoding of 32 bytes.
    NotCanonical,
}

impl MalformedSignature {
    /// `expected`: the length of a signature in base64.
    pub(crate) fn of(header: &[u8], expected: usize) -> Self {
        let base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
        let base64url = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_=".contains(byte);
        let not_base64 = header.iter().position(|byte| !base64(byte));
        match (header.len(), not_base64) {
            (64, _) if header.iter().all(u8::is_ascii_hexdigit) => Self::Hex,
            (_, Some(_)) if header.iter().all(base64url) => Self::Base64Url,
            (_, Some(offset)) => Self::Character(offset),
            (len, None) if len == expected => Self::NotCanonical,
            (len, None) => Self::Length(len),
        }
    }
}

impl fmt::Display for MalformedSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hex => f.write_str("it is written in hex, Heron writes base64"),
            Self::Base64Url => f.write_str("it is base64url, Heron writes the standard alphabet"),
            Self::Character(offset) => {
                write!(f, "byte {offset} is not a base64 character: pass the header's value as it was received")
            }
            Self::Length(1) => f.write_str("it has 1 character, a signature has 44"),
            Self::Length(len) => write!(f, "it has {len} characters, a signature has 44"),
            Self::NotCanonical => f.write_str("its 44 characters are not the base64 of 32 bytes"),
        }
    }
}
