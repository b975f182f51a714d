//! The order of an object's members, and what becomes of equal keys.
//!
//! Both implementations keep an object's members in the order in which their keys first came, each with its last
//! value; JavaScript puts array indexes first (ECMA-262 10.1.11.1 `OrdinaryOwnPropertyKeys`). Members are printed as
//! they come. Only where an object turns out to want another order, when it closes, they are put in that: see `order`.

use core::{mem, ops::Range};

use super::error::{Error, ErrorKind};
use super::key::{Filter, are_equal, array_index, group_equal, hash, in_quotes, sort_by_upper_half};
use super::order::{Orders, Span};
use super::printer::Printer;

/// From this many members on, equal hashes are looked for when the object closes.
const FILTERED_FROM: usize = 16;

/// An object that is open.
pub(super) struct Object {
    /// Its first entry in `Objects::members`.
    first_member: usize,
    /// How many reorderings were noted, and not carried out, before it.
    first_reordering: usize,
    /// Where its first member is printed.
    start: usize,
    /// A bit for each hash seen: a repeated one may be a repeated key.
    seen: u64,
    maybe_equal: bool,
    /// The least array index that may come next: none after a named key.
    next_index: u64,
    /// An array index came after itself, a larger one or a named key.
    disordered: bool,
}

/// A member of an open object.
#[derive(Clone, Copy)]
struct Member {
    /// Of a named key a hash, which is odd; an array index stands in the upper half, above zero.
    hash: u64,
    start: u32,
    /// How many reorderings were noted, and not carried out, before it.
    reorderings: u32,
}

impl Member {
    fn is_named(&self) -> bool {
        self.hash & 1 == 1
    }

    /// Named keys stand behind all array indexes.
    fn rank(&self) -> u32 {
        if self.is_named() { u32::MAX } else { (self.hash >> 32) as u32 }
    }
}

/// The members of all open objects, and the orders of closed ones.
#[derive(Default)]
pub(super) struct Objects {
    members: Vec<Member>,
    pub(super) orders: Orders,
    /// For a moment: the numbers of an object's members in their lower halves, sorted by hashes or array indexes in the
    /// upper ones, in the end those that stay in their final order; and what sorts them.
    sorted: Vec<u64>,
    spare: Vec<u64>,
    /// For a moment, too, of each of the members: the one before with that upper half, then the one that is printed in
    /// its place.
    sources: Vec<u32>,
    filter: Filter,
}

impl Objects {
    /// Forgets the text before.
    pub(super) fn begin(&mut self) {
        self.members.clear();
        self.orders.begin();
    }

    /// Wipes copies of the text, and gives back what grew large.
    pub(super) fn clear(&mut self) {
        self.orders.clear();
        super::shrink(&mut self.members);
        super::shrink(&mut self.sorted);
        super::shrink(&mut self.spare);
        super::shrink(&mut self.sources);
        self.filter.shrink();
    }

    /// An object whose first member is printed at `start`.
    #[inline]
    pub(super) fn open(&self, start: usize) -> Object {
        Object {
            first_member: self.members.len(),
            first_reordering: self.orders.noted(),
            start,
            seen: 0,
            maybe_equal: false,
            next_index: 0,
            disordered: false,
        }
    }

    /// Notes a member whose key is printed at `start`; `key` in `text` is what stands between its quotes.
    #[inline]
    pub(super) fn member<const JS: bool>(
        &mut self,
        object: &mut Object,
        start: usize,
        text: &[u8],
        key: Range<usize>,
    ) -> Result<(), ErrorKind> {
        let hash = if JS
            && let Some(b'0'..=b'9') = text.get(key.start)
            && let Some(index) = array_index(&text[key.clone()]).map(u64::from)
        {
            object.disordered |= index < object.next_index;
            object.next_index = index + 1;
            index << 32
        } else {
            let hash = hash(text, key) | 1;
            let bit = 1 << (hash >> 58);
            if object.seen & bit != 0 && !object.maybe_equal {
                object.maybe_equal = self.may_be_equal(object, hash);
            }
            object.seen |= bit;
            object.next_index = u64::MAX;
            hash
        };
        if self.members.len() == self.members.capacity() {
            self.members.try_reserve(1).map_err(|_| ErrorKind::TooLarge)?;
        }
        self.members.push(Member { hash, start: start as u32, reorderings: self.orders.noted() as u32 });
        Ok(())
    }

    /// Whether an earlier key has this hash; in a large object, that is found out when it closes.
    #[inline(never)]
    fn may_be_equal(&self, object: &Object, hash: u64) -> bool {
        let members = &self.members[object.first_member..];
        members.len() >= FILTERED_FROM || members.iter().any(|member| member.hash == hash)
    }

    /// Ends an object whose closing bracket is read at `at`.
    #[inline]
    pub(super) fn close(&mut self, object: &Object, printer: &mut Printer<'_, '_>, at: usize) -> Result<(), Error> {
        if object.disordered || object.maybe_equal {
            self.rearrange(object, printer, at)?;
        }
        self.members.truncate(object.first_member);
        Ok(())
    }

    /// Gives an object's members their final order, if that is another one.
    #[inline(never)]
    fn rearrange(&mut self, object: &Object, printer: &mut Printer<'_, '_>, at: usize) -> Result<(), Error> {
        let failed = |kind| Error::new(kind, at);
        let few = self.members.len() - object.first_member < FILTERED_FROM;
        if !few && !self.find_alike(object).map_err(failed)? && !object.disordered {
            return Ok(());
        }
        printer.flush(at)?;
        let text = printer.printed();
        let changed = if few { self.order_few(object, text) } else { self.order_many(object, text) };
        if !changed.map_err(failed)? {
            return Ok(());
        }
        let whole = Span { bytes: object.start..text.len(), reorderings: object.first_reordering..self.orders.noted() };
        let members = &self.members[object.first_member..];
        let members = self.sorted.iter().map(|&entry| span(members, entry as u32 as usize, &whole));
        self.orders.put_in_order(members, &whole, printer).map_err(failed)
    }

    /// Leaves in `sorted` the final order of a few members, by comparing each with all before it.
    fn order_few(&mut self, object: &Object, printed: &[u8]) -> Result<bool, ErrorKind> {
        let members = &self.members[object.first_member..];
        let key = |member: &Member| &printed[member.start as usize..];
        self.sources.clear();
        self.sorted.clear();
        self.sorted.try_reserve(FILTERED_FROM).map_err(|_| ErrorKind::TooLarge)?;
        for (number, member) in (0..).zip(members) {
            let entry = u64::from(member.rank()) << 32 | number;
            let is_equal = |other: &&mut u64| {
                let other = &members[**other as u32 as usize];
                other.hash == member.hash && are_equal(key(other), key(member))
            };
            match self.sorted.iter_mut().find(is_equal) {
                Some(equal) => *equal = entry,
                None => self.sorted.push(entry),
            }
        }
        if object.disordered {
            sort_by_upper_half(&mut self.sorted, &mut self.spare)?;
        }
        Ok(object.disordered || self.sorted.len() < members.len())
    }

    /// Leaves the numbers of those members in `sorted` whose hashes' upper halves are equal, side by side, and in
    /// `sources`, for each of them but the first, the one before; whether any keys may be equal.
    #[inline(never)]
    fn find_alike(&mut self, object: &Object) -> Result<bool, ErrorKind> {
        self.sorted.clear();
        self.sources.clear();
        if !object.maybe_equal {
            return Ok(false);
        }
        let mut filter = mem::take(&mut self.filter);
        filter.mark(self.members[object.first_member..].iter().map(|member| member.hash))?;
        let may_be_alike = |member: &Member| member.is_named() && filter.shared(member.hash);
        self.sort(object, may_be_alike, |member| (member.hash >> 32) as u32)?;
        self.filter = filter;
        let members = &self.members[object.first_member..];
        self.sources.try_reserve(members.len()).map_err(|_| ErrorKind::TooLarge)?;
        self.sources.resize(members.len(), NONE);
        for alike in self.sorted.windows(2).filter(|pair| pair[0] >> 32 == pair[1] >> 32) {
            self.sources[alike[1] as u32 as usize] = alike[0] as u32;
        }
        // In the order of memory: to jump between a million of them would miss the processor's caches. Of three with one
        // upper half, the first and the last may be equal.
        let may_be_equal = |(member, &before): (&Member, &u32)| {
            let before = before as usize;
            before < members.len() && (members[before].hash == member.hash || self.sources[before] != NONE)
        };
        Ok(members.iter().zip(&self.sources).any(may_be_equal))
    }

    /// Leaves the numbers of an object's members in `sorted`, those that are wanted, in the order of what `value` says
    /// of them, which is in the upper halves.
    fn sort(
        &mut self,
        object: &Object,
        wanted: impl Fn(&Member) -> bool,
        value: impl Fn(&Member) -> u32,
    ) -> Result<(), ErrorKind> {
        self.sorted.clear();
        let members = &self.members[object.first_member..];
        self.sorted.try_reserve_exact(members.len()).map_err(|_| ErrorKind::TooLarge)?;
        let wanted = (0..).zip(members).filter(|(_, member)| wanted(member));
        self.sorted.extend(wanted.map(|(number, member)| u64::from(value(member)) << 32 | number));
        sort_by_upper_half(&mut self.sorted, &mut self.spare)
    }

    /// Leaves in `sorted` the final order of many members; before, it and `sources` are as `find_alike` leaves them.
    #[cold]
    fn order_many(&mut self, object: &Object, printed: &[u8]) -> Result<bool, ErrorKind> {
        let members = &self.members[object.first_member..];
        let key = |number: u32| &printed[members[number as usize].start as usize..];
        for number in 0..self.sources.len() as u32 {
            let source = &mut self.sources[number as usize];
            if *source == NONE {
                *source = number;
            } else if !are_equal(key(*source), key(number)) {
                *source = NONE;
            }
        }
        let mut changed = object.disordered;
        for alike in self.sorted.chunk_by_mut(|a, b| a >> 32 == b >> 32).filter(|alike| alike.len() > 1) {
            let sources = &mut self.sources;
            let mut equal = |group: &[u64], sources: &mut [u32]| {
                changed = true;
                for &entry in group {
                    sources[entry as u32 as usize] = NONE;
                }
                sources[group[0] as u32 as usize] = group[group.len() - 1] as u32;
            };
            if alike.iter().all(|&entry| sources[entry as u32 as usize] != NONE) {
                equal(alike, sources);
                continue;
            }
            for &entry in &*alike {
                sources[entry as u32 as usize] = entry as u32;
            }
            let key = |entry: u64| in_quotes(key(entry as u32));
            group_equal(alike, key, &mut self.spare, |group| equal(group, sources))?;
        }
        self.sort(object, |_| true, |member| if object.disordered { member.rank() } else { u32::MAX })?;
        let mut kept = 0;
        for place in 0..self.sorted.len() {
            let entry = self.sorted[place];
            let is_replaced = |next: &u64| next >> 32 == entry >> 32 && entry >> 32 < u64::from(u32::MAX);
            let source = self.sources.get(entry as u32 as usize).map_or(entry as u32, |&source| source);
            // The later of equal array indexes takes the place of the earlier.
            if source != NONE && !self.sorted.get(place + 1).is_some_and(is_replaced) {
                self.sorted[kept] = source.into();
                kept += 1;
            }
        }
        self.sorted.truncate(kept);
        Ok(changed)
    }
}

/// Where one of the members of an object is, which is printed there.
#[inline]
fn span(members: &[Member], number: usize, whole: &Span) -> Span {
    let member = &members[number];
    let (end, reorderings) = match members.get(number + 1) {
        // In front of the comma.
        Some(next) => (next.start as usize - 1, next.reorderings as usize),
        None => (whole.bytes.end, whole.reorderings.end),
    };
    Span { bytes: member.start as usize..end, reorderings: member.reorderings as usize..reorderings }
}

/// No member's number: the source of one that a later member with its key replaces.
const NONE: u32 = u32::MAX;

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::hash;
    use crate::json::{Form, rewrite};

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
