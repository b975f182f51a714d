//! Keys: which of them may be equal, found out by hashes; which are array indexes.

use core::{mem, ops::Range};

use super::block::{block, plain};
use super::error::ErrorKind;

/// Up to this many entries are sorted by inserting each in its place.
const INSERTED_TO: usize = 32;

/// A member of an object, and the number by which it is sorted.
#[derive(Clone, Copy, Default)]
pub(super) struct Entry {
    pub(super) rank: u32,
    pub(super) member: u32,
}

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
        super::shrink(&mut self.words);
    }

    fn bit(&self, hash: u64) -> (usize, u64) {
        let index = (hash >> self.shift) as usize;
        (index / 64, 1 << (index % 64))
    }
}

/// Sorts entries by their ranks, and keeps the order of those of equal rank: a byte at a time from the lowest, which is
/// linear, whatever the ranks are.
pub(super) fn sort_by_rank(entries: &mut [Entry], spare: &mut Vec<Entry>) -> Result<(), ErrorKind> {
    if entries.len() <= INSERTED_TO {
        for end in 1..entries.len() {
            for place in (0..end).rev() {
                if entries[place].rank <= entries[place + 1].rank {
                    break;
                }
                entries.swap(place, place + 1);
            }
        }
        return Ok(());
    }
    let more = entries.len().saturating_sub(spare.len());
    spare.try_reserve_exact(more).map_err(|_| ErrorKind::TooLarge)?;
    spare.resize(spare.len() + more, Entry::default());
    let differing = entries.iter().fold(0, |bits, entry| bits | (entry.rank ^ entries[0].rank));
    let mut to = &mut spare[..entries.len()];
    let mut from = entries;
    let mut swapped = false;
    for shift in [0, 8, 16, 24] {
        let byte = |rank: u32| usize::from((rank >> shift) as u8);
        if byte(differing) == 0 {
            continue;
        }
        let mut ends = [0; 256];
        for entry in &*from {
            ends[byte(entry.rank)] += 1;
        }
        let mut end = 0;
        for count in &mut ends {
            end += *count;
            *count = end;
        }
        for &entry in from.iter().rev() {
            let end = &mut ends[byte(entry.rank)];
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

/// Calls `found` with the members, in their order and two or more at a time, whose keys are equal. Linear in the keys'
/// length: they are sorted by the four bytes where any of them differ first, and those that are equal there again by
/// what follows.
pub(super) fn group_equal<'t>(
    alike: &[Entry],
    key: impl Fn(u32) -> &'t [u8],
    spare: &mut Vec<Entry>,
    mut found: impl FnMut(&[Entry]),
) -> Result<(), ErrorKind> {
    let too_large = |_| ErrorKind::TooLarge;
    let (mut keys, mut numbers) = (Vec::new(), Vec::new());
    keys.try_reserve_exact(alike.len()).map_err(too_large)?;
    numbers.try_reserve_exact(alike.len()).map_err(too_large)?;
    keys.extend(alike.iter().map(|entry| key(entry.member)));
    // In place of the members: where their keys are.
    numbers.extend((0..alike.len() as u32).map(|number| Entry { rank: 0, member: number }));
    let key = |entry: &Entry| keys[entry.member as usize];
    // Ranges of `numbers`, and how many bytes of their keys are equal.
    let mut groups = vec![(0..numbers.len(), 0)];
    while let Some((range, equal)) = groups.pop() {
        let mut start = range.start;
        let group = &mut numbers[range];
        let equal = common_prefix(&group.iter().map(key), equal);
        if group.iter().all(|entry| key(entry).len() == equal) {
            for entry in &mut *group {
                *entry = alike[entry.member as usize];
            }
            found(group);
            continue;
        }
        for entry in &mut *group {
            // No byte of a key is zero.
            let mut word = [0; 4];
            word.iter_mut().zip(&key(entry)[equal..]).for_each(|(to, from)| *to = *from);
            entry.rank = u32::from_le_bytes(word);
        }
        sort_by_rank(group, spare)?;
        for part in group.chunk_by(|a, b| a.rank == b.rank) {
            if part.len() > 1 {
                groups.try_reserve(1).map_err(too_large)?;
                groups.push((start..start + part.len(), equal + 4));
            }
            start += part.len();
        }
    }
    // They hold pieces of keys.
    numbers.fill(Entry::default());
    spare.iter_mut().take(alike.len()).for_each(|entry| *entry = Entry::default());
    Ok(())
}

/// How many bytes at the beginning are the same in all of these keys, of which `equal` are known to be, or the end of a
/// key if they go beyond it.
fn common_prefix<'t>(keys: &(impl Iterator<Item = &'t [u8]> + Clone), equal: usize) -> usize {
    let first = keys.clone().next().unwrap_or_default();
    let mut equal = first.len().min(equal);
    // What is compared is at most twice of what is equal, or little.
    let mut width = 16;
    loop {
        let next = &first[equal..first.len().min(equal + width)];
        let common = |key: &[u8]| next.iter().zip(&key[equal..]).take_while(|(a, b)| a == b).count();
        let least = keys.clone().map(common).min().unwrap_or(0);
        equal += least;
        if least < width {
            return equal;
        }
        width *= 2;
    }
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

    use super::{Entry, are_equal, group_equal, hash};

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
            let entries: Vec<_> = (0..count as u32).map(|member| Entry { rank: 7, member }).collect();
            let key = |member: u32| keys[member as usize];
            let found =
                |group: &[Entry]| groups.push(group.iter().map(|entry| entry.member as usize).collect::<Vec<_>>());
            group_equal(&entries, key, &mut Vec::new(), found).unwrap();
            groups.sort();
            let equal = |a: usize| (0..count).filter(|&b| keys[a] == keys[b]).collect::<Vec<_>>();
            let expected = (0..count).map(|a| (a, equal(a))).filter(|(a, group)| group[0] == *a && group.len() > 1);
            assert_eq!(groups, expected.map(|(_, group)| group).collect::<Vec<_>>());
        }
    }
}
