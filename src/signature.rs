//! HMAC-SHA256 (RFC 2104, FIPS 180-4) with prepared keys, and strict base64 (RFC 4648) for the header.

use core::{fmt, hint::black_box};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::block_api::compress256;

use crate::Error;

/// SHA-256 works on blocks of so many bytes.
pub(crate) const BLOCK: usize = 64;

/// The initial hash value of SHA-256 (FIPS 180-4, 5.3.3).
const INITIAL: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// What the two paddings change each byte of the key by (RFC 2104, 2).
const INNER_PAD: u8 = 0x36;
const OUTER_PAD: u8 = 0x5c;

/// A secret made ready to sign with: the two states of SHA-256 behind its inner and its outer padding (RFC 2104, 4).
///
/// It is as secret as the secret itself: wiped when dropped, and printed as redacted.
pub struct Key([[u32; 8]; 2]);

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
        Ok(Self([INNER_PAD, OUTER_PAD].map(|pad| {
            let mut state = INITIAL;
            let mut block = padded(secret, pad);
            compress256(&mut state, &[block]);
            wipe(&mut block);
            state
        })))
    }

    /// The prepared key as bytes, for a host that keeps it: as secret as the secret itself.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 64] {
        let mut bytes = [0; 64];
        for (bytes, word) in bytes.as_chunks_mut().0.iter_mut().zip(self.0.as_flattened()) {
            *bytes = word.to_be_bytes();
        }
        bytes
    }

    /// The key that [`to_bytes`](Self::to_bytes) was called on.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 64]) -> Self {
        let mut key = Self([[0; 8]; 2]);
        for (bytes, word) in bytes.as_chunks().0.iter().zip(key.0.as_flattened_mut()) {
            *word = u32::from_be_bytes(*bytes);
        }
        key
    }

    /// The block that is hashed before the message: the secret, filled up with zeros and changed by the inner padding.
    /// Who has that, and [`sign_digest`](Self::sign_digest), can leave the hashing of the message to somebody else.
    #[cfg(feature = "wasm")]
    pub(crate) fn inner_block(secret: &[u8]) -> [u8; BLOCK] {
        padded(secret, INNER_PAD)
    }

    /// The signature of a message, from the SHA-256 of its [`inner_block`](Self::inner_block) and the message.
    pub(crate) fn sign_digest(&self, digest: &[u8; 32]) -> Signature {
        // What `finish` would do, of a length that is known: one block, with the 96 bytes before its end as bits.
        let mut block = [0; BLOCK];
        block[..32].copy_from_slice(digest);
        block[32] = 0x80;
        block[BLOCK - 2..].copy_from_slice(&(96_u16 * 8).to_be_bytes());
        let mut state = self.0[1];
        compress256(&mut state, &[block]);
        Signature(to_bytes(state))
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
        self.sign_digest(&finish(self.0[0], 1, message))
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        self.0 = [[0; 8]; 2];
        black_box(&mut self.0);
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
            Err(Error::SignatureMalformed(MalformedSignature::of(header)))
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

/// In constant time: every byte is looked at, wherever the first difference is.
impl PartialEq for Signature {
    fn eq(&self, other: &Self) -> bool {
        let pairs = self.0.iter().zip(&other.0);
        black_box(pairs.fold(0, |difference, (a, b)| difference | black_box(a ^ b))) == 0
    }
}

impl Eq for Signature {}

/// The value of the header.
impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.encode().iter().try_for_each(|&byte| fmt::Write::write_char(f, char::from(byte)))
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({self})")
    }
}

/// What a header that is no signature looks like.
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
    fn of(header: &[u8]) -> Self {
        let base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=".contains(byte);
        let base64url = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_=".contains(byte);
        let not_base64 = header.iter().position(|byte| !base64(byte));
        match (header.len(), not_base64) {
            (64, _) if header.iter().all(u8::is_ascii_hexdigit) => Self::Hex,
            (_, Some(_)) if header.iter().all(base64url) => Self::Base64Url,
            (_, Some(offset)) => Self::Character(offset),
            (Signature::ENCODED_LEN, None) => Self::NotCanonical,
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
                write!(f, "byte {offset} is no character of base64: pass the header's value as it was received")
            }
            Self::Length(len) => write!(f, "it has {len} characters, a signature has 44"),
            Self::NotCanonical => f.write_str("its 44 characters are not the base64 of 32 bytes"),
        }
    }
}

/// A secret, or the hash of one that is longer than a block, filled up with zeros and changed by a padding.
fn padded(secret: &[u8], pad: u8) -> [u8; BLOCK] {
    let mut block = [pad; BLOCK];
    let mut xor = |key: &[u8]| block.iter_mut().zip(key).for_each(|(block, key)| *block ^= key);
    if secret.len() > BLOCK {
        let mut hash = sha256(secret);
        xor(&hash);
        wipe(&mut hash);
    } else {
        xor(secret);
    }
    block
}

/// SHA-256 of a message.
pub(crate) fn sha256(message: &[u8]) -> [u8; 32] {
    finish(INITIAL, 0, message)
}

/// Ends a SHA-256 of which `blocks_before` blocks are in `state` already.
fn finish(mut state: [u32; 8], blocks_before: usize, message: &[u8]) -> [u8; 32] {
    let (blocks, rest) = message.as_chunks();
    compress256(&mut state, blocks);
    let mut tail = [0; 2 * BLOCK];
    tail[..rest.len()].copy_from_slice(rest);
    tail[rest.len()] = 0x80;
    let end = if rest.len() < BLOCK - 8 { BLOCK } else { 2 * BLOCK };
    let bits = 8 * (blocks_before * BLOCK + message.len()) as u64;
    tail[end - 8..end].copy_from_slice(&bits.to_be_bytes());
    compress256(&mut state, tail[..end].as_chunks().0);
    wipe(&mut tail);
    to_bytes(state)
}

fn to_bytes(state: [u32; 8]) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (bytes, word) in bytes.as_chunks_mut().0.iter_mut().zip(state) {
        *bytes = word.to_be_bytes();
    }
    bytes
}

/// Overwrites what is secret, in a way that the compiler may not leave out.
pub(crate) fn wipe<T: Copy + Default>(secret: &mut [T]) {
    secret.fill(T::default());
    black_box(secret);
}
