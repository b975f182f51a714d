//! UTF-8 and UTF-16, a character at a time.

/// The character at `at` of valid UTF-8, and its length in bytes; none at the end of the text.
#[inline]
pub(crate) fn decode(text: &[u8], at: usize) -> Option<(u32, usize)> {
    let tail = |index: usize| text.get(at + index).map(|&byte| u32::from(byte & 0x3f));
    let first = u32::from(*text.get(at)?);
    Some(match first {
        0..0x80 => (first, 1),
        0xc2..0xe0 => ((first & 0x1f) << 6 | tail(1)?, 2),
        0xe0..0xf0 => ((first & 0x0f) << 12 | tail(1)? << 6 | tail(2)?, 3),
        0xf0..0xf5 => ((first & 0x07) << 18 | tail(1)? << 12 | tail(2)? << 6 | tail(3)?, 4),
        _ => return None,
    })
}

/// A character's code units in UTF-16 (RFC 2781, 2.1).
#[inline]
pub(crate) const fn utf16(code: u32) -> (u32, Option<u32>) {
    match code {
        // The high surrogate has what is above 0x10000.
        0x1_0000.. => (0xd7c0 + (code >> 10), Some(0xdc00 | code & 0x3ff)),
        _ => (code, None),
    }
}
