//! Prepared keys, and the host's SHA-256 where it is faster: processors have instructions for it that WebAssembly
//! lacks.

use heron_webhooks::signature::{self, Signature};
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::*;

use crate::allocator::wipe;

/// The block of SHA-256 in bytes, which RFC 2104 calls B.
const BLOCK: usize = 64;

/// RFC 2104 combines each byte of a key with these, for the inner and for the outer hash.
const INNER_PAD: u8 = 0x36;
const OUTER_PAD: u8 = 0x5c;

/// Below this no host wins. Keep it at or below the least `useNative` threshold minus the 64 bytes of a key's block.
const SHORTEST: usize = 192;

/// A message up to this length is copied behind the key's block: hashing two pieces costs the host more than the copy.
const STAGED: usize = 16 << 10;

#[wasm_bindgen]
extern "C" {
    /// The host's SHA-256, which the package passes in.
    pub type Host;

    /// Writes the SHA-256 of the bytes at `first` followed by those at `second` to `digest`; false, and nothing
    /// written, where the host has none that is worth it.
    #[wasm_bindgen(method)]
    fn sha256(
        this: &Host,
        first: *const u8,
        first_len: usize,
        second: *const u8,
        second_len: usize,
        digest: *mut u8,
    ) -> bool;
}

/// A secret made ready to sign with, by this module and by the host.
pub(crate) struct Key {
    hmac: signature::Key,
    /// Hashed before the message: the key, combined with the inner padding.
    block: [u8; BLOCK],
    /// Completes the host's hash of the block and a message: SHA-256 after the outer padding.
    outer: Sha256,
}

impl Key {
    /// Prepares the key of a secret, which is not empty.
    pub(crate) fn new(secret: &[u8]) -> Self {
        let Ok(hmac) = signature::Key::new(secret) else {
            panic!("the host refuses empty secrets");
        };
        let mut block = [0_u8; BLOCK];
        if secret.len() > BLOCK {
            block[..32].copy_from_slice(&Sha256::digest(secret));
        } else {
            block[..secret.len()].copy_from_slice(secret);
        }
        let outer = Sha256::new_with_prefix(block.map(|byte| byte ^ OUTER_PAD));
        Self { hmac, block: block.map(|byte| byte ^ INNER_PAD), outer }
    }

    pub(crate) const fn block(&self) -> &[u8; BLOCK] {
        &self.block
    }

    pub(crate) fn sign(&self, hasher: &mut Hasher, message: &[u8]) -> Signature {
        match hasher.behind(&self.block, message) {
            Some(inner) => Signature::from(<[u8; 32]>::from(self.outer.clone().chain_update(inner).finalize())),
            None => self.hmac.sign(message),
        }
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        wipe(&mut self.block);
    }
}

/// Hashes by the host, if it has a SHA-256.
#[derive(Default)]
pub(crate) struct Hasher {
    pub(crate) host: Option<Host>,
    /// Room for a block and the message behind it.
    staged: Vec<u8>,
    /// How much of that holds a message.
    used: usize,
}

impl Hasher {
    /// The SHA-256 of a message.
    pub(crate) fn digest(&self, message: &[u8]) -> [u8; 32] {
        self.ask(message, &[]).unwrap_or_else(|| Sha256::digest(message).into())
    }

    /// The host's SHA-256 of a block and a message.
    fn behind(&mut self, block: &[u8; BLOCK], message: &[u8]) -> Option<[u8; 32]> {
        if message.len() < SHORTEST {
            return None;
        }
        if message.len() > STAGED {
            return self.ask(block, message);
        }
        self.staged.resize(BLOCK + STAGED, 0);
        let end = BLOCK + message.len();
        self.staged[..BLOCK].copy_from_slice(block);
        self.staged[BLOCK..end].copy_from_slice(message);
        self.used = self.used.max(end);
        let digest = self.ask(&self.staged[..end], &[]);
        self.staged[..BLOCK].fill(0);
        digest
    }

    fn ask(&self, first: &[u8], second: &[u8]) -> Option<[u8; 32]> {
        let mut digest = [0; 32];
        let host = self.host.as_ref()?;
        host.sha256(first.as_ptr(), first.len(), second.as_ptr(), second.len(), digest.as_mut_ptr()).then_some(digest)
    }

    /// Overwrites what was staged.
    pub(crate) fn clear(&mut self) {
        wipe(&mut self.staged[..self.used]);
        self.used = 0;
    }
}
