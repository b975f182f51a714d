//! Powers of ten in 64 bits.

/// A power of ten in fixed point.
pub(super) struct Power {
    /// 64 bits, the highest of which is set: it is at least this times 2 to `exponent`, and less than `error` units more.
    pub(super) bits: u64,
    pub(super) exponent: i32,
    pub(super) error: u64,
}

impl Power {
    /// Ten to a power from -342 to 308.
    #[inline]
    pub(super) fn of_ten(power: i32) -> Self {
        // floor(power * log2(10)): the product is off by less than it takes to matter.
        let exponent = ((power * 217_706) >> 16) - 63;
        if (-27..=0).contains(&power) {
            return Self { bits: RECIPROCALS[power.unsigned_abs() as usize], exponent, error: 1 };
        }
        // From the next step above, down.
        let above = (power + 336 + 27).unsigned_abs() as usize;
        let bits = high_product(STEPS[above / 28], RECIPROCALS[27 - above % 28]);
        // Both factors and their product are rounded down, then doubled if the highest bit is not set.
        Self { bits: bits << bits.leading_zeros(), exponent, error: 6 }
    }
}

/// The upper half of the product, in four parts: WebAssembly has no instruction for it, and `u128` is a call there.
#[inline]
pub(super) const fn high_product(a: u64, b: u64) -> u64 {
    let (a_high, a_low) = (a >> 32, a & 0xffff_ffff);
    let (b_high, b_low) = (b >> 32, b & 0xffff_ffff);
    let (one, other) = (a_high * b_low, a_low * b_high);
    let carried = ((one & 0xffff_ffff) + (other & 0xffff_ffff) + ((a_low * b_low) >> 32)) >> 32;
    a_high * b_high + (one >> 32) + (other >> 32) + carried
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

/// The powers of ten from 10^-336 to 10^308 in steps of 28, as those are.
const STEPS: [u64; 24] = [
    0xe3e2_7a44_4d8d_98b7,
    0xe61a_cf03_3d1a_45df,
    0xe858_ad24_8f5c_22c9,
    0xea9c_2277_23ee_8bcb,
    0xece5_3cec_4a31_4ebd,
    0xef34_0a98_172a_ace4,
    0xf188_99b1_bc3f_8ca1,
    0xf3e2_f893_dec3_f126,
    0xf643_35bc_f065_d37d,
    0xf8a9_5fcf_8874_7d94,
    0xfb15_8592_be06_8d2e,
    0xfd87_b5f2_8300_ca0d,
    0x8000_0000_0000_0000,
    0x813f_3978_f894_0984,
    0x8281_8f12_81ed_449f,
    0x83c7_088e_1aab_65db,
    0x850f_adc0_9923_329e,
    0x865b_8692_5b9b_c5c2,
    0x87aa_9aff_7904_2286,
    0x88fc_f317_f222_41e2,
    0x8a52_96ff_e33c_c92f,
    0x8bab_8eef_b640_9c1a,
    0x8d07_e334_5563_7eb2,
    0x8e67_9c2f_5e44_ff8f,
];

#[cfg(test)]
mod tests {
    use core::cmp::Ordering;

    use super::Power;
    use crate::json::number::{big, digits::Digits};

    #[test]
    fn powers_of_ten_are_between_their_bounds() {
        let one = Digits::parse(b"1");
        for power in -342..=308 {
            let ten = Power::of_ten(power);
            let digits = Digits { power: power as isize + 1, ..one };
            assert_eq!(ten.bits >> 63, 1, "10^{power}");
            assert_ne!(big::compare(&digits, ten.bits, ten.exponent), Ordering::Less, "10^{power}");
            let Some(above) = ten.bits.checked_add(ten.error) else { panic!("10^{power} has more than 64 bits") };
            assert_eq!(big::compare(&digits, above, ten.exponent), Ordering::Less, "10^{power}");
        }
    }
}
