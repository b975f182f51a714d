//! The functions that signers use where HMAC-SHA256 belongs. For comparison only: nothing is ever signed with them.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha512};

/// A function that makes a signature of a secret and a message.
pub(super) struct Digest {
    /// The signature's length in bytes.
    pub(super) len: usize,
    pub(super) make: fn(&[u8], &[u8]) -> Vec<u8>,
}

/// Heron's.
pub(super) static HMAC_SHA256: Digest = Digest { len: 32, make: hmac::<Hmac<Sha256>> };

pub(super) const HMAC_SHA1: Digest = Digest { len: 20, make: hmac::<Hmac<Sha1>> };

pub(super) const HMAC_SHA512: Digest = Digest { len: 64, make: hmac::<Hmac<Sha512>> };

/// HMAC-SHA256 with the message as its key.
pub(super) const SWAPPED: Digest = Digest { len: 32, make: |secret, message| hmac::<Hmac<Sha256>>(message, secret) };

/// SHA-256 without HMAC.
pub(super) const PLAIN: [Digest; 3] = [
    Digest { len: 32, make: |_, message| sha256(&[message]) },
    Digest { len: 32, make: |secret, message| sha256(&[secret, message]) },
    Digest { len: 32, make: |secret, message| sha256(&[message, secret]) },
];

fn hmac<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Vec<u8> {
    // HMAC takes a key of any length.
    M::new_from_slice(key).map_or(Vec::new(), |hmac| hmac.chain_update(message).finalize().into_bytes().to_vec())
}

fn sha256(parts: &[&[u8]]) -> Vec<u8> {
    parts.iter().fold(Sha256::new(), Sha256::chain_update).finalize().to_vec()
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
