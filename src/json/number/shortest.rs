//! From decimals to doubles, and to the fewest digits that round to the same double.
//!
//! A decimal's first 19 digits times its power of ten, in 64 bits and with a known error, are nearly always enough to
//! tell. Where they are not, `big` compares exactly.

use core::cmp::Ordering;
use core::ops::RangeInclusive;

use super::big;
use super::digits::Digits;
use super::power::{Power, high_product};

/// Decimals of up to this many digits survive the way through a double (IEEE 754 binary64), if it is a normal one.
pub(super) const EXACT_DIGITS: usize = 15;

/// `0.d1d2…` times ten to these powers is a normal double, with all its bits.
const NORMAL: RangeInclusive<isize> = -306..=308;

/// Below these powers the double is zero, above it is infinite.
const FINITE: RangeInclusive<isize> = -323..=309;

/// The lowest bit of the smallest doubles is 2 to this power.
const LEAST_EXPONENT: i32 = -1074;

/// The most digits that always fit 64 bits.
const MOST_DIGITS: usize = 19;

/// A decimal in fixed point.
struct Decimal<'t> {
    digits: &'t Digits<'t>,
    /// The first [`MOST_DIGITS`] digits.
    significand: u64,
    /// Of the last of them.
    power: Power,
    /// The decimal is at least this times 2 to `exponent`, and less than `error` units more. It has 63 or 64 bits.
    quotient: u64,
    exponent: i32,
    error: u64,
}

/// How a decimal becomes the shortest that rounds to the same double.
#[derive(Clone, Copy)]
struct Shortening {
    /// How many digits at the end are dropped.
    dropped: usize,
    /// Whether the last that stays is made one larger.
    up: bool,
}

impl Shortening {
    /// All digits stay.
    const NONE: Self = Self { dropped: 0, up: false };
}

/// The fewest digits that round to a decimal's double, of as many the closest: those that are printed.
pub(super) struct Shortest<'t> {
    pub(super) digits: Digits<'t>,
    /// Whether the last of them is printed one larger.
    pub(super) up: bool,
    /// Whether they are the decimal's own.
    pub(super) is_same: bool,
}

impl<'t> Shortest<'t> {
    /// Those of the decimal with these digits; none if its double is infinite.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a call costs a tenth of a float of 17 digits")]
    pub(super) fn of(digits: Digits<'t>, buffer: &'t mut zmij::Buffer) -> Option<Self> {
        if let Some(Shortening { dropped, up }) = shortening(&digits) {
            let count = digits.count - dropped;
            return Some(Self { digits: Digits { count, ..digits }, up, is_same: dropped == 0 });
        }
        let double = nearest(&digits);
        if double.is_infinite() {
            return None;
        }
        let shortest = Digits::parse(buffer.format_finite(double).as_bytes());
        Some(Self { digits: shortest, up: false, is_same: shortest == digits })
    }
}

/// The shortening of a decimal, where that is known without its double.
#[inline]
fn shortening(digits: &Digits<'_>) -> Option<Shortening> {
    match digits.count {
        _ if !NORMAL.contains(&digits.power) => None,
        0..=EXACT_DIGITS => Some(Shortening::NONE),
        16..=MOST_DIGITS => Decimal::new(digits).shortening(),
        _ => None,
    }
}

/// The double nearest to a decimal, however many digits it has.
#[inline(never)]
fn nearest(digits: &Digits<'_>) -> f64 {
    if digits.power > *FINITE.end() {
        f64::INFINITY
    } else if digits.power < *FINITE.start() {
        0.0
    } else {
        Decimal::new(digits).double()
    }
}

impl<'t> Decimal<'t> {
    /// The decimal with these digits, at least one, whose `power` is in [`FINITE`].
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a call costs more than it saves in size")]
    fn new(digits: &'t Digits<'t>) -> Self {
        let whole = &digits.whole[..digits.whole.len().min(MOST_DIGITS)];
        let fraction = &digits.fraction[..digits.fraction.len().min(MOST_DIGITS - whole.len())];
        let count = whole.len() + fraction.len();
        let significand = digits_value(digits_value(0, whole), fraction);
        let power = Power::of_ten((digits.power - count.cast_signed()) as i32);
        let zeros = significand.leading_zeros();
        let cut = if count < digits.count { 1 << zeros } else { 0 };
        Self {
            digits,
            significand,
            quotient: high_product(significand << zeros, power.bits),
            exponent: power.exponent + 64 - zeros.cast_signed(),
            // The product is rounded down.
            error: power.error + cut + 1,
            power,
        }
    }

    /// How a decimal of up to [`MOST_DIGITS`] digits becomes the shortest, if its double is a normal one. Nothing where
    /// it takes more bits, or digits, to tell.
    ///
    /// Distances are compared on the scale of the quotient, to the decimals with fewer digits on either side: what rounds
    /// to the double is less than half of the doubles' distance away from it.
    fn shortening(&self) -> Option<Shortening> {
        let half = 1_u64 << (10 - self.quotient.leading_zeros());
        let rest = self.quotient & (2 * half - 1);
        let rounded = self.quotient.wrapping_add(half) & !(2 * half - 1);
        // The doubles below a power of two are nearer; zero is one beyond 64 bits.
        if rest <= half && rest + self.error > half || rounded == 0 || rounded.is_power_of_two() {
            return None;
        }
        let half = half.cast_signed();
        // The quotient's error, and little more than 1 of what is scaled.
        let margin = self.error.cast_signed() + 2;
        let offset = self.quotient.wrapping_sub(rounded).cast_signed();
        let (mut shortening, mut distance) = (Shortening::NONE, offset.abs());
        let last_digit = self.digits.fraction.last().or(self.digits.whole.last())? & 0xf;
        let (mut unit, mut next, mut rest) = (1, 10, u64::from(last_digit));
        for dropped in 1..=4 {
            let below = (self.scaled(rest) - offset).abs();
            let above = (self.scaled(next - rest) + offset).abs();
            let (near, far) = if above < below { (above, below) } else { (below, above) };
            if near > half + margin {
                return (2 * (distance + margin) < self.scaled(unit)).then_some(shortening);
            }
            if near + margin >= half || far <= half + margin {
                return None;
            }
            (shortening, distance) = (Shortening { dropped, up: above < below }, near);
            (unit, next) = (next, next * 10);
            rest = self.significand % next;
        }
        None
    }

    /// Up to 10,000 units of the last digit on the scale of the quotient, rounded down.
    #[inline]
    fn scaled(&self, units: u64) -> i64 {
        // 14 bits times 50.
        let product = units * (self.power.bits >> 14);
        (product >> (50 - self.significand.leading_zeros())).cast_signed()
    }

    /// The nearest double, of two that are as near the even one; infinite beyond the largest.
    fn double(&self) -> f64 {
        let highest_bit = 63 - self.quotient.leading_zeros().cast_signed() + self.exponent;
        let exponent = (highest_bit - 52).max(LEAST_EXPONENT);
        // How many bits of the quotient no double has.
        let beyond = (exponent - self.exponent).unsigned_abs();
        if beyond > 64 {
            return 0.0;
        }
        let (half, mask) = (1_u64 << (beyond - 1), u64::MAX >> (64 - beyond));
        let (mut double, rest) = (self.quotient.checked_shr(beyond).unwrap_or(0), self.quotient & mask);
        let up = if rest > half {
            true
        } else if rest + self.error <= half {
            false
        } else {
            match big::compare(self.digits, 2 * double + 1, exponent - 1) {
                Ordering::Less => false,
                Ordering::Equal => double % 2 == 1,
                Ordering::Greater => true,
            }
        };
        // Its highest bit, if a double does not leave it out, adds 1 to the exponent; what is carried does as well.
        double += u64::from(up) + (u64::from((exponent - LEAST_EXPONENT).unsigned_abs()) << 52);
        f64::from_bits(double.min(f64::INFINITY.to_bits()))
    }
}

/// The number whose decimal digits are those of `front`, then `digits`.
#[inline]
fn digits_value(front: u64, digits: &[u8]) -> u64 {
    let (words, rest) = digits.as_chunks::<8>();
    let front = words.iter().fold(front, |front, word| front * 100_000_000 + eight_digits(u64::from_le_bytes(*word)));
    rest.iter().fold(front, |front, digit| front * 10 + u64::from(digit & 0xf))
}

/// The value of eight ASCII digits, the first in the lowest byte: made pairs, then fours, then one number.
#[inline]
const fn eight_digits(word: u64) -> u64 {
    let digits = word & 0x0f0f_0f0f_0f0f_0f0f;
    let pairs = (digits.wrapping_mul(10 << 8 | 1) >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100 << 16 | 1) >> 16) & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(10_000 << 32 | 1) >> 32
}
