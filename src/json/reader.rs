//! One pass over a text: the grammar of RFC 8259 and the literals that Python adds, without recursion.
//!
//! `JS` chooses the form at compile time: true for JavaScript's, false for Python's.

use super::block::block;
use super::error::{Error, ErrorKind};
use super::object::{Object, Objects};
use super::order::Span;
use super::printer::Printer;
use super::{BYTE_ORDER_MARK, MAX_DEPTH, MAX_LEN, Place, Rewriter, Text};

/// Eight spaces.
const INDENT: u64 = u64::from_le_bytes(*b"        ");

/// An array or object that is open.
pub(super) enum Frame {
    Array,
    Object(Object),
}

/// The state of the pass, shared with the readers of strings and numbers.
pub(super) struct Reader<'t, 'w> {
    pub(super) text: &'t [u8],
    pub(super) printer: Printer<'t, 'w>,
    /// `text[..valid]` is known to be UTF-8; `None` until a byte beyond ASCII is met.
    pub(super) valid: Option<usize>,
}

/// [`Rewriter::rewrite`] to the JavaScript form or to the Python form.
pub(super) fn rewrite<const JS: bool>(text: Text<'_>, rewriter: &mut Rewriter) -> Result<Place, Error> {
    let bytes = text.as_bytes();
    if bytes.len() > MAX_LEN {
        return Err(Error::new(ErrorKind::TooLarge, MAX_LEN));
    }
    let (start, valid) = match (text, bytes.starts_with(BYTE_ORDER_MARK)) {
        (Text::Bytes(_), true) => (BYTE_ORDER_MARK.len(), None),
        (Text::Bytes(_), false) => (0, None),
        (Text::Str(_), true) => return Err(Error::new(ErrorKind::ByteOrderMark, 0)),
        (Text::Str(_), false) => (0, Some(bytes.len())),
    };
    let Rewriter { printed, used, frames, objects, .. } = rewriter;
    frames.clear();
    objects.begin();
    let mut reader = Reader { text: bytes, printer: Printer::new(bytes, start, printed), valid };
    let end = reader.document::<JS>(start, frames, objects);
    *used = reader.printer.used().max(*used);
    let end = end?;
    if let Some(verbatim) = reader.printer.verbatim(end) {
        return Ok(Place::Original(verbatim));
    }
    reader.printer.flush(end)?;
    *used = reader.printer.used().max(*used);
    let len = reader.printer.position(end);
    if objects.orders.noted() > 0 {
        let whole = Span { bytes: 0..len, reorderings: 0..objects.orders.noted() };
        objects.orders.emit(&whole, &printed[..len]).map_err(|kind| Error::new(kind, 0))?;
        return Ok(Place::Reordered);
    }
    Ok(Place::Printed(len))
}

impl Reader<'_, '_> {
    /// Reads the whole text and returns the end of its value. One function for each form: engines do not optimise one as
    /// large as both would be as JavaScript.
    #[inline(never)]
    fn document<const JS: bool>(
        &mut self,
        start: usize,
        frames: &mut Vec<Frame>,
        objects: &mut Objects,
    ) -> Result<usize, Error> {
        let mut at = self.space(start)?;
        loop {
            if let Some(Frame::Object(object)) = frames.last_mut() {
                at = self.key::<JS>(at, object, objects)?;
            }
            at = match self.byte(at)? {
                b'"' => self.string::<JS>(at)?,
                b'{' => {
                    check_depth(frames, at)?;
                    let object = objects.open(self.printer.position(at + 1));
                    let inside = self.space(at + 1)?;
                    if self.byte(inside)? == b'}' {
                        inside + 1
                    } else {
                        push(frames, Frame::Object(object), at)?;
                        at = inside;
                        continue;
                    }
                }
                b'[' => {
                    check_depth(frames, at)?;
                    let inside = self.space(at + 1)?;
                    if self.byte(inside)? == b']' {
                        inside + 1
                    } else {
                        push(frames, Frame::Array, inside)?;
                        at = inside;
                        continue;
                    }
                }
                b'-' | b'0'..=b'9' => self.number::<JS>(at)?,
                b't' => self.literal(at, b"true")?,
                b'f' => self.literal(at, b"false")?,
                b'n' => self.literal(at, b"null")?,
                b'N' => self.non_finite::<JS>(at, b"NaN")?,
                b'I' => self.non_finite::<JS>(at, b"Infinity")?,
                _ => return Err(self.unexpected(at)),
            };
            // Behind a value: the rest of everything that it closes, up to the next key or value.
            loop {
                let Some(frame) = frames.last_mut() else {
                    return self.end(at);
                };
                match (self.byte(at)?, frame) {
                    (b',', _) => {
                        at = self.space(at + 1)?;
                        break;
                    }
                    (b']', Frame::Array) => {}
                    (b'}', Frame::Object(object)) => objects.close(object, &mut self.printer, at)?,
                    (byte, _) if is_space(byte) => {
                        at = self.space(at)?;
                        continue;
                    }
                    _ => return Err(self.unexpected(at)),
                }
                frames.pop();
                at += 1;
            }
        }
    }

    /// A key and its colon: returns where the value begins.
    #[inline]
    fn key<const JS: bool>(&mut self, at: usize, object: &mut Object, objects: &mut Objects) -> Result<usize, Error> {
        if self.byte(at)? != b'"' {
            return Err(self.unexpected(at));
        }
        let start = self.printer.position(at);
        let end = self.string::<JS>(at)?;
        // As it is printed, not as it was spelt: so equal keys are equal bytes.
        let (text, key) = if self.printer.keeps(at) {
            (self.text, at + 1..end - 1)
        } else {
            self.printer.flush(end)?;
            let printed = self.printer.printed();
            (printed, start + 1..printed.len() - 1)
        };
        objects.member::<JS>(object, start, text, key).map_err(|kind| Error::new(kind, at))?;
        let colon = if self.text.get(end) == Some(&b':') { end } else { self.space(end)? };
        if self.byte(colon)? != b':' {
            return Err(self.unexpected(colon));
        }
        self.space(colon + 1)
    }

    /// Behind the outermost value only white space may follow.
    fn end(&self, at: usize) -> Result<usize, Error> {
        let Some(more) = self.text[at..].iter().position(|&byte| !is_space(byte)) else {
            return Ok(at);
        };
        let error = self.unexpected(at + more);
        Err(match error.kind() {
            ErrorKind::InvalidUtf8 => error,
            _ => Error::new(ErrorKind::TrailingBytes, at + more),
        })
    }

    /// Leaves white space out and returns its end.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a call for each space costs more than what it does")]
    fn space(&mut self, at: usize) -> Result<usize, Error> {
        let above_space = |at: usize| self.text.get(at).is_none_or(|&byte| byte > b' ');
        if above_space(at) {
            return Ok(at);
        }
        let end = if self.text[at] == b' ' && above_space(at + 1) { at + 1 } else { self.space_end(at) };
        self.printer.skip(at, end)?;
        Ok(end)
    }

    /// The end of the white space from `at` on.
    fn space_end(&self, mut at: usize) -> usize {
        // An indentation is a line feed and spaces.
        at += usize::from(self.text[at] == b'\n');
        while let Some(block) = block::<8>(self.text, at) {
            let found = (u64::from_le_bytes(*block) ^ INDENT).trailing_zeros() as usize / 8;
            at += found;
            if found < 8 {
                break;
            }
        }
        at + self.text[at..].iter().take_while(|&&byte| is_space(byte)).count()
    }

    #[inline]
    fn literal(&self, at: usize, literal: &[u8]) -> Result<usize, Error> {
        let rest = &self.text[at..];
        if rest.starts_with(literal) {
            return Ok(at + literal.len());
        }
        let same = rest.iter().zip(literal).take_while(|(a, b)| a == b).count();
        Err(if same == rest.len() {
            Error::new(ErrorKind::UnexpectedEnd, at + same)
        } else {
            self.unexpected(at + same)
        })
    }

    /// `NaN`, `Infinity` and, from the number reader, `-Infinity`: printed as they are read.
    pub(super) fn non_finite<const JS: bool>(&mut self, at: usize, literal: &[u8]) -> Result<usize, Error> {
        let end = self.literal(at, literal)?;
        if JS {
            return Err(Error::new(ErrorKind::NonFinite, at));
        }
        Ok(end)
    }

    #[inline]
    fn byte(&self, at: usize) -> Result<u8, Error> {
        match self.text.get(at) {
            Some(&byte) => Ok(byte),
            None => Err(Error::new(ErrorKind::UnexpectedEnd, at)),
        }
    }

    /// The error for a byte that cannot stand here, which may be no UTF-8 either.
    #[cold]
    pub(super) fn unexpected(&self, at: usize) -> Error {
        let kind = match self.text[at..].utf8_chunks().next() {
            Some(chunk) if chunk.valid().is_empty() => ErrorKind::InvalidUtf8,
            Some(_) => ErrorKind::UnexpectedByte,
            None => ErrorKind::UnexpectedEnd,
        };
        Error::new(kind, at)
    }
}

#[inline]
const fn is_space(byte: u8) -> bool {
    const SPACES: u64 = 1 << b' ' | 1 << b'\t' | 1 << b'\n' | 1 << b'\r';
    byte <= b' ' && SPACES >> byte & 1 != 0
}

#[inline]
fn push(frames: &mut Vec<Frame>, frame: Frame, at: usize) -> Result<(), Error> {
    frames.try_reserve(1).map_err(|_| Error::new(ErrorKind::TooLarge, at))?;
    frames.push(frame);
    Ok(())
}

#[inline]
fn check_depth(frames: &[Frame], at: usize) -> Result<(), Error> {
    if frames.len() == MAX_DEPTH {
        return Err(Error::new(ErrorKind::TooDeep, at));
    }
    Ok(())
}
