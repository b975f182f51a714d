//! Text a block at a time: the widest that the target compares at once without `unsafe`.

pub(super) use blocks::{WIDTH, special};

/// The `N` bytes from `at` on; none if the text ends before.
#[inline]
pub(super) fn block<const N: usize>(text: &[u8], at: usize) -> Option<&[u8; N]> {
    text.get(at..)?.first_chunk()
}

/// The first place from `at` on, or the end, whose byte is a quote, a backslash, a control character, DEL for Python, or,
/// if asked for, beyond ASCII.
#[inline]
pub(super) fn plain<const JS: bool, const BEYOND_ASCII: bool>(text: &[u8], mut at: usize) -> usize {
    while let Some(block) = block::<WIDTH>(text, at) {
        let found = special::<JS, BEYOND_ASCII>(block);
        at += found;
        if found < WIDTH {
            return at;
        }
    }
    let is_special = |byte: u8| {
        byte < 0x20 || byte == b'"' || byte == b'\\' || !JS && byte == 0x7f || BEYOND_ASCII && !byte.is_ascii()
    };
    text[at..].iter().position(|&byte| is_special(byte)).map_or(text.len(), |found| at + found)
}

/// WebAssembly's vectors.
#[cfg(target_feature = "simd128")]
mod blocks {
    use core::arch::wasm32::{i8x16_lt, i8x16_splat, u8x16_bitmask, u8x16_eq, u8x16_lt, u8x16_splat, u64x2, v128_or};

    pub(in super::super) const WIDTH: usize = 16;

    /// The first special byte of a block, or its width.
    #[inline]
    pub(in super::super) fn special<const JS: bool, const BEYOND_ASCII: bool>(block: &[u8; WIDTH]) -> usize {
        let (words, _) = block.as_chunks::<8>();
        let bytes = u64x2(u64::from_le_bytes(words[0]), u64::from_le_bytes(words[1]));
        let is = |byte: u8| u8x16_eq(bytes, u8x16_splat(byte));
        // Signed, the bytes beyond ASCII are less than 0.
        let low = if BEYOND_ASCII { i8x16_lt(bytes, i8x16_splat(0x20)) } else { u8x16_lt(bytes, u8x16_splat(0x20)) };
        let mut found = v128_or(v128_or(is(b'"'), is(b'\\')), low);
        if !JS {
            found = v128_or(found, is(0x7f));
        }
        (u32::from(u8x16_bitmask(found)) | 1 << WIDTH).trailing_zeros() as usize
    }
}

/// Any target's registers.
#[cfg(not(target_feature = "simd128"))]
mod blocks {
    pub(in super::super) const WIDTH: usize = 8;

    /// The first special byte of a block, or its width.
    #[inline]
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "wider ones are not trivial")]
    pub(in super::super) const fn special<const JS: bool, const BEYOND_ASCII: bool>(block: &[u8; WIDTH]) -> usize {
        const ONES: u64 = 0x0101_0101_0101_0101;
        const HIGH: u64 = 0x8080_8080_8080_8080;
        let word = u64::from_le_bytes(*block);
        // The high bit of each special byte: exact up to the first one, counted from the lowest.
        let quote = (word ^ (ONES * b'"' as u64)).wrapping_sub(ONES);
        let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
        // With DEL as the first byte beyond ASCII.
        let shifted = if JS { word } else { word.wrapping_add(ONES) };
        let control = shifted.wrapping_sub(if JS { ONES * 0x20 } else { ONES * 0x21 });
        let mut found = (quote | backslash | control) & !word;
        if BEYOND_ASCII {
            found |= word | shifted;
        }
        (found & HIGH).trailing_zeros() as usize / 8
    }
}
