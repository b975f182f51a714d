//! Decimals of 16 to 19 digits and up to 27 places: how many of their digits are printed, and their double.
//!
//! Coordinates and measurements are such, and most were printed by a program: their digits are the shortest already, or
//! a few too many. Some multiplications find that out, without printing the double to compare.

use super::layout::Digits;

/// `significand / 10^places` in fixed point.
pub(super) struct Decimal {
    significand: u64,
    last_digit: u64,
    places: usize,
    /// The quotient's first 63 or 64 bits. It was rounded down twice: the true one is less than 2 more.
    quotient: u64,
}

/// Distances are summed up from the quotient, which is off by less than 2, and from a number of units, by little more
/// than 1.
const MARGIN: i64 = 4;

/// How a decimal becomes the shortest that rounds to the same double.
#[derive(Clone, Copy)]
pub(super) struct Shortening {
    /// So many digits at the end are dropped,
    pub(super) dropped: usize,
    /// and the last that stays is made one larger.
    pub(super) up: bool,
}

impl Shortening {
    /// All digits stay.
    pub(super) const NONE: Self = Self { dropped: 0, up: false };
}

impl Decimal {
    /// The decimal with these digits, unless they are more than 19, or its places none or more than 27.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a call costs more than it saves in size")]
    pub(super) fn new(digits: &Digits<'_>) -> Option<Self> {
        let places = usize::try_from(digits.count.cast_signed() - digits.power).ok()?;
        if digits.count > 19 || places >= RECIPROCALS.len() {
            return None;
        }
        let significand = digits_value(digits_value(0, digits.whole), digits.fraction);
        let normalised = significand << significand.leading_zeros();
        let last_digit = u64::from(digits.fraction.last().or(digits.whole.last())? & 0xf);
        Some(Self { significand, last_digit, places, quotient: high_product(normalised, RECIPROCALS[places]) })
    }

    /// Which digits are printed for its double: the fewest that round to it, of as many the closest. Nothing where more
    /// bits would be needed to tell.
    ///
    /// All that matters here are distances on the scale of the quotient, of the decimals with fewer digits to either
    /// side: what rounds to the double is less than half of the doubles' distance away from it.
    pub(super) fn shortening(&self) -> Option<Shortening> {
        let (rounded, half) = self.rounded()?;
        if rounded.is_power_of_two() {
            // The doubles below it are nearer.
            return None;
        }
        let offset = self.quotient.wrapping_sub(rounded).cast_signed();
        let (mut shortening, mut distance) = (Shortening::NONE, offset.abs());
        let (mut unit, mut next, mut rest) = (1, 10, self.last_digit);
        for dropped in 1..=4 {
            let below = (self.scaled(rest) - offset).abs();
            let above = (self.scaled(next - rest) + offset).abs();
            let (near, far) = if above < below { (above, below) } else { (below, above) };
            if near > half + MARGIN {
                return (2 * (distance + MARGIN) < self.scaled(unit)).then_some(shortening);
            }
            if near + MARGIN >= half || far <= half + MARGIN {
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
        let product = units * (RECIPROCALS[self.places] >> 14);
        (product >> (50 - self.significand.leading_zeros())).cast_signed()
    }

    /// The nearest double, unless more bits would be needed to tell.
    pub(super) fn double(&self) -> Option<f64> {
        let (rounded, _) = self.rounded()?;
        let power = self.significand.leading_zeros() + BITS[self.places];
        Some(exact(rounded) * f64::from_bits(u64::from(1024 - power) << 52))
    }

    /// The quotient rounded to the 53 bits of a double, and half of the distance to the next one. Nothing where the error
    /// makes a difference, or a power of two too large for 64 bits.
    #[inline]
    fn rounded(&self) -> Option<(u64, i64)> {
        let half = 1_u64 << (10 - self.quotient.leading_zeros());
        let rounded = self.quotient.wrapping_add(half) & !(2 * half - 1);
        let doubtful = half - 2..=half;
        let beyond = self.quotient & (2 * half - 1);
        (!doubtful.contains(&beyond) && rounded != 0).then_some((rounded, half.cast_signed()))
    }
}

/// The upper half of the product, in four parts: WebAssembly has no instruction for it, and `u128` is a call there.
#[inline]
const fn high_product(a: u64, b: u64) -> u64 {
    let (a_high, a_low) = (a >> 32, a & 0xffff_ffff);
    let (b_high, b_low) = (b >> 32, b & 0xffff_ffff);
    let (one, other) = (a_high * b_low, a_low * b_high);
    let carried = ((one & 0xffff_ffff) + (other & 0xffff_ffff) + ((a_low * b_low) >> 32)) >> 32;
    a_high * b_high + (one >> 32) + (other >> 32) + carried
}

/// A number that has no more than the 53 bits of a double.
#[allow(clippy::cast_precision_loss, reason = "there is none")]
const fn exact(number: u64) -> f64 {
    number as f64
}

/// The powers of ten from 10^0 to 10^-27: the first 64 bits from the first that is set, rounded down.
const RECIPROCALS: [u64; 28] = {
    let mut table = [1 << 63; 28];
    let mut places = 1;
    while places < table.len() {
        // 10^places and 5^places have the same significand; the quotient is between 2^63 and 2^64.
        let power = 5_u128.pow(places as u32);
        table[places] = ((1 << (64 + power.ilog2())) / power) as u64;
        places += 1;
    }
    table
};

/// How many bits those powers have before their decimal point is moved: `RECIPROCALS[n] / 2^(63 + BITS[n])` is 10^-n.
const BITS: [u32; 28] = {
    let mut table = [0; 28];
    let mut places = 1;
    while places < table.len() {
        table[places] = 10_u128.pow(places as u32).ilog2() + 1;
        places += 1;
    }
    table
};

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
