//! Members sorted by a number, in linear time: hostile keys cannot make it slow.

use core::mem;

use crate::json::error::ErrorKind;

/// Up to this many entries are sorted by inserting each in its place.
const INSERTED_TO: usize = 32;

/// A member of an object, and the number by which it is sorted.
#[derive(Clone, Copy, Default)]
pub(super) struct Entry {
    pub(super) rank: u32,
    pub(super) member: u32,
}

/// Sorts entries by their ranks, and keeps the order of those of equal rank: a byte at a time from the lowest, in
/// linear time for any ranks.
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
