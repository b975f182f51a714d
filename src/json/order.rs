//! Members of objects put in another order than they were printed in.
//!
//! Where nothing inside an object was moved yet, its members are moved at once, in the printed text. Otherwise their
//! order is noted, and carried out with the whole text at the end. So each byte is moved twice at most, however such
//! objects are nested.

use core::ops::Range;

use super::error::ErrorKind;
use super::printer::{BLOCK, Printer};

/// A printed stretch, and the reorderings noted inside it.
#[derive(Clone)]
pub(super) struct Span {
    pub(super) bytes: Range<usize>,
    pub(super) reorderings: Range<usize>,
}

/// The members of one object in their final order. Reorderings are noted as objects close, so those inside an object
/// stand right before it.
struct Reordering {
    /// From the first member to the closing bracket.
    whole: Span,
    /// In `Orders::spans`.
    members: Range<usize>,
}

/// What [`Orders::emit`] has still to write.
enum Task {
    Span(Span),
    /// Each with a comma behind it.
    Members(Range<usize>),
}

/// What was moved, and what is still to be.
#[derive(Default)]
pub(super) struct Orders {
    reorderings: Vec<Reordering>,
    spans: Vec<Span>,
    /// Up to where members were moved in the printed text.
    moved: usize,
    /// What [`Orders::emit`] wrote stands at `emitted_at`.
    emitted: Vec<u8>,
    /// How much of `emitted` was written since it was wiped.
    emitted_len: usize,
    emitted_at: Range<usize>,
}

impl Orders {
    /// Forgets the text before.
    pub(super) fn begin(&mut self) {
        self.reorderings.clear();
        self.spans.clear();
        self.moved = 0;
    }

    /// Wipes the emitted text, and gives back what grew large.
    pub(super) fn clear(&mut self) {
        self.emitted[..self.emitted_len].fill(0);
        self.emitted_len = 0;
        self.emitted_at = 0..0;
        super::shrink(&mut self.reorderings);
        super::shrink(&mut self.spans);
        super::shrink(&mut self.emitted);
    }

    /// What [`Orders::emit`] wrote.
    pub(super) fn emitted(&self) -> &[u8] {
        &self.emitted[self.emitted_at.clone()]
    }

    /// How many reorderings are noted.
    #[inline]
    pub(super) fn noted(&self) -> usize {
        self.reorderings.len()
    }

    /// Puts the members of an object, which is the end of what is printed, in this order.
    #[inline]
    pub(super) fn put_in_order(
        &mut self,
        members: impl DoubleEndedIterator<Item = Span>,
        whole: &Span,
        printer: &mut Printer<'_, '_>,
    ) -> Result<(), ErrorKind> {
        if whole.bytes.start < self.moved {
            return self.note(members, whole.clone());
        }
        let moved = self.copy(members, whole.bytes.len(), printer.printed())?;
        printer.rewrite_from(whole.bytes.start, &self.emitted[moved]);
        self.moved = printer.printed().len();
        Ok(())
    }

    /// Copies members of so many bytes in all, inside which no order is noted; returns where they are in `emitted`.
    #[inline]
    fn copy(
        &mut self,
        members: impl DoubleEndedIterator<Item = Span>,
        len: usize,
        printed: &[u8],
    ) -> Result<Range<usize>, ErrorKind> {
        self.room(len)?;
        let mut front = len;
        for Span { bytes, .. } in members.rev() {
            let comma = front < len;
            put(&mut self.emitted, &mut front, printed, bytes, comma);
        }
        Ok(front..len)
    }

    /// Notes the final order of an object's members.
    fn note(&mut self, members: impl Iterator<Item = Span>, whole: Span) -> Result<(), ErrorKind> {
        let too_large = |_| ErrorKind::TooLarge;
        let first_span = self.spans.len();
        for span in members {
            match self.spans[first_span..].last_mut() {
                // Behind the comma.
                Some(last) if last.bytes.end + 1 == span.bytes.start => {
                    (last.bytes.end, last.reorderings.end) = (span.bytes.end, span.reorderings.end);
                }
                _ => {
                    self.spans.try_reserve(1).map_err(too_large)?;
                    self.spans.push(span);
                }
            }
        }
        self.reorderings.try_reserve(1).map_err(too_large)?;
        self.reorderings.push(Reordering { whole, members: first_span..self.spans.len() });
        Ok(())
    }

    /// Makes `emitted` at least so long.
    fn room(&mut self, len: usize) -> Result<(), ErrorKind> {
        if let Some(more) = len.checked_sub(self.emitted.len()) {
            self.emitted.try_reserve_exact(more).map_err(|_| ErrorKind::TooLarge)?;
            self.emitted.resize(len, 0);
        }
        self.emitted_len = self.emitted_len.max(len);
        Ok(())
    }

    /// What is printed there with every order that is noted inside carried out: each byte is copied once, from the end to
    /// the front, because that is the order in which the innermost reorderings are found behind the outer ones.
    #[cold]
    pub(super) fn emit(&mut self, whole: &Span, printed: &[u8]) -> Result<(), ErrorKind> {
        let len = whole.bytes.len();
        self.room(len)?;
        let mut front = len;
        let mut put = |bytes, comma| put(&mut self.emitted, &mut front, printed, bytes, comma);
        let mut tasks = vec![Task::Span(whole.clone())];
        while let Some(task) = tasks.pop() {
            tasks.try_reserve(3).map_err(|_| ErrorKind::TooLarge)?;
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
        self.emitted_at = front..len;
        Ok(())
    }
}

/// Copies what is printed there in front of what was copied before, which a comma may stand in front of.
fn put(to: &mut [u8], front: &mut usize, printed: &[u8], bytes: Range<usize>, comma: bool) {
    if comma {
        *front -= 1;
        to[*front] = b',';
    }
    let len = bytes.len();
    // As `Printer::flush` does; what is too much stands in front.
    if len <= BLOCK
        && let Some(from) = printed[..bytes.end].last_chunk::<BLOCK>()
        && let Some(to) = to[..*front].last_chunk_mut()
    {
        *to = *from;
    } else {
        to[*front - len..*front].copy_from_slice(&printed[bytes]);
    }
    *front -= len;
}

#[cfg(test)]
mod tests {
    use crate::json::{Form, Rewriter, Text};

    /// Long texts, then short ones in the same buffers, moved at once or at the end.
    #[test]
    fn nothing_that_was_printed_or_moved_stays() {
        let chain = |levels| format!("{}0{}", r#"{"a":"#.repeat(levels), r#", "0":0}"#.repeat(levels));
        let replaced = |value: &str| format!(r#"{{"a": {{"b": "{}", "b": {value}}}, "1": 0}}"#, "long".repeat(2000));
        let texts = [chain(1000), chain(9), replaced("0"), replaced(r#"{"c":0,"1":0}"#), chain(1)];
        for first in 0..texts.len() {
            for second in 0..texts.len() {
                let mut rewriter = Rewriter::new();
                for text in [&texts[first], &texts[second]] {
                    for form in [Form::JavaScript, Form::Python] {
                        rewriter.rewrite(Text::Str(text), form).unwrap();
                    }
                }
                assert!(rewriter.printed.iter().any(|&byte| byte != 0));
                rewriter.clear();
                let emitted = &rewriter.objects.orders.emitted;
                assert!(rewriter.printed.iter().chain(emitted).all(|&byte| byte == 0), "{first}, {second}");
            }
        }
    }
}
