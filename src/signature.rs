//! HMAC-SHA256 (RFC 2104, FIPS 180-4) with prepared keys, and strict base64 (RFC 4648) for the header.

use core::{fmt, hint::black_box};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Serialize, Serializer};
use sha2::Sha256;

use crate::Error;
pub use crate::malformed::MalformedSignature;

/// A secret made ready to sign with: HMAC up to the message, which every signature continues from a copy.
///
/// It is as secret as the secret itself: overwritten when dropped, and printed as redacted.
pub struct Key(Hmac<Sha256>);

impl Key {
    /// Prepares the key of a secret, which is used as its bytes are: for Heron the UTF-8 of `sec_…`.
    ///
    /// # Errors
    ///
    /// [`Error::EmptySecret`]: anybody can sign with an empty secret.
    pub fn new(secret: &[u8]) -> Result<Self, Error> {
        if secret.is_empty() {
            return Err(Error::EmptySecret);
        }
        // HMAC takes a key of any length.
        Hmac::new_from_slice(secret).map(Self).map_err(|_| Error::EmptySecret)
    }

    /// The signature of a message.
    ///
    /// ```
    /// use heron_webhooks::signature::Key;
    ///
    /// // RFC 4231, test case 2
    /// let signature = Key::new(b"Jefe")?.sign(b"what do ya want for nothing?");
    /// assert_eq!(signature.to_string(), "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
    /// # Ok::<(), heron_webhooks::Error>(())
    /// ```
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.0.clone().chain_update(message).finalize().into_bytes().into())
    }
}

/// Redacted.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(redacted)")
    }
}

/// The 32 bytes of an HMAC-SHA256. Two are compared in constant time.
#[derive(Clone, Copy)]
pub struct Signature([u8; 32]);

impl Signature {
    /// The length of a header's value, in characters.
    pub const ENCODED_LEN: usize = 44;

    /// Reads the value of a `Heron-Signature` header: exactly 44 characters of the standard alphabet of base64 with
    /// padding, none of whose bits is left over (RFC 4648, 3.5 and 4), without white space.
    ///
    /// # Errors
    ///
    /// [`Error::SignatureMissing`] for nothing at all, [`Error::SignatureMalformed`] for anything else.
    pub fn parse(header: &[u8]) -> Result<Self, Error> {
        if header.is_empty() {
            return Err(Error::SignatureMissing);
        }
        let mut bytes = [0; 32];
        if header.len() == Self::ENCODED_LEN && STANDARD.decode_slice(header, &mut bytes) == Ok(bytes.len()) {
            Ok(Self(bytes))
        } else {
            Err(Error::SignatureMalformed(MalformedSignature::of(header, Self::ENCODED_LEN)))
        }
    }

    /// The value of the header: 44 ASCII characters.
    #[must_use]
    pub fn encode(&self) -> [u8; Self::ENCODED_LEN] {
        let mut encoded = [0; Self::ENCODED_LEN];
        // 32 bytes make 44 characters: it cannot fail.
        let _ = STANDARD.encode_slice(self.0, &mut encoded);
        encoded
    }

    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Signature {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// In constant time: all bytes are compared, wherever the first difference is.
impl PartialEq for Signature {
    fn eq(&self, other: &Self) -> bool {
        let [ours, theirs] =
            [&self.0, &other.0].map(|bytes| bytes.as_chunks().0.iter().copied().map(u64::from_ne_bytes));
        let differences = ours.zip(theirs).map(|(a, b)| black_box(a ^ b));
        black_box(differences.fold(0, |any, difference| any | difference)) == 0
    }
}

impl Eq for Signature {}

/// The value of the header.
impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.encode().iter().try_for_each(|&byte| fmt::Write::write_char(f, char::from(byte)))
    }
}

/// As the value of the header.
impl Serialize for Signature {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({self})")
    }
}
