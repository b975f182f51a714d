//! Numbers: which digits are printed; `layout` says how.

use core::ops::Range;

use super::block::block;
use super::decimal::Shortest;
use super::error::{Error, ErrorKind};
use super::layout::{Digits, without_zeros};
use super::printer::BLOCK;
use super::reader::Reader;

/// Decimals of up to this many digits survive the way through a double (IEEE 754 binary64), if it is a normal one.
pub(super) const EXACT_DIGITS: usize = 15;

/// `sys.get_int_max_str_digits()` of CPython by default.
const PYTHON_MAX_INT_DIGITS: usize = 4300;

impl Reader<'_, '_> {
    /// Reads and prints the number that begins at `at`; returns its end.
    #[inline]
    pub(super) fn number<const JS: bool>(&mut self, at: usize) -> Result<usize, Error> {
        let negative = self.text[at] == b'-';
        let integer = at + usize::from(negative);
        let point = match self.text.get(integer) {
            Some(b'0') => integer + 1,
            Some(b'1'..=b'9') => self.digits(integer + 1),
            Some(b'I') if negative => {
                return match self.non_finite::<JS>(integer, b"Infinity") {
                    Err(error) if error.kind() == ErrorKind::NonFinite => Err(Error::new(ErrorKind::NonFinite, at)),
                    other => other,
                };
            }
            _ => return Err(self.malformed(integer)),
        };
        match self.text.get(point) {
            Some(b'.' | b'e' | b'E') => self.real::<JS>(at, integer, point),
            Some(b'0'..=b'9') => Err(self.malformed(point)),
            _ => self.integer::<JS>(at, integer, point),
        }
    }

    /// An integer: Python keeps every digit, JavaScript those that a double holds.
    fn integer<const JS: bool>(&mut self, at: usize, integer: usize, end: usize) -> Result<usize, Error> {
        let digits = &self.text[integer..end];
        if at != integer && digits == b"0" {
            self.printer.skip(at, integer)?;
            return Ok(end);
        }
        if digits.len() <= EXACT_DIGITS {
            return Ok(end);
        }
        if JS {
            return self.print::<JS>(at..end, end, b"", None);
        }
        if digits.len() > PYTHON_MAX_INT_DIGITS {
            return Err(Error::new(ErrorKind::IntegerTooLong, at));
        }
        Ok(end)
    }

    /// A number that becomes a double; a decimal point or an exponent, if it has one, stands at `point`.
    fn real<const JS: bool>(&mut self, at: usize, integer: usize, point: usize) -> Result<usize, Error> {
        let text = self.text;
        let (mut end, mut fraction) = (point, &[] as &[u8]);
        if let Some(b'.') = text.get(point) {
            end = self.digits(point + 1);
            if end == point + 1 {
                return Err(self.malformed(end));
            }
            fraction = without_zeros(&text[point + 1..end]);
        }
        if let Some(b'e' | b'E') = text.get(end) {
            let (exponent, end) = exponent(text, end).map_err(|at| self.malformed(at))?;
            return self.print::<JS>(at..end, point, fraction, Some(exponent));
        }
        let few = point - integer + fraction.len() <= EXACT_DIGITS;
        if few && (text[integer] != b'0' || fraction.first().map_or(!JS, |&first| first != b'0')) {
            return self.keep::<JS>(point, fraction, end);
        }
        self.print::<JS>(at..end, point, fraction, None)
    }

    /// Leaves a number without an exponent as it stands, but for zeros at the end.
    #[inline]
    fn keep<const JS: bool>(&mut self, point: usize, fraction: &[u8], end: usize) -> Result<usize, Error> {
        let kept = match fraction.len() {
            0 if JS => point,
            0 => point + 2,
            len => point + 1 + len,
        };
        if kept != end {
            self.printer.skip(kept, end)?;
        }
        Ok(end)
    }

    /// Prints the double of a token with this fraction and exponent.
    #[inline(never)]
    fn print<const JS: bool>(
        &mut self,
        token: Range<usize>,
        point: usize,
        fraction: &[u8],
        exponent: Option<isize>,
    ) -> Result<usize, Error> {
        let Range { start: at, end } = token;
        let integer = at + usize::from(self.text[at] == b'-');
        let digits = Digits::new(&self.text[integer..point], fraction, exponent.unwrap_or(0));
        let mut buffer = zmij::Buffer::new();
        let Some(shortest) = Shortest::of(digits, &mut buffer) else {
            return if JS { self.replace(at, end, b"null") } else { self.replace(integer, end, b"Infinity") };
        };
        // In JavaScript, zero has no sign.
        let from = if JS && shortest.digits.count == 0 { at } else { integer };
        if shortest.is_same && exponent.is_none() && shortest.digits.is_plain(JS) && from == integer {
            return self.keep::<JS>(point, fraction, end);
        }
        let mut new = [0; BLOCK];
        let len = shortest.digits.print(JS, shortest.up, &mut new);
        self.replace(from, end, &new[..len])
    }

    /// Prints `new`, of up to [`BLOCK`] bytes, where `text[from..end]` stands, unless that is the same.
    fn replace(&mut self, from: usize, end: usize, new: &[u8]) -> Result<usize, Error> {
        if self.text[from..end] != *new {
            self.printer.replace(from, end, |room| {
                room[..new.len()].copy_from_slice(new);
                new.len()
            })?;
        }
        Ok(end)
    }

    /// The end of the digits from `at` on.
    #[inline]
    fn digits(&self, mut at: usize) -> usize {
        while let Some(block) = block::<8>(self.text, at) {
            let found = not_digits(u64::from_le_bytes(*block)).trailing_zeros() as usize / 8;
            at += found;
            if found < 8 {
                return at;
            }
        }
        at + self.text[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// The error for a number that cannot go on like this.
    #[cold]
    fn malformed(&self, at: usize) -> Error {
        match self.unexpected(at) {
            error if error.kind() == ErrorKind::UnexpectedByte => Error::new(ErrorKind::InvalidNumber, at),
            error => error,
        }
    }
}

/// The high bit of each byte that is no digit: exact up to the first of them, counted from the lowest.
#[inline]
const fn not_digits(word: u64) -> u64 {
    let digits = word ^ 0x3030_3030_3030_3030;
    (digits | digits.wrapping_add(0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080
}

/// The value and the end of the exponent whose letter is at `at`; or where a digit is missing.
#[inline(always)]
#[allow(clippy::inline_always, reason = "a call costs more than what it does")]
pub(super) fn exponent(text: &[u8], at: usize) -> Result<(isize, usize), usize> {
    let sign = text.get(at + 1).filter(|&sign| matches!(sign, b'+' | b'-'));
    let first = at + 1 + usize::from(sign.is_some());
    let (mut value, mut end) = (0, first);
    while let Some(digit @ b'0'..=b'9') = text.get(end) {
        // No text is long enough for so many zeros as would balance what is larger.
        value = if value < 1 << 27 { 10 * value + isize::from(digit & 0xf) } else { 1 << 30 };
        end += 1;
    }
    if end == first {
        return Err(end);
    }
    Ok((if sign == Some(&b'-') { -value } else { value }, end))
}
