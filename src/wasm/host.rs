//! Signing with the host's SHA-256, where it has a faster one: processors have instructions for that, which a module of
//! WebAssembly cannot use.

use wasm_bindgen::prelude::*;

use crate::signature::{BLOCK, Key, Signature, wipe};

/// The length of a prepared key in bytes: the [`Key`], and the block that the host has to hash before a message.
pub(super) const KEY_LEN: usize = 2 * BLOCK;

/// A shorter message no host hashes faster, so none is asked: what an entry gives `useNative`, less the key's block, is
/// not below it.
const SHORTEST: usize = 192;

/// A message of up to so many bytes is copied behind that block: to hash two pieces costs the host more than that.
const STAGED: usize = 16 << 10;

#[wasm_bindgen(raw_module = "../host.js")]
extern "C" {
    /// Writes the SHA-256 of the bytes at `first` and those at `second`, one behind the other, to `digest`: 1; or 0,
    /// where the host has none that is worth it.
    fn sha256(first: *const u8, first_len: usize, second: *const u8, second_len: usize, digest: *mut u8) -> u32;
}

/// Prepares the key of a secret; none for an empty one.
pub(super) fn prepare(secret: &[u8]) -> Option<[u8; KEY_LEN]> {
    let mut key = [0; KEY_LEN];
    let (state, block) = key.split_at_mut(BLOCK);
    state.copy_from_slice(&Key::new(secret).ok()?.to_bytes());
    block.copy_from_slice(&Key::inner_block(secret));
    Some(key)
}

/// Signs, with room for what the host hashes in one piece.
#[derive(Default)]
pub(super) struct Signer {
    staged: Vec<u8>,
    /// So many bytes of that are a message.
    used: usize,
}

impl Signer {
    pub(super) fn sign(&mut self, key: &[u8; KEY_LEN], message: &[u8]) -> Signature {
        let [state, block] = key.as_chunks().0 else {
            unreachable!("a key has two blocks");
        };
        let key = Key::from_bytes(state);
        let digest = if message.len() < SHORTEST { None } else { self.digest(block, message) };
        match digest {
            Some(digest) => key.sign_digest(&digest),
            None => key.sign(message),
        }
    }

    /// The host's SHA-256 of a block and a message.
    fn digest(&mut self, block: &[u8; BLOCK], message: &[u8]) -> Option<[u8; 32]> {
        let mut digest = [0; 32];
        let hashed = if message.len() <= STAGED {
            self.staged.resize(BLOCK + STAGED, 0);
            let (head, rest) = self.staged.split_first_chunk_mut()?;
            *head = *block;
            rest[..message.len()].copy_from_slice(message);
            self.used = self.used.max(message.len());
            let hashed = sha256(head.as_ptr(), BLOCK + message.len(), rest.as_ptr(), 0, digest.as_mut_ptr());
            *head = [0; BLOCK];
            hashed
        } else {
            sha256(block.as_ptr(), block.len(), message.as_ptr(), message.len(), digest.as_mut_ptr())
        };
        (hashed != 0).then_some(digest)
    }

    /// Wipes what was staged.
    pub(super) fn clear(&mut self) {
        let used = core::mem::take(&mut self.used);
        wipe(&mut self.staged[..used.min(1) * BLOCK + used]);
    }
}
