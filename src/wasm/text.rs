//! Text as UTF-16, for hosts that copy that out of memory but read UTF-8 a character at a time.

use crate::json::utf16::{decode, utf16};

/// The high bits of a word's bytes, which ASCII leaves unset.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// So many bytes at the most does [`to_utf16`] write for a text of that length, those that it overwrites included.
pub(super) const fn utf16_room(len: usize) -> usize {
    2 * len + 2
}

pub(super) fn is_ascii(text: &[u8]) -> bool {
    let (blocks, rest) = text.as_chunks();
    blocks.iter().all(is_block_ascii) && rest.is_ascii()
}

/// WebAssembly's vectors: built for size, the standard library takes four times as long.
#[cfg(target_feature = "simd128")]
fn is_block_ascii(block: &[u8; 64]) -> bool {
    use core::arch::wasm32::{u8x16_bitmask, u64x2, v128_or};
    let vectors = block.as_chunks::<16>().0.iter().map(|vector| {
        let words = vector.as_chunks::<8>().0;
        u64x2(u64::from_le_bytes(words[0]), u64::from_le_bytes(words[1]))
    });
    vectors.reduce(|any, vector| v128_or(any, vector)).is_none_or(|any| u8x16_bitmask(any) == 0)
}

#[cfg(not(target_feature = "simd128"))]
fn is_block_ascii(block: &[u8; 64]) -> bool {
    block.is_ascii()
}

/// Writes a text, which is UTF-8, as little-endian UTF-16, and says how many bytes that is.
pub(super) fn to_utf16(text: &[u8], units: &mut [u8]) -> usize {
    let (mut at, mut end) = (0, 0);
    while let (Some(rest), Some(room)) = (text.get(at..), units.get_mut(end..))
        && let Some(&lead) = rest.first()
    {
        if lead.is_ascii()
            && let (Some(word), Some(room)) = (rest.first_chunk(), room.first_chunk_mut())
        {
            let word = u64::from_le_bytes(*word);
            *room = spread(word);
            let ascii = (word & HIGH).trailing_zeros() as usize / 8;
            at += ascii;
            end += 2 * ascii;
            continue;
        }
        let (Some((code, width)), Some(room)) = (decode(text, at), room.first_chunk_mut()) else {
            break;
        };
        let (first, second) = utf16(code);
        *room = (first | second.unwrap_or(0) << 16).to_le_bytes();
        at += width;
        end += if second.is_some() { 4 } else { 2 };
    }
    end
}

/// Eight bytes as sixteen, each in front of a zero.
fn spread(word: u64) -> [u8; 16] {
    let half = |word: u32| {
        let pairs = (u64::from(word) | u64::from(word) << 16) & 0x0000_ffff_0000_ffff;
        (pairs | pairs << 8) & 0x00ff_00ff_00ff_00ff
    };
    (u128::from(half(word as u32)) | u128::from(half((word >> 32) as u32)) << 64).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16() {
        let characters = [
            "a",
            "z",
            "\u{7f}",
            "\u{80}",
            "é",
            "\u{7ff}",
            "\u{800}",
            "京",
            "\u{ffff}",
            "\u{10000}",
            "😀",
            "\u{10ffff}",
        ];
        // Every order in which characters of different lengths can follow one another, at every place in a word.
        for number in 0..characters.len().pow(3) * 10 {
            let of = |place: u32| characters[number / 10 / characters.len().pow(place) % characters.len()];
            let text = format!("{}{}{}{}", "x".repeat(number % 10), of(0), of(1), of(2)).repeat(3);
            let mut units = vec![0xff; utf16_room(text.len())];
            let len = to_utf16(text.as_bytes(), &mut units);
            assert_eq!(units[..len], *text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn ascii() {
        for len in 0..200 {
            let mut text = vec![0x7f; len];
            assert!(is_ascii(&text));
            for at in 0..len {
                text[at] = 0x80;
                assert!(!is_ascii(&text), "{at} of {len}");
                text[at] = 0;
            }
        }
    }
}
