//! How the two languages lay out a float's digits: ECMA-262 6.1.6.1.20 `Number::toString`, CPython's `repr(float)`.

use core::ops::RangeInclusive;

use super::number::exponent;
use super::printer::BLOCK;

/// `0.d1d2…` times ten to `power`; the digits are those of `whole`, then `fraction`.
#[derive(Clone, Copy)]
pub(super) struct Digits<'t> {
    pub(super) whole: &'t [u8],
    pub(super) fraction: &'t [u8],
    /// How many of them there are: what follows is left out.
    pub(super) count: usize,
    pub(super) power: isize,
}

impl<'t> Digits<'t> {
    /// The digits of `whole.fraction` times ten to `exponent` without zeros at either end: none at all for zero.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a call costs more than what it does")]
    pub(super) fn new(whole: &'t [u8], fraction: &'t [u8], exponent: isize) -> Self {
        let fraction = without_zeros(fraction);
        let places = |digits: &[u8]| digits.len().cast_signed();
        let (power, whole, fraction) = if let [b'0', ..] = whole {
            let zeros = fraction.iter().take_while(|&&digit| digit == b'0').count();
            (-zeros.cast_signed(), &[] as &[u8], &fraction[zeros..])
        } else {
            (places(whole), if fraction.is_empty() { without_zeros(whole) } else { whole }, fraction)
        };
        let count = whole.len() + fraction.len();
        // Zero is laid out as a digit in front of the point.
        Self { whole, fraction, count, power: if count == 0 { 1 } else { power + exponent } }
    }

    /// Those of a positive number in the grammar of JSON.
    pub(super) fn parse(number: &'t [u8]) -> Self {
        let mantissa = number.iter().position(|&byte| byte == b'e').unwrap_or(number.len());
        let point = number.iter().position(|&byte| byte == b'.').unwrap_or(mantissa);
        let exponent = exponent(number, mantissa).map_or(0, |(value, _)| value);
        Self::new(&number[..point], number.get(point + 1..mantissa).unwrap_or_default(), exponent)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &u8> {
        self.whole.iter().chain(self.fraction).take(self.count)
    }

    /// Whether they are printed without an exponent.
    #[inline]
    pub(super) fn is_plain(&self, js: bool) -> bool {
        let plain: RangeInclusive<isize> = if js { -5..=21 } else { -3..=16 };
        plain.contains(&self.power)
    }

    /// Writes `String(number)` or `repr(number)` of the positive number with these digits, the last made one larger if
    /// `up`; returns its length. What follows is overwritten with zeros.
    #[inline(never)]
    pub(super) fn print(&self, js: bool, up: bool, out: &mut [u8; BLOCK]) -> usize {
        let plain = self.is_plain(js);
        // Where the first digit goes, and how many stand before the point.
        let (start, whole) = match usize::try_from(self.power) {
            _ if !plain => (0, 1),
            Ok(power @ 1..) => (0, power),
            _ => (1 + self.power.unsigned_abs(), 0),
        };
        let place = |index: usize| start + index + usize::from(index >= whole);
        *out = [b'0'; BLOCK];
        let digits = &self.whole[..self.whole.len().min(self.count)];
        for (index, &digit) in (0..).zip(digits) {
            out[place(index)] = digit;
        }
        for (index, &digit) in (digits.len()..self.count).zip(self.fraction) {
            out[place(index)] = digit;
        }
        if up {
            let last = &mut out[place(self.count - 1)];
            debug_assert!(*last < b'9', "one digit less would have been as near");
            *last += 1;
        }
        let mut len = if self.count > whole {
            out[whole.max(1)] = b'.';
            place(self.count)
        } else if js || !plain {
            whole
        } else {
            out[whole] = b'.';
            whole + 2
        };
        if !plain {
            let exponent = self.power - 1;
            let size = exponent.unsigned_abs();
            out[len] = b'e';
            out[len + 1] = if exponent < 0 { b'-' } else { b'+' };
            let first = len + 2;
            len = first + exponent_digits(js, size);
            let mut rest = size;
            for place in out[first..len].iter_mut().rev() {
                *place = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
        }
        len
    }
}

impl PartialEq for Digits<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.power == other.power && self.iter().eq(other.iter())
    }
}

/// How many digits an exponent has.
#[inline]
pub(super) const fn exponent_digits(js: bool, size: usize) -> usize {
    match size {
        100.. => 3,
        10.. => 2,
        _ if js => 1,
        _ => 2,
    }
}

/// Without those at the end.
#[inline]
pub(super) fn without_zeros(digits: &[u8]) -> &[u8] {
    match digits {
        [.., b'0'] => &digits[..digits.iter().rposition(|&digit| digit != b'0').map_or(0, |last| last + 1)],
        _ => digits,
    }
}
