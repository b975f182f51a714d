//! The functions that signers use where HMAC-SHA256 belongs. For comparison only: nothing is ever signed with them.

use sha1::Sha1;
use sha2::{Digest as _, Sha512};

use super::cause::Cause;
use crate::signature::{Key, sha256, wipe};

/// A function that makes a signature of a secret and a message.
pub(super) struct Digest {
    pub(super) cause: Option<Cause>,
    pub(super) len: usize,
    pub(super) make: fn(&[u8], &[u8]) -> Vec<u8>,
}

/// Heron's, and those that take its place.
pub(super) const DIGESTS: [Digest; 7] = [
    Digest { cause: None, len: 32, make: |secret, message| hmac_sha256(secret, message) },
    Digest { cause: Some(Cause::DigestSha1), len: 20, make: |secret, message| hmac(sha1, 64, secret, message) },
    Digest { cause: Some(Cause::DigestSha512), len: 64, make: |secret, message| hmac(sha512, 128, secret, message) },
    Digest { cause: Some(Cause::DigestPlain), len: 32, make: |_, message| sha256(message).to_vec() },
    Digest { cause: Some(Cause::DigestPlain), len: 32, make: |secret, message| joined(secret, message) },
    Digest { cause: Some(Cause::DigestPlain), len: 32, make: |secret, message| joined(message, secret) },
    Digest { cause: Some(Cause::DigestSwapped), len: 32, make: |secret, message| hmac_sha256(message, secret) },
];

fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    Key::new(key).map_or(Vec::new(), |key| key.sign(message).as_bytes().to_vec())
}

fn joined(first: &[u8], second: &[u8]) -> Vec<u8> {
    sha256(&[first, second].concat()).to_vec()
}

/// RFC 2104 over a hash function with blocks of so many bytes.
fn hmac(hash: fn(&[u8]) -> Vec<u8>, block: usize, key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut padded = if key.len() > block { hash(key) } else { key.to_vec() };
    padded.resize(block, 0);
    let keyed = |pad: u8, message: &[u8]| {
        let mut text: Vec<u8> = padded.iter().map(|byte| byte ^ pad).collect();
        text.extend_from_slice(message);
        let digest = hash(&text);
        wipe(&mut text);
        digest
    };
    let digest = keyed(0x5c, &keyed(0x36, message));
    wipe(&mut padded);
    digest
}

fn sha512(message: &[u8]) -> Vec<u8> {
    Sha512::digest(message).to_vec()
}

fn sha1(message: &[u8]) -> Vec<u8> {
    Sha1::digest(message).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        let mut out = Vec::new();
        for &byte in bytes {
            super::super::tokens::push_hex(byte, &mut out);
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn hmac_as_in_rfc_2202_and_rfc_4231() {
        let [_, sha1, sha512, ..] = DIGESTS;
        let message: &[u8] = b"what do ya want for nothing?";
        let long: &[u8] = b"Test Using Larger Than Block-Size Key - Hash Key First";
        assert_eq!(hex(&(sha1.make)(b"Jefe", message)), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assert_eq!(hex(&(sha1.make)(&[0xaa; 80], long)), "aa4ae5e15272d00e95705637ce8a3b55ed402112");
        let expected = "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fd\
                        caeab1a34d4a6b4b636e070a38bce737";
        assert_eq!(hex(&(sha512.make)(b"Jefe", message)), expected);
        let expected = "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e52\
                        95e64f73f63f0aec8b915a985d786598";
        assert_eq!(hex(&(sha512.make)(&[0xaa; 131], long)), expected);
    }
}
