//! Hashes of keys, by which most are known to differ; and which keys are array indexes.

use core::ops::Range;

use crate::json::error::ErrorKind;
use crate::json::output::shrink;
use crate::json::scan::block;

/// One-probe Bloom filter, eight bits per key: a hash whose bit no other sets is unlike all others.
#[derive(Default)]
pub(super) struct Filter {
    /// The bits met once, and those met again.
    words: Vec<(u64, u64)>,
    /// By how much a hash is shifted to give its bit.
    shift: u32,
}

impl Filter {
    /// Takes these hashes in, instead of those before.
    pub(super) fn mark(&mut self, hashes: impl ExactSizeIterator<Item = u64>) -> Result<(), ErrorKind> {
        let bits = (8 * hashes.len()).next_power_of_two().max(64);
        self.words.clear();
        self.words.try_reserve(bits / 64).map_err(|_| ErrorKind::TooLarge)?;
        self.words.resize(bits / 64, (0, 0));
        self.shift = u64::BITS - bits.ilog2();
        for hash in hashes {
            let (word, bit) = self.bit(hash);
            let (once, again) = &mut self.words[word];
            *again |= *once & bit;
            *once |= bit;
        }
        Ok(())
    }

    /// Whether another hash has the same bit.
    pub(super) fn shared(&self, hash: u64) -> bool {
        let (word, bit) = self.bit(hash);
        self.words[word].1 & bit != 0
    }

    /// Gives the memory back if it grew large.
    pub(super) fn shrink(&mut self) {
        shrink(&mut self.words);
    }

    fn bit(&self, hash: u64) -> (usize, u64) {
        let index = (hash >> self.shift) as usize;
        (index / 64, 1 << (index % 64))
    }
}

/// An array index (ECMA-262 6.1.7): a canonical decimal from 0 to 2^32 - 2.
#[inline]
pub(super) fn array_index(key: &[u8]) -> Option<u32> {
    match key {
        b"0" => Some(0),
        [b'1'..=b'9', rest @ ..] if rest.len() < 10 && rest.iter().all(u8::is_ascii_digit) => {
            let value = key.iter().fold(0, |value, &digit| value * 10 + u64::from(digit - b'0'));
            u32::try_from(value).ok().filter(|&index| index != u32::MAX)
        }
        _ => None,
    }
}

/// A quick hash of a key that is followed by its closing quote. Keys made to collide cost a sort by their bytes,
/// nothing worse.
#[inline]
pub(super) fn hash(text: &[u8], key: Range<usize>) -> u64 {
    // Most keys are short: one block with what is behind them, which is shifted out.
    let Some(block) = block::<16>(text, key.start) else {
        return hash(&padded(&text[key.start..]), 0..key.len());
    };
    let (words, _) = block.as_chunks::<8>();
    let len = key.len() + 1;
    let low = u64::from_le_bytes(words[0]) << (64 - 8 * len.min(8));
    let high = if len > 8 { u64::from_le_bytes(words[1]) << (64 - 8 * (len - 8).min(8)) } else { 0 };
    let hash = mix(low, high);
    if len > 16 { hash_more(hash, &text[key.start + 8..key.end]) } else { hash }
}

/// Mixes all but the first 8 of a long key's bytes in, and how many they are: the last word overlaps the one before.
#[inline(never)]
fn hash_more(hash: u64, bytes: &[u8]) -> u64 {
    let (words, _) = bytes.as_chunks::<8>();
    let words = words.iter().chain(bytes.last_chunk::<8>());
    words.fold(hash ^ bytes.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)))
}

#[inline]
const fn mix(low: u64, high: u64) -> u64 {
    let product = low.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ high.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    (product ^ product >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Up to 16 bytes at the end of a text.
#[cold]
fn padded(bytes: &[u8]) -> [u8; 16] {
    let mut block = [0; 16];
    block[..bytes.len()].copy_from_slice(bytes);
    block
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::hash;
    use crate::json::{Form, rewrite};

    #[test]
    fn long_keys_that_are_a_run_of_one_letter_have_different_hashes() {
        for letter in ["a", "é"] {
            let hashes: HashSet<_> = (0..500)
                .map(|count| {
                    let key = letter.repeat(count);
                    hash(format!("{key}\": a value behind it").as_bytes(), 0..key.len())
                })
                .collect();
            assert_eq!(hashes.len(), 500);
        }
    }

    /// Two keys whose hashes differ in their lower halves only.
    fn half_alike() -> [String; 2] {
        let mut met = HashMap::new();
        for number in 0.. {
            let text = format!("key{number}\"");
            let hash = hash(text.as_bytes(), 0..text.len() - 1);
            if let Some((other, before)) = met.insert(hash >> 32, (hash, number))
                && other != hash
            {
                return [before, number].map(|number: u32| format!("key{number}"));
            }
        }
        unreachable!("there are more keys than upper halves")
    }

    #[test]
    fn keys_with_half_a_hash_in_common() {
        let [one, other] = half_alike();
        for more in 0..40 {
            let more = (0..more).fold(String::new(), |more, number| format!("{more},\"k{number}\":0"));
            for (keys, expected) in [
                ([&one, &other, &one], format!(r#"{{"{one}":2,"{other}":1{more}}}"#)),
                ([&one, &one, &other], format!(r#"{{"{one}":1,"{other}":2{more}}}"#)),
                ([&one, &other, &other], format!(r#"{{"{one}":0,"{other}":2{more}}}"#)),
            ] {
                let text = format!(r#"{{"{}":0,"{}":1,"{}":2{more}}}"#, keys[0], keys[1], keys[2]);
                for form in [Form::Python, Form::JavaScript] {
                    assert_eq!(rewrite(&text, form).unwrap(), expected.as_bytes(), "{form:?} of {text}");
                }
            }
        }
    }
}
