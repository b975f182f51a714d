//! The functions that signers use where HMAC-SHA256 belongs. For comparison only: nothing is ever signed with them.

use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

/// A function that makes a signature of a secret and a message.
pub(super) struct Digest {
    /// The signature's length in bytes.
    pub(super) len: usize,
    pub(super) make: fn(&[u8], &[u8]) -> Vec<u8>,
}

impl Digest {
    /// The length of Heron's signatures, HMAC-SHA256.
    pub(super) const HERON_LEN: usize = 32;
}

pub(super) const HMAC_SHA1: Digest =
    Digest { len: 20, make: |secret, message| hmac(hash::<Sha1>, 64, secret, message) };

pub(super) const HMAC_SHA384: Digest =
    Digest { len: 48, make: |secret, message| hmac(hash::<Sha384>, 128, secret, message) };

pub(super) const HMAC_SHA512: Digest =
    Digest { len: 64, make: |secret, message| hmac(hash::<Sha512>, 128, secret, message) };

/// HMAC-SHA256 with the message as its key.
pub(super) const SWAPPED: Digest =
    Digest { len: 32, make: |secret, message| hmac(hash::<Sha256>, 64, message, secret) };

/// SHA-256 without HMAC.
pub(super) const PLAIN: [Digest; 3] = [
    Digest { len: 32, make: |_, message| hash::<Sha256>(&[message]) },
    Digest { len: 32, make: |secret, message| hash::<Sha256>(&[secret, message]) },
    Digest { len: 32, make: |secret, message| hash::<Sha256>(&[message, secret]) },
];

/// HMAC with any hash, which has blocks of this many bytes. Not the crate `hmac`, of which each hash would make a copy
/// in the WebAssembly module.
fn hmac(hash: fn(&[&[u8]]) -> Vec<u8>, block: usize, key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut padded = Zeroizing::new(if key.len() > block { hash(&[key]) } else { key.to_vec() });
    padded.resize(block, 0);
    let pad = |byte: u8| Zeroizing::new(padded.iter().map(|key| key ^ byte).collect::<Vec<u8>>());
    hash(&[&pad(0x5c), &hash(&[&pad(0x36), message])])
}

fn hash<D: sha2::Digest>(parts: &[&[u8]]) -> Vec<u8> {
    parts.iter().fold(D::new(), D::chain_update).finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::super::encodings::to_hex;
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        String::from_utf8(to_hex(bytes)).unwrap()
    }

    #[test]
    fn hmac_as_in_rfc_2202_and_rfc_4231() {
        let message: &[u8] = b"what do ya want for nothing?";
        let long: &[u8] = b"Test Using Larger Than Block-Size Key - Hash Key First";
        assert_eq!(hex(&(HMAC_SHA1.make)(b"Jefe", message)), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assert_eq!(hex(&(HMAC_SHA1.make)(&[0xaa; 80], long)), "aa4ae5e15272d00e95705637ce8a3b55ed402112");
        let expected = "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fd\
                        caeab1a34d4a6b4b636e070a38bce737";
        assert_eq!(hex(&(HMAC_SHA512.make)(b"Jefe", message)), expected);
        let expected = "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e52\
                        95e64f73f63f0aec8b915a985d786598";
        assert_eq!(hex(&(HMAC_SHA512.make)(&[0xaa; 131], long)), expected);
        // An empty body is an empty key.
        let expected = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
        assert_eq!(hex(&(SWAPPED.make)(b"", b"")), expected);
    }
}
