//! Everything that can be wrong, by whose fault it is likely to be.

use core::fmt;

use crate::{json, malformed::MalformedSignature};

/// Why nothing was signed, or why a webhook was not accepted. It never contains a secret or a payload.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The receiver's own: no secret was given.
    NoSecret,
    /// The receiver's own: a secret is empty.
    EmptySecret,
    /// The sender's, or a proxy's: the request has no signature.
    SignatureMissing,
    /// The sender's, or a proxy's: the header is not a signature.
    SignatureMalformed(MalformedSignature),
    /// A forger's, or the receiver's if the secret is the wrong one or the body was changed on the way.
    SignatureMismatch,
    /// The sender's: the body is larger than the receiver takes. Both in bytes.
    BodyTooLarge {
        /// The body's length.
        len: usize,
        /// The most that is taken.
        limit: usize,
    },
    /// The sender's: the text cannot be rewritten.
    Json(json::Error),
    /// The sender's: the signature is genuine, but the signed text is not an event.
    Event(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSecret => f.write_str("no secret was given: pass the one that the dashboard shows, `sec_…`"),
            Self::EmptySecret => f.write_str("a secret is empty: pass the one that the dashboard shows, `sec_…`"),
            Self::SignatureMissing => f.write_str(
                "there is no signature: the request has no Heron-Signature header, or its value was not passed",
            ),
            Self::SignatureMalformed(why) => write!(f, "the signature is malformed: {why}"),
            Self::SignatureMismatch => f.write_str(
                "the signature does not match: the secret is another one, or the body is not as it was received; \
                 `npx heron-webhooks explain` looks for the cause",
            ),
            Self::BodyTooLarge { len, limit } => {
                write!(f, "the body has {len} bytes, more than the limit of {limit}: raise it if you expect that")
            }
            Self::Json(error) => error.fmt(f),
            Self::Event(why) => write!(f, "the signature is genuine, but the message is not an event: {why}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<json::Error> for Error {
    fn from(error: json::Error) -> Self {
        Self::Json(error)
    }
}
