//! Small encodings that are undone or made.

use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

pub(super) fn push_hex(byte: u8, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
}

/// Two hexadecimal digits, in lower case, for each byte.
pub(super) fn to_hex(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(2 * bytes.len());
    for &byte in bytes {
        push_hex(byte, &mut out);
    }
    out
}

/// Bytes from pairs of hexadecimal digits.
pub(super) fn from_hex(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = text.as_chunks::<2>();
    if !rest.is_empty() || pairs.is_empty() {
        return None;
    }
    pairs.iter().map(|&[high, low]| Some(digit(high)? << 4 | digit(low)?)).collect()
}

/// Bytes from hexadecimal digits with white space between them.
pub(super) fn from_hex_lines(text: &[u8]) -> Option<Vec<u8>> {
    from_hex(&without_white_space(text))
}

/// Bytes from base64 in either alphabet, with padding or without.
pub(super) fn from_base64(text: &[u8]) -> Option<Vec<u8>> {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let standard: Vec<u8> = text
        .iter()
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            &byte => byte,
        })
        .collect();
    let mut out = vec![0; text.len() / 4 * 3 + 3];
    let len = LENIENT.decode_slice(&standard, &mut out).ok()?;
    out.truncate(len);
    (len > 0).then_some(out)
}

/// Bytes from base64 with white space in it.
pub(super) fn from_base64_lines(text: &[u8]) -> Option<Vec<u8>> {
    from_base64(&without_white_space(text))
}

pub(super) fn without_white_space(text: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect()
}

/// The UTF-8 of a text in UTF-16, known by its byte order mark, or by the zeros of its ASCII.
pub(super) fn from_utf16(text: &[u8]) -> Option<Vec<u8>> {
    // U+FFFD twice is left of the mark where bytes that are not UTF-8 were replaced.
    let marks = [(&b"\xff\xfe"[..], Some(true)), (b"\xfe\xff", Some(false)), ("\u{fffd}\u{fffd}".as_bytes(), None)];
    let marked = marks.into_iter().find_map(|(mark, little)| Some((text.strip_prefix(mark)?, little)));
    let (rest, little) = marked.unwrap_or((text, None));
    let (units, odd) = rest.as_chunks::<2>();
    let little = match (little, units) {
        (Some(_), [[0, 0], ..]) => return None,
        (Some(little), _) => little,
        (None, [[1..=u8::MAX, 0], [1..=u8::MAX, 0], ..]) => true,
        (None, [[0, 1..=u8::MAX], [0, 1..=u8::MAX], ..]) => false,
        _ => return None,
    };
    let unit = |&bytes| if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) };
    let decoded: Result<String, _> = char::decode_utf16(units.iter().map(unit)).collect();
    decoded.ok().filter(|decoded| odd.is_empty() && !decoded.is_empty()).map(String::into_bytes)
}

/// A text with its percent-encoded bytes decoded; none if it has none.
pub(super) fn from_percent(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let decoded = if byte == b'%' { text.get(at + 1..at + 3).and_then(from_hex) } else { None };
        at += if decoded.is_some() { 3 } else { 1 };
        out.push(decoded.map_or(byte, |bytes| bytes[0]));
    }
    (out.len() < text.len()).then_some(out)
}

/// Each character as one byte: of Latin-1, or of Windows-1252.
pub(super) fn to_latin1(text: &[u8]) -> Option<Vec<u8>> {
    /// Windows-1252 at 0x80 to 0x9f, with Latin-1's control characters where it has none.
    const WINDOWS_1252: [u16; 32] = [
        0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d,
        0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d,
        0x17e, 0x178,
    ];
    let byte = |character: char| {
        let code = u16::try_from(u32::from(character)).ok()?;
        let windows = WINDOWS_1252.iter().position(|&known| known == code).map(|at| at + 0x80);
        u8::try_from(windows.unwrap_or(usize::from(code))).ok()
    };
    str::from_utf8(text).ok()?.chars().map(byte).collect()
}

/// A text without its first and last byte, if these are the same kind of quote.
pub(super) fn unquoted(text: &[u8]) -> Option<&[u8]> {
    match text {
        [first @ (b'"' | b'\'' | b'`'), inside @ .., last] if first == last => Some(inside),
        _ => None,
    }
}

/// With other text for each place that has this one.
pub(super) fn replaced(text: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, behind)) = rest.split_first() {
        if let Some(behind) = rest.strip_prefix(old) {
            out.extend_from_slice(new);
            rest = behind;
        } else {
            out.push(first);
            rest = behind;
        }
    }
    out
}
