//! Which keys are equal, by their bytes.

use super::rank::{Entry, sort_by_rank};
use crate::json::error::ErrorKind;
use crate::json::output::shrink;
use crate::json::scan::plain;

/// For the first member with a key the number of the last one with it; for the others that of the first.
#[derive(Default)]
pub(super) struct EqualKeys {
    others: Vec<u32>,
}

impl EqualKeys {
    /// The keys of `count` members, all different so far.
    pub(super) fn begin(&mut self, count: usize) -> Result<(), ErrorKind> {
        self.others.clear();
        self.others.try_reserve(count).map_err(|_| ErrorKind::TooLarge)?;
        self.others.extend(0..count as u32);
        Ok(())
    }

    /// These members, in their order, have equal keys.
    pub(super) fn mark(&mut self, equal: &[Entry]) {
        if let [first, .., last] = equal {
            for entry in equal {
                self.others[entry.member as usize] = first.member;
            }
            self.others[first.member as usize] = last.member;
        }
    }

    /// Gives the memory back if it grew large.
    pub(super) fn shrink(&mut self) {
        shrink(&mut self.others);
    }

    /// The member that is printed in a member's place: none where an earlier one has its key.
    pub(super) fn printed(&self, member: u32) -> Option<u32> {
        let other = self.others[member as usize];
        (other >= member).then_some(other)
    }
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
    // In place of the members: the places of their keys in `keys`.
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
    // Compares little at first, then at most twice the equal part.
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

/// The content of the string that the text begins with.
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

#[cfg(test)]
mod tests {
    use super::{Entry, are_equal, group_equal};

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
