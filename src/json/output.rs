//! The rewritten text while it grows: unchanged input is copied lazily, in long runs.

use core::ops::Range;

use super::error::{Error, ErrorKind};
use super::scan::block;

/// Room kept behind the written bytes, so that a short stretch is copied as one block of this size.
pub(super) const BLOCK: usize = 32;

/// The output so far: the first `len` bytes of `buffer`, then `text[kept..]` up to the reader's place.
pub(super) struct Output<'t, 'b> {
    text: &'t [u8],
    kept: usize,
    buffer: &'b mut Vec<u8>,
    len: usize,
    /// The most that `len` was before it shrank.
    most: usize,
}

impl<'t, 'b> Output<'t, 'b> {
    /// The output for `text` from `start`, with nothing printed yet; `buffer`'s content is overwritten.
    pub(super) fn new(text: &'t [u8], start: usize, buffer: &'b mut Vec<u8>) -> Self {
        Self { text, kept: start, buffer, len: 0, most: 0 }
    }

    /// How many bytes are printed when everything up to `at` stays as it is.
    #[inline]
    pub(super) fn position(&self, at: usize) -> usize {
        self.len + (at - self.kept)
    }

    /// Whether everything from `at` on still stands as it is.
    #[inline]
    pub(super) fn keeps(&self, at: usize) -> bool {
        self.kept <= at
    }

    /// How much of the buffer was written so far, at most.
    pub(super) fn used(&self) -> usize {
        self.buffer.len().min(self.len.max(self.most) + BLOCK)
    }

    /// The original stretch, when all that is printed is one: nothing was copied yet.
    pub(super) fn verbatim(&self, end: usize) -> Option<Range<usize>> {
        (self.len == 0).then_some(self.kept..end)
    }

    /// Copies what was kept up to `at`.
    #[inline]
    pub(super) fn flush(&mut self, at: usize) -> Result<(), Error> {
        let count = at - self.kept;
        // A block of fixed size needs no call; what it writes too much is overwritten.
        if count <= BLOCK
            && let Some(from) = block(self.text, self.kept)
            && let Some(to) = self.buffer.get_mut(self.len..).and_then(<[u8]>::first_chunk_mut::<BLOCK>)
        {
            *to = *from;
        } else {
            self.copy(count)?;
        }
        self.len += count;
        self.kept = at;
        Ok(())
    }

    #[inline(never)]
    fn copy(&mut self, count: usize) -> Result<(), Error> {
        self.reserve(count)?;
        self.buffer[self.len..self.len + count].copy_from_slice(&self.text[self.kept..self.kept + count]);
        Ok(())
    }

    /// Leaves `text[from..to]` out.
    #[inline]
    pub(super) fn skip(&mut self, from: usize, to: usize) -> Result<(), Error> {
        self.flush(from)?;
        self.kept = to;
        Ok(())
    }

    /// Prints what `print` writes where `text[from..to]` stood: it returns how much that is.
    #[inline]
    pub(super) fn replace(
        &mut self,
        from: usize,
        to: usize,
        print: impl FnOnce(&mut [u8; BLOCK]) -> usize,
    ) -> Result<(), Error> {
        if self.kept < from {
            self.flush(from)?;
        }
        self.reserve(0)?;
        if let Some(room) = self.buffer[self.len..].first_chunk_mut() {
            self.len += print(room);
        }
        self.kept = to;
        Ok(())
    }

    /// Copies what was kept up to `at`, and gives room for at least `count` bytes more, of which [`Output::wrote`] is
    /// told.
    #[inline]
    pub(super) fn room(&mut self, at: usize, count: usize) -> Result<&mut [u8], Error> {
        self.flush(at)?;
        self.reserve(count)?;
        Ok(&mut self.buffer[self.len..])
    }

    /// The first `len` bytes of the room stand for what was up to `to`.
    #[inline]
    pub(super) fn wrote(&mut self, len: usize, to: usize) {
        self.len += len;
        self.kept = to;
    }

    /// The bytes copied so far.
    #[inline]
    pub(super) fn printed(&self) -> &[u8] {
        &self.buffer[..self.len]
    }

    /// Has `new`, which is at most as long, take the place of what was copied from `start` on.
    pub(super) fn rewrite_from(&mut self, start: usize, new: &[u8]) {
        self.most = self.most.max(self.len);
        self.len = start + new.len();
        self.buffer[start..self.len].copy_from_slice(new);
    }

    #[inline]
    fn reserve(&mut self, count: usize) -> Result<(), Error> {
        if self.buffer.len() - self.len < count + BLOCK {
            self.grow(count)?;
        }
        Ok(())
    }

    /// The first time as much as the rest of the text needs if it only shrinks; then what it needs if it goes on as it
    /// began, where there is so much memory, and at least half as much again.
    #[cold]
    fn grow(&mut self, count: usize) -> Result<(), Error> {
        let rest = self.text.len() - self.kept;
        let least = (self.len + count.max(rest)).max(self.buffer.len() / 2 * 3) + BLOCK;
        // A sixteenth more: it may not go on quite so.
        let likely = rest as u64 * self.len as u64 / (self.kept as u64).max(1) / 16 * 17;
        let likely = self.len.saturating_add(usize::try_from(likely).unwrap_or(usize::MAX));
        let more = [least.max(likely), least].map(|wanted| wanted - self.buffer.len());
        self.buffer
            .try_reserve_exact(more[0])
            .or_else(|_| self.buffer.try_reserve_exact(more[1]))
            .map_err(|_| Error::new(ErrorKind::TooLarge, self.kept))?;
        self.buffer.resize(self.buffer.capacity(), 0);
        Ok(())
    }
}

/// A buffer that grew beyond this is given back.
const KEPT_CAPACITY: usize = 1 << 20;

/// Gives back a buffer that grew large.
pub(super) fn shrink<T>(buffer: &mut Vec<T>) {
    if buffer.capacity() * size_of::<T>() > KEPT_CAPACITY {
        *buffer = Vec::new();
    }
}
