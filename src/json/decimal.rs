//! Decimals of 16 to 19 digits without an exponent: whether their digits are printed as they are, and their double.
//!
//! Coordinates and measurements are such, and most were printed by a program: their digits are the shortest already.
//! One multiplication finds that out, without printing the double to compare.

/// From this many digits on, a decimal is never the shortest of its double.
const TOO_LONG: usize = 18;

/// `significand / 10^places` in fixed point.
pub(super) struct Decimal {
    significand: u64,
    places: usize,
    /// The quotient's first 63 or 64 bits. It was rounded down twice: the true one is less than 2 more.
    quotient: u64,
}

impl Decimal {
    /// The decimal `whole.fraction`, of so many significant digits, unless that is more than 19 digits or 22 places.
    pub(super) fn new(whole: &[u8], fraction: &[u8], digits: usize) -> Option<Self> {
        let places = fraction.len();
        let reciprocal = RECIPROCALS.get(places).filter(|_| digits <= 19)?;
        let significand = digits_value(digits_value(0, whole), fraction);
        let normalised = significand << significand.leading_zeros();
        let quotient = ((u128::from(normalised) * u128::from(*reciprocal)) >> 64) as u64;
        Some(Self { significand, places, quotient })
    }

    /// Whether these are the digits of its double: no decimal of fewer digits rounds to the same one, and none of as
    /// many is closer to it. Also false where more bits would be needed to tell.
    ///
    /// Distances are all that matters here, on the scale of the quotient.
    pub(super) fn is_shortest(&self, digits: usize) -> bool {
        let (beyond, half) = self.beyond();
        // Too close to halfway between two doubles; or right below a power of two, where their distance changes.
        let power_of_two = self.quotient | (2 * half - 1).cast_unsigned() == u64::MAX >> self.quotient.leading_zeros();
        if digits >= TOO_LONG || (half - 2..half).contains(&beyond) || power_of_two {
            return false;
        }
        // What one more in the last digit makes: at least this, less than 1 more.
        let unit = (RECIPROCALS[self.places] >> (64 - self.significand.leading_zeros())).cast_signed();
        // From the double to the decimal: at least this, less than 2 more.
        let offset = if beyond < half { beyond } else { beyond - 2 * half };
        let last = (self.significand % 10).cast_signed();
        let shorter_below = last * unit - (offset + 2);
        let shorter_above = (10 - last) * unit + offset;
        shorter_below > half && shorter_above > half && 2 * offset.abs().max(offset + 2) < unit
    }

    /// The nearest double, unless more bits would be needed to tell.
    pub(super) fn double(&self) -> Option<f64> {
        let (beyond, half) = self.beyond();
        if (half - 2..=half).contains(&beyond) {
            return None;
        }
        let down = exact(self.quotient - beyond.cast_unsigned());
        let rounded = if beyond > half { down + exact(2 * half.cast_unsigned()) } else { down };
        let power = self.significand.leading_zeros() + BITS[self.places] - 1;
        Some(rounded * f64::from_bits(u64::from(1023 - power) << 52))
    }

    /// What the quotient has beyond the 53 bits of a double, and half of what makes a difference to it.
    fn beyond(&self) -> (i64, i64) {
        let half = 1_i64 << (10 - self.quotient.leading_zeros());
        (self.quotient.cast_signed() & (2 * half - 1), half)
    }
}

/// A number that has no more than the 53 bits of a double.
#[allow(clippy::cast_precision_loss, reason = "there is none")]
const fn exact(number: u64) -> f64 {
    number as f64
}

/// The powers of ten from 10^0 to 10^-22: the first 64 bits from the first that is set, rounded down.
const RECIPROCALS: [u64; 23] = {
    let mut table = [1 << 63; 23];
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
const BITS: [u32; 23] = {
    let mut table = [0; 23];
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
