//! The order of an object's members, and what becomes of equal keys.
//!
//! Both implementations keep an object's members in the order in which their keys first came, each with its last
//! value; JavaScript puts array indexes first (ECMA-262 10.1.11.1 `OrdinaryOwnPropertyKeys`). Members are printed as
//! they come. Only where an object turns out to want another order, when it closes, they are put in that: see `order`.

mod equal;
mod hash;
mod order;
mod rank;

use core::ops::Range;

use super::error::{Error, ErrorKind};
use super::output::{Output, shrink};
use equal::{EqualKeys, are_equal, group_equal, in_quotes};
use hash::{Filter, array_index, hash};
use order::{Orders, Span};
use rank::{Entry, sort_by_rank};

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

    /// Its place among those of the object: named keys stand behind all array indexes.
    fn rank(&self) -> u32 {
        if self.is_named() { NAMED } else { (self.hash >> 32) as u32 }
    }
}

/// The members of all open objects, and the orders of closed ones.
#[derive(Default)]
pub(super) struct Objects {
    members: Vec<Member>,
    orders: Orders,
    /// Scratch: the named members whose hashes may have an equal upper half, sorted by that.
    alike: Vec<Entry>,
    /// Scratch: which keys are equal.
    equal: EqualKeys,
    /// Scratch: the members that are printed, in their final order.
    order: Vec<Entry>,
    /// Scratch of the sort.
    spare: Vec<Entry>,
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
        shrink(&mut self.members);
        shrink(&mut self.alike);
        self.equal.shrink();
        shrink(&mut self.order);
        shrink(&mut self.spare);
        self.filter.shrink();
    }

    /// Carries out with the whole text what was noted: false if that is nothing. The text is then [`Self::reordered`].
    pub(super) fn finish(&mut self, printed: &[u8]) -> Result<bool, ErrorKind> {
        let noted = self.orders.noted();
        if noted > 0 {
            self.orders.emit(&Span { bytes: 0..printed.len(), reorderings: 0..noted }, printed)?;
        }
        Ok(noted > 0)
    }

    /// The text with every order carried out.
    pub(super) fn reordered(&self) -> &[u8] {
        self.orders.emitted()
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
    pub(super) fn close(&mut self, object: &Object, output: &mut Output<'_, '_>, at: usize) -> Result<(), Error> {
        if object.disordered || object.maybe_equal {
            self.rearrange(object, output, at)?;
        }
        self.members.truncate(object.first_member);
        Ok(())
    }

    /// Gives an object's members their final order, if that is another one.
    #[inline(never)]
    fn rearrange(&mut self, object: &Object, output: &mut Output<'_, '_>, at: usize) -> Result<(), Error> {
        let failed = |kind| Error::new(kind, at);
        let few = self.members.len() - object.first_member < FILTERED_FROM;
        if !few && !self.find_alike(object).map_err(failed)? && !object.disordered {
            return Ok(());
        }
        output.flush(at)?;
        let text = output.printed();
        let changed = if few { self.order_few(object, text) } else { self.order_many(object, text) };
        if !changed.map_err(failed)? {
            return Ok(());
        }
        let whole = Span { bytes: object.start..text.len(), reorderings: object.first_reordering..self.orders.noted() };
        let members = &self.members[object.first_member..];
        let members = self.order.iter().map(|entry| span(members, entry.member as usize, &whole));
        self.orders.put_in_order(members, &whole, output).map_err(failed)
    }

    /// Leaves the final order of a few members in `order`, by comparing each with all before it: false if they have it.
    fn order_few(&mut self, object: &Object, printed: &[u8]) -> Result<bool, ErrorKind> {
        let members = &self.members[object.first_member..];
        let key = |member: &Member| &printed[member.start as usize..];
        self.order.clear();
        self.order.try_reserve(FILTERED_FROM).map_err(|_| ErrorKind::TooLarge)?;
        for (number, member) in (0..).zip(members) {
            let entry = Entry { rank: member.rank(), member: number };
            let is_equal = |other: &&mut Entry| {
                let other = &members[other.member as usize];
                other.hash == member.hash && are_equal(key(other), key(member))
            };
            match self.order.iter_mut().find(is_equal) {
                Some(equal) => *equal = entry,
                None => self.order.push(entry),
            }
        }
        if object.disordered {
            sort_by_rank(&mut self.order, &mut self.spare)?;
        }
        Ok(object.disordered || self.order.len() < members.len())
    }

    /// Leaves the named members in `alike` whose hashes' upper halves may be equal, sorted by these; false if no two
    /// keys can be equal.
    #[inline(never)]
    fn find_alike(&mut self, object: &Object) -> Result<bool, ErrorKind> {
        self.alike.clear();
        if !object.maybe_equal {
            return Ok(false);
        }
        let members = &self.members[object.first_member..];
        self.filter.mark(members.iter().map(|member| member.hash))?;
        for (number, member) in (0..).zip(members) {
            if member.is_named() && self.filter.shared(member.hash) {
                self.alike.try_reserve(1).map_err(|_| ErrorKind::TooLarge)?;
                self.alike.push(Entry { rank: (member.hash >> 32) as u32, member: number });
            }
        }
        sort_by_rank(&mut self.alike, &mut self.spare)?;
        let hash = |entry: &Entry| members[entry.member as usize].hash;
        // Of three, the first and the last may be equal.
        let may_be_equal = |run: &[Entry]| match run {
            [_] => false,
            [one, other] => hash(one) == hash(other),
            _ => true,
        };
        Ok(self.alike.chunk_by(|a, b| a.rank == b.rank).any(may_be_equal))
    }

    /// Leaves the final order of many members in `order`, after [`Self::find_alike`]: false if they have it.
    #[cold]
    fn order_many(&mut self, object: &Object, printed: &[u8]) -> Result<bool, ErrorKind> {
        let members = &self.members[object.first_member..];
        let key = |member: u32| &printed[members[member as usize].start as usize..];
        self.equal.begin(members.len())?;
        for run in self.alike.chunk_by(|a, b| a.rank == b.rank).filter(|run| run.len() > 1) {
            if run[1..].iter().all(|entry| are_equal(key(run[0].member), key(entry.member))) {
                self.equal.mark(run);
            } else {
                group_equal(run, |member| in_quotes(key(member)), &mut self.spare, |group| self.equal.mark(group))?;
            }
        }
        self.order.clear();
        self.order.try_reserve(members.len()).map_err(|_| ErrorKind::TooLarge)?;
        for (number, member) in (0..).zip(members) {
            if let Some(printed) = self.equal.printed(number) {
                self.order.push(Entry { rank: member.rank(), member: printed });
            }
        }
        if object.disordered {
            sort_by_rank(&mut self.order, &mut self.spare)?;
            // The later of equal array indexes takes the place of the earlier.
            self.order.dedup_by(|later, earlier| {
                let is_equal = later.rank == earlier.rank && later.rank != NAMED;
                if is_equal {
                    earlier.member = later.member;
                }
                is_equal
            });
        }
        Ok(object.disordered || self.order.len() < members.len())
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

/// The rank of all named keys: no array index is as large.
const NAMED: u32 = u32::MAX;
