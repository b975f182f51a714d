//! The order of an object's members, and what becomes of equal keys.
//!
//! Both implementations keep an object's members in the order in which their keys first came, each with its last
//! value; JavaScript puts array indexes first (ECMA-262 10.1.11.1 `OrdinaryOwnPropertyKeys`). Members are printed as
//! they come. Only where an object turns out to want another order is that noted, and [`Objects::emit`] copies the
//! whole text once more at the end, so that the cost stays linear however such objects are nested.

use core::{mem, ops::Range};
use std::collections::BinaryHeap;

use super::error::{Error, ErrorKind};
use super::key::{Filter, array_index, hash, in_quotes, sort_by_upper_half};
use super::printer::{BLOCK, Printer};

/// From this many members on, equal hashes are looked for when the object closes.
const FILTERED_FROM: usize = 16;

/// An object that is open.
pub(super) struct Object {
    /// Its first entry in `Objects::members`.
    first_member: usize,
    /// How many reorderings were noted before it.
    first_reordering: usize,
    /// Where its first member is printed.
    start: usize,
    /// A bit for each hash seen: a repeated one may be a repeated key.
    seen: u64,
    maybe_equal: bool,
    /// The last array index among the keys.
    last_index: Option<u32>,
    /// A key that is no array index was seen.
    named: bool,
    /// An array index came after a larger one or after a named key.
    disordered: bool,
}

impl Object {
    /// A key that begins with a digit.
    #[cold]
    fn number(&mut self, key: &[u8]) {
        match array_index(key) {
            Some(index) => {
                self.disordered |= self.named || self.last_index.is_some_and(|last| last > index);
                self.last_index = Some(index);
            }
            None => self.named = true,
        }
    }
}

/// A member of an open object.
#[derive(Clone, Copy)]
struct Member {
    hash: u64,
    start: u32,
    /// How many reorderings were noted before it.
    reorderings: u32,
}

/// A printed stretch, and the reorderings inside it.
#[derive(Clone)]
struct Span {
    bytes: Range<usize>,
    reorderings: Range<usize>,
}

/// The members of one object in their final order. Reorderings are noted as objects close, so those inside an object
/// stand right before it.
struct Reordering {
    /// From the first member to the closing bracket.
    whole: Span,
    /// In `Objects::spans`.
    members: Range<usize>,
}

/// What [`Objects::emit`] has still to write.
enum Task {
    Span(Span),
    /// Each with a comma behind it.
    Members(Range<usize>),
}

/// The members of all open objects, and the reorderings of closed ones.
#[derive(Default)]
pub(super) struct Objects {
    members: Vec<Member>,
    reorderings: Vec<Reordering>,
    spans: Vec<Span>,
    /// What [`Objects::emit`] wrote stands at `emitted_at`.
    emitted: Vec<u8>,
    /// How much of `emitted` was written since it was wiped.
    emitted_len: usize,
    emitted_at: Range<usize>,
    /// For a moment: hashes or array indexes of an object's members in their upper halves, sorted, and what sorts them.
    sorted: Vec<u64>,
    spare: Vec<u64>,
    /// For a moment, too: for each of the members the one that is printed in its place.
    sources: Vec<u32>,
    filter: Filter,
}

impl Objects {
    /// Forgets the text before.
    pub(super) fn begin(&mut self) {
        self.members.clear();
        self.reorderings.clear();
        self.spans.clear();
    }

    /// Wipes the emitted text, and gives back what grew large.
    pub(super) fn clear(&mut self) {
        self.emitted[..self.emitted_len].fill(0);
        self.emitted_len = 0;
        self.emitted_at = 0..0;
        super::shrink(&mut self.members);
        super::shrink(&mut self.reorderings);
        super::shrink(&mut self.spans);
        super::shrink(&mut self.emitted);
        super::shrink(&mut self.sorted);
        super::shrink(&mut self.spare);
        super::shrink(&mut self.sources);
        self.filter.shrink();
    }

    /// What [`Objects::emit`] wrote.
    pub(super) fn emitted(&self) -> &[u8] {
        &self.emitted[self.emitted_at.clone()]
    }

    /// Whether any object wants another order than it was printed in.
    pub(super) fn reordered(&self) -> bool {
        !self.reorderings.is_empty()
    }

    /// An object whose first member is printed at `start`.
    #[inline]
    pub(super) fn open(&self, start: usize) -> Object {
        Object {
            first_member: self.members.len(),
            first_reordering: self.reorderings.len(),
            start,
            seen: 0,
            maybe_equal: false,
            last_index: None,
            named: false,
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
        let hash = hash(text, key.clone());
        let bit = 1 << (hash >> 58);
        if object.seen & bit != 0 && !object.maybe_equal {
            object.maybe_equal = self.may_be_equal(object, hash);
        }
        object.seen |= bit;
        if JS {
            match text.get(key.start) {
                Some(b'0'..=b'9') => object.number(&text[key]),
                _ => object.named = true,
            }
        }
        if self.members.len() == self.members.capacity() {
            self.members.try_reserve(1).map_err(|_| ErrorKind::TooLarge)?;
        }
        self.members.push(Member { hash, start: start as u32, reorderings: self.reorderings.len() as u32 });
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
    pub(super) fn close<const JS: bool>(
        &mut self,
        object: &Object,
        printer: &mut Printer<'_, '_>,
        at: usize,
    ) -> Result<(), Error> {
        if object.disordered || object.maybe_equal {
            self.find_alike(object).map_err(|kind| Error::new(kind, at))?;
            if object.disordered || !self.sorted.is_empty() {
                printer.flush(at)?;
                self.reorder(object, printer.printed()).map_err(|kind| Error::new(kind, at))?;
            }
        }
        self.members.truncate(object.first_member);
        Ok(())
    }

    /// Leaves the numbers of those members in `sorted` whose hashes are equal, side by side.
    #[inline(never)]
    fn find_alike(&mut self, object: &Object) -> Result<(), ErrorKind> {
        self.sorted.clear();
        if !object.maybe_equal {
            return Ok(());
        }
        let mut filter = mem::take(&mut self.filter);
        filter.mark(self.members[object.first_member..].iter().map(|member| member.hash))?;
        self.sort(object, |member| filter.shared(member.hash), |member| (member.hash >> 32) as u32)?;
        self.filter = filter;
        let hash = |entry: u64| self.members[object.first_member + entry as u32 as usize].hash;
        let alike = |group: &[u64]| group.len() > 2 || group.len() == 2 && hash(group[0]) == hash(group[1]);
        if !self.sorted.chunk_by(|a, b| a >> 32 == b >> 32).any(alike) {
            self.sorted.clear();
        }
        Ok(())
    }

    /// Leaves the numbers of an object's members in `sorted`, those that are wanted, in the order of what `value` says of
    /// them, which is in the upper halves.
    fn sort(
        &mut self,
        object: &Object,
        wanted: impl Fn(&Member) -> bool,
        value: impl Fn(&Member) -> u32,
    ) -> Result<(), ErrorKind> {
        self.sorted.clear();
        for (index, member) in (0..).zip(&self.members[object.first_member..]).filter(|(_, member)| wanted(member)) {
            self.sorted.try_reserve(1).map_err(|_| ErrorKind::TooLarge)?;
            self.sorted.push(u64::from(value(member)) << 32 | index);
        }
        sort_by_upper_half(&mut self.sorted, &mut self.spare)
    }

    /// Notes the final order of an object's members, if it is another one; `sorted` has those that may have equal keys.
    #[cold]
    fn reorder(&mut self, object: &Object, printed: &[u8]) -> Result<(), ErrorKind> {
        let too_large = |_| ErrorKind::TooLarge;
        let members = &self.members[object.first_member..];
        let key = |member: &Member| in_quotes(&printed[member.start as usize..]);

        // For each member that stays, the one whose value it takes: the last with its key. Without such keys, itself.
        self.sources.clear();
        if !self.sorted.is_empty() {
            self.sources.try_reserve(members.len()).map_err(too_large)?;
            self.sources.extend(0..members.len() as u32);
        }
        let mut changed = object.disordered;
        for alike in self.sorted.chunk_by_mut(|a, b| a >> 32 == b >> 32) {
            let key = |&entry: &u64| key(&members[entry as u32 as usize]);
            let equal = alike.windows(2).all(|pair| key(&pair[0]) == key(&pair[1]));
            if !equal {
                let mut by_key = Vec::new();
                by_key.try_reserve_exact(alike.len()).map_err(too_large)?;
                by_key.extend(alike.iter().map(|entry| (key(entry), *entry)));
                let by_key = BinaryHeap::from(by_key).into_sorted_vec();
                alike.iter_mut().zip(by_key).for_each(|(entry, sorted)| *entry = sorted.1);
            }
            for equal in alike.chunk_by(|a, b| equal || key(a) == key(b)).filter(|equal| equal.len() > 1) {
                changed = true;
                for &entry in equal {
                    self.sources[entry as u32 as usize] = GONE;
                }
                self.sources[equal[0] as u32 as usize] = equal[equal.len() - 1] as u32;
            }
        }
        if !changed {
            return Ok(());
        }
        if object.disordered {
            self.sort(object, |_| true, |member| array_index(key(member)).unwrap_or(u32::MAX))?;
        }

        let members = &self.members[object.first_member..];
        let first_span = self.spans.len();
        self.spans.try_reserve(members.len()).map_err(too_large)?;
        for place in 0..members.len() {
            let place = if object.disordered { self.sorted[place] as u32 as usize } else { place };
            let source = self.sources.get(place).map_or(place, |&source| source as usize);
            let Some(member) = members.get(source) else {
                continue;
            };
            let (end, reorderings) = match members.get(source + 1) {
                Some(next) => (next.start as usize - 1, next.reorderings as usize),
                None => (printed.len(), self.reorderings.len()),
            };
            match self.spans[first_span..].last_mut() {
                // Behind the comma.
                Some(last) if last.bytes.end + 1 == member.start as usize => {
                    (last.bytes.end, last.reorderings.end) = (end, reorderings);
                }
                _ => {
                    let reorderings = member.reorderings as usize..reorderings;
                    self.spans.push(Span { bytes: member.start as usize..end, reorderings });
                }
            }
        }
        self.reorderings.try_reserve(1).map_err(too_large)?;
        self.reorderings.push(Reordering {
            whole: Span {
                bytes: object.start..printed.len(),
                reorderings: object.first_reordering..self.reorderings.len(),
            },
            members: first_span..self.spans.len(),
        });
        Ok(())
    }

    /// The printed text with every noted order carried out: each byte is copied once, from the end to the front,
    /// because that is the order in which the innermost reorderings are found behind the outer ones.
    #[cold]
    pub(super) fn emit(&mut self, printed: &[u8]) -> Result<(), Error> {
        let too_large = |_| Error::new(ErrorKind::TooLarge, 0);
        let more = printed.len().saturating_sub(self.emitted.len());
        self.emitted.try_reserve_exact(more).map_err(too_large)?;
        self.emitted.resize(self.emitted.len() + more, 0);
        self.emitted_len = self.emitted_len.max(printed.len());
        let mut front = printed.len();
        let mut put = |bytes: Range<usize>, comma: bool| {
            if comma {
                front -= 1;
                self.emitted[front] = b',';
            }
            let len = bytes.len();
            // As `Printer::flush` does; what is too much stands in front.
            if len <= BLOCK
                && let Some(from) = printed[..bytes.end].last_chunk::<BLOCK>()
                && let Some(to) = self.emitted[..front].last_chunk_mut()
            {
                *to = *from;
            } else {
                self.emitted[front - len..front].copy_from_slice(&printed[bytes]);
            }
            front -= len;
        };
        let mut tasks = vec![Task::Span(Span { bytes: 0..printed.len(), reorderings: 0..self.reorderings.len() })];
        while let Some(task) = tasks.pop() {
            tasks.try_reserve(3).map_err(too_large)?;
            match task {
                Task::Span(span) if span.reorderings.is_empty() => put(span.bytes, false),
                Task::Span(span) => {
                    let Reordering { whole, members } = &self.reorderings[span.reorderings.end - 1];
                    put(whole.bytes.end..span.bytes.end, false);
                    tasks.push(Task::Span(Span {
                        bytes: span.bytes.start..whole.bytes.start,
                        reorderings: span.reorderings.start..whole.reorderings.start,
                    }));
                    tasks.push(Task::Members(members.start..members.end - 1));
                    tasks.push(Task::Span(self.spans[members.end - 1].clone()));
                }
                Task::Members(mut members) => {
                    while let Some(last) = members.next_back() {
                        let span = &self.spans[last];
                        if span.reorderings.is_empty() {
                            put(span.bytes.clone(), true);
                            continue;
                        }
                        put(0..0, true);
                        tasks.push(Task::Members(members));
                        tasks.push(Task::Span(span.clone()));
                        break;
                    }
                }
            }
        }
        self.emitted_at = front..printed.len();
        Ok(())
    }
}

/// The source of a member that a later one with its key replaces: no member's number.
const GONE: u32 = u32::MAX;
