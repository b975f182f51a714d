//! Whole numbers of up to 2,688 bits, for the few decimals that 64 bits cannot round.

use core::cmp::Ordering;

use super::layout::Digits;

/// The point halfway between two doubles has at most 767 significant digits. Of what follows the first 768 it only
/// matters whether it is zero.
const SIGNIFICANT_DIGITS: usize = 768;

/// 769 digits need 2,555 bits, 54 bits times 5^1092 need 2,590; shifting makes the smaller side as long as the larger.
const LIMBS: usize = 84;

/// How a decimal compares with `significand * 2^exponent`, which is about as large.
pub(super) fn compare(decimal: &Digits<'_>, significand: u64, exponent: i32) -> Ordering {
    let (mut decimal, power) = Big::of_digits(decimal);
    let mut binary = Big::of(significand);
    // Their common powers of two are left out.
    if power < 0 {
        binary.multiply_by_power_of_5(power.unsigned_abs());
    } else {
        decimal.multiply_by_power_of_5(power.unsigned_abs());
    }
    if power < exponent {
        binary.shift_left(exponent.abs_diff(power));
    } else {
        decimal.shift_left(power.abs_diff(exponent));
    }
    decimal.cmp(&binary)
}

/// The lowest limb first, and the highest of the first `len` not zero.
struct Big {
    limbs: [u32; LIMBS],
    len: usize,
}

impl Big {
    fn of(number: u64) -> Self {
        let mut big = Self { limbs: [0; LIMBS], len: 0 };
        big.multiply_and_add(1, (number >> 32) as u32);
        big.shift_left(32);
        big.multiply_and_add(1, number as u32);
        big
    }

    /// The digits that matter as one number, and the power of ten that it is multiplied by.
    fn of_digits(digits: &Digits<'_>) -> (Self, i32) {
        let mut big = Self { limbs: [0; LIMBS], len: 0 };
        let (mut value, mut scale) = (0, 1);
        let mut append = |digit: u8| {
            (value, scale) = (10 * value + u32::from(digit & 0xf), 10 * scale);
            if scale == 10_u32.pow(9) {
                big.multiply_and_add(scale, value);
                (value, scale) = (0, 1);
            }
        };
        digits.iter().take(SIGNIFICANT_DIGITS).for_each(|&digit| append(digit));
        // The last digit is not zero.
        let is_cut = digits.count > SIGNIFICANT_DIGITS;
        if is_cut {
            append(b'1');
        }
        big.multiply_and_add(scale, value);
        let count = digits.count.min(SIGNIFICANT_DIGITS) + usize::from(is_cut);
        (big, (digits.power - count.cast_signed()) as i32)
    }

    fn multiply_and_add(&mut self, factor: u32, summand: u32) {
        let mut carry = u64::from(summand);
        for limb in &mut self.limbs[..self.len] {
            carry += u64::from(*limb) * u64::from(factor);
            *limb = carry as u32;
            carry >>= 32;
        }
        if carry != 0 {
            self.limbs[self.len] = carry as u32;
            self.len += 1;
        }
    }

    fn multiply_by_power_of_5(&mut self, exponent: u32) {
        /// The largest power of five in a limb.
        const MOST: u32 = 13;
        for _ in 0..exponent / MOST {
            self.multiply_and_add(5_u32.pow(MOST), 0);
        }
        self.multiply_and_add(5_u32.pow(exponent % MOST), 0);
    }

    fn shift_left(&mut self, bits: u32) {
        self.multiply_and_add(1 << (bits % u32::BITS), 0);
        let limbs = (bits / u32::BITS) as usize;
        self.limbs.copy_within(..self.len, limbs);
        self.limbs[..limbs].fill(0);
        self.len += limbs;
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let (limbs, others) = (&self.limbs[..self.len], &other.limbs[..other.len]);
        self.len.cmp(&other.len).then_with(|| limbs.iter().rev().cmp(others.iter().rev()))
    }
}
