//! The texts that a search met.

use sha2::{Digest as _, Sha256};

/// A set of texts, by 8 bytes of their digest: a text is not taken for another, not even if someone tries.
///
/// A table of its own, a power of two of places of which at most half are taken: it needs a kilobyte of the WebAssembly
/// module, the standard library's several.
#[derive(Default)]
pub(super) struct Met {
    /// 0 where nothing is.
    places: Vec<u64>,
    len: usize,
}

impl Met {
    /// Whether the text is new; `is_form`: the same text as one of which forms are made is another.
    pub(super) fn insert(&mut self, is_form: bool, text: &[u8]) -> bool {
        let digest = Sha256::new().chain_update([u8::from(is_form)]).chain_update(text).finalize();
        let hash = digest.first_chunk().map_or(1, |bytes| u64::from_le_bytes(*bytes) | 1);
        if 2 * self.len >= self.places.len() {
            let places = core::mem::replace(&mut self.places, vec![0; (4 * self.len).max(64)]);
            self.len = 0;
            places.into_iter().filter(|&hash| hash != 0).for_each(|hash| {
                self.add(hash);
            });
        }
        self.add(hash)
    }

    fn add(&mut self, hash: u64) -> bool {
        let mask = self.places.len() - 1;
        let mut at = (hash >> 1) as usize & mask;
        while self.places[at] != 0 {
            if self.places[at] == hash {
                return false;
            }
            at = (at + 1) & mask;
        }
        self.places[at] = hash;
        self.len += 1;
        true
    }
}
