//! Keys: which of them may be equal, found out by hashes; which are array indexes.

use core::{mem, ops::Range};

use super::block::{block, plain};
use super::error::ErrorKind;

/// Up to so many entries are sorted by inserting each in its place.
const INSERTED_TO: usize = 32;

/// Eight bits for each hash, one of which it sets: a hash whose bit no other sets is unlike all others.
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
        super::shrink(&mut self.words);
    }

    fn bit(&self, hash: u64) -> (usize, u64) {
        let index = (hash >> self.shift) as usize;
        (index / 64, 1 << (index % 64))
    }
}

/// Sorts entries by their upper halves, and keeps the order of those where they are equal: a byte at a time from the
/// lowest, which is linear, whatever the values are.
pub(super) fn sort_by_upper_half(entries: &mut [u64], spare: &mut Vec<u64>) -> Result<(), ErrorKind> {
    if entries.len() <= INSERTED_TO {
        for end in 1..entries.len() {
            for place in (0..end).rev() {
                if entries[place] >> 32 <= entries[place + 1] >> 32 {
                    break;
                }
                entries.swap(place, place + 1);
            }
        }
        return Ok(());
    }
    let more = entries.len().saturating_sub(spare.len());
    spare.try_reserve_exact(more).map_err(|_| ErrorKind::TooLarge)?;
    spare.resize(spare.len() + more, 0);
    let differing = entries.iter().fold(0, |bits, entry| bits | (entry ^ entries[0]));
    let mut to = &mut spare[..entries.len()];
    let mut from = entries;
    let mut swapped = false;
    for shift in [32, 40, 48, 56] {
        let byte = |entry: u64| usize::from((entry >> shift) as u8);
        if byte(differing) == 0 {
            continue;
        }
        let mut ends = [0; 256];
        for &entry in &*from {
            ends[byte(entry)] += 1;
        }
        let mut end = 0;
        for count in &mut ends {
            end += *count;
            *count = end;
        }
        for &entry in from.iter().rev() {
            let end = &mut ends[byte(entry)];
            *end -= 1;
            to[*end] = entry;
        }
        mem::swap(&mut from, &mut to);
        swapped = !swapped;
    }
    if swapped {
        to.copy_from_slice(from);
    }
    Ok(())
}

/// Calls `found` with those entries, in their order and two or more at a time, whose keys are equal. Linear in the
/// keys' length: they are sorted by the four bytes where any of them differ first, and those that are equal there again
/// by what follows. The entries are zeros afterwards.
pub(super) fn group_equal<'t>(
    alike: &mut [u64],
    key: impl Fn(u64) -> &'t [u8],
    spare: &mut Vec<u64>,
    mut found: impl FnMut(&[u64]),
) -> Result<(), ErrorKind> {
    let too_large = |_| ErrorKind::TooLarge;
    let mut keys = Vec::new();
    keys.try_reserve_exact(alike.len()).map_err(too_large)?;
    for (number, entry) in (0..).zip(&mut *alike) {
        keys.push((key(*entry), *entry));
        *entry = number;
    }
    let key = |entry: u64| keys[entry as u32 as usize].0;
    // Ranges of entries, and how many bytes of their keys are equal.
    let mut groups = vec![(0..alike.len(), 0)];
    while let Some((range, equal)) = groups.pop() {
        let mut start = range.start;
        let group = &mut alike[range];
        let first = key(group[0]);
        // Beyond the keys' end, if that was within the last four bytes.
        let mut equal = first.len().min(equal);
        // So much of them is compared that it is not more than twice of what is equal, or little.
        let mut width = 16;
        loop {
            let next = &first[equal..first.len().min(equal + width)];
            let common = |&entry: &u64| next.iter().zip(&key(entry)[equal..]).take_while(|(a, b)| a == b).count();
            let least = group.iter().map(common).min().unwrap_or(0);
            equal += least;
            if least < width {
                break;
            }
            width *= 2;
        }
        if group.iter().all(|&entry| key(entry).len() == equal) {
            for entry in &mut *group {
                *entry = keys[*entry as u32 as usize].1;
            }
            found(group);
            continue;
        }
        for entry in &mut *group {
            // No byte of a key is zero.
            let mut word = [0; 4];
            word.iter_mut().zip(&key(*entry)[equal..]).for_each(|(to, from)| *to = *from);
            *entry = u64::from(u32::from_le_bytes(word)) << 32 | u64::from(*entry as u32);
        }
        sort_by_upper_half(group, spare)?;
        for part in group.chunk_by(|a, b| a >> 32 == b >> 32) {
            if part.len() > 1 {
                groups.try_reserve(1).map_err(too_large)?;
                groups.push((start..start + part.len(), equal + 4));
            }
            start += part.len();
        }
    }
    // They hold pieces of keys.
    alike.fill(0);
    spare.iter_mut().take(alike.len()).for_each(|piece| *piece = 0);
    Ok(())
}

/// What stands between the quotes of the string in front.
pub(super) fn in_quotes(text: &[u8]) -> &[u8] {
    let mut end = 1;
    loop {
        end = plain::<true, false>(text, end);
        if text.get(end) != Some(&b'\\') {
            return &text[1..end];
        }
        end += 2;
    }
}

/// Whether the strings in front of two printed texts are equal.
pub(super) fn are_equal(one: &[u8], other: &[u8]) -> bool {
    // With the closing quote: what begins like that is as long.
    other.starts_with(&one[..in_quotes(one).len() + 2])
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
    use std::collections::HashSet;

    use super::{are_equal, group_equal, hash};

    #[test]
    fn long_keys_that_are_a_run_of_one_letter_have_hashes_of_their_own() {
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

    #[test]
    fn a_key_that_another_begins_with_is_not_equal_to_it() {
        for (one, other) in [(r#""a":1"#, r#""ab":1"#), (r#""a\\":1"#, r#""a\\\"":1"#), (r#""":1"#, r#""a":1"#)] {
            assert!(are_equal(one.as_bytes(), one.as_bytes()));
            assert!(!are_equal(one.as_bytes(), other.as_bytes()), "{one} {other}");
            assert!(!are_equal(other.as_bytes(), one.as_bytes()), "{other} {one}");
        }
    }

    #[test]
    fn equal_keys_are_grouped() {
        let keys =
            ["", "a", "ab", "abcd", "abcde", "abcdefgh", "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyy"];
        for count in 2..200 {
            let keys: Vec<_> = (0..count).map(|number| keys[number * number / 3 % keys.len()].as_bytes()).collect();
            let mut groups = Vec::new();
            let mut entries: Vec<_> = (0..count as u64).collect();
            let key = |entry: u64| keys[entry as usize];
            group_equal(&mut entries, key, &mut Vec::new(), |group| groups.push(group.to_vec())).unwrap();
            groups.sort();
            let equal = |a: usize| (0..count).filter(|&b| keys[a] == keys[b]).map(|b| b as u64).collect::<Vec<_>>();
            let expected =
                (0..count).map(|a| (a, equal(a))).filter(|(a, group)| group[0] == *a as u64 && group.len() > 1);
            assert_eq!(groups, expected.map(|(_, group)| group).collect::<Vec<_>>());
        }
    }
}
