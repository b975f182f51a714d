//! Numbers: read as tokens; `shortest` says which digits are printed, `digits` how they are laid out.

mod big;
mod digits;
mod power;
mod shortest;

use core::ops::Range;

use super::error::{Error, ErrorKind};
use super::output::BLOCK;
use super::reader::Reader;
use super::scan::block;
use digits::{Digits, exponent, without_zeros};
use shortest::{EXACT_DIGITS, Shortest};

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
            self.output.skip(at, integer)?;
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
            self.output.skip(kept, end)?;
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
        // JavaScript prints negative zero without its sign.
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
            self.output.replace(from, end, |room| {
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

/// The high bit of each byte that is not a digit: exact up to the first of them, counted from the lowest.
#[inline]
const fn not_digits(word: u64) -> u64 {
    let digits = word ^ 0x3030_3030_3030_3030;
    (digits | digits.wrapping_add(0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080
}
