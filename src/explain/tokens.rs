//! A JSON text, already known to be one, as its tokens; and small encodings that the diagnosis undoes or makes.

use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Space,
    String,
    /// A number or a literal.
    Scalar,
    /// A bracket, comma or colon.
    Mark,
}

/// A piece of a text.
#[derive(Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Token {
    /// The token that begins at this byte; none at the end.
    pub(super) fn at(text: &[u8], start: usize) -> Option<Self> {
        let rest = text.get(start..)?;
        let run = |stop: fn(&u8) -> bool| rest.iter().position(stop).unwrap_or(rest.len());
        let (kind, len) = match rest.first()? {
            b'"' => (Kind::String, string_len(rest)),
            b' ' | b'\t' | b'\r' | b'\n' => (Kind::Space, run(|byte| !b" \t\r\n".contains(byte))),
            b'{' | b'}' | b'[' | b']' | b',' | b':' => (Kind::Mark, 1),
            _ => (Kind::Scalar, run(|byte| b" \t\r\n{}[],:\"".contains(byte))),
        };
        Some(Self { kind, start, end: start + len })
    }

    pub(super) fn text<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        &text[self.start..self.end]
    }
}

/// Every token of a text.
pub(super) fn tokens(text: &[u8]) -> impl Iterator<Item = Token> {
    let mut at = 0;
    core::iter::from_fn(move || {
        let token = Token::at(text, at)?;
        at = token.end;
        Some(token)
    })
}

/// The length of the string that a text begins with, quotes included.
fn string_len(text: &[u8]) -> usize {
    let mut at = 1;
    while at < text.len() {
        match text[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

/// A text as a JSON string, quotes included: `QuoteJSONString` of ECMA-262.
pub(super) fn quote(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    for &byte in text {
        let short = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            0x0c => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0..0x20 => {
                out.extend_from_slice(b"\\u00");
                push_hex(byte, out);
                continue;
            }
            _ => {
                out.push(byte);
                continue;
            }
        };
        out.extend_from_slice(&[b'\\', short]);
    }
    out.push(b'"');
}

/// What a JSON string stands for; nothing for lone surrogates, which have no UTF-8.
pub(super) fn unquote(string: &[u8]) -> Option<Vec<u8>> {
    let inside = string.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let mut out = Vec::with_capacity(inside.len());
    let mut at = 0;
    while let Some(&byte) = inside.get(at) {
        if byte == b'\\' {
            let (bytes, len) = unescaped(&inside[at..])?;
            out.extend(bytes);
            at += len;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    Some(out)
}

/// The bytes of the escape that a text begins with, and its length.
pub(super) fn unescaped(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    let byte = match text.strip_prefix(b"\\")?.first()? {
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => {
            let low = if text.get(6..8) == Some(b"\\u") { unit(text, 8) } else { None };
            let character = char::decode_utf16([unit(text, 2)?, low.unwrap_or_default()]).next()?.ok()?;
            let len = if character as u32 > 0xffff { 12 } else { 6 };
            return Some((character.encode_utf8(&mut [0; 4]).as_bytes().to_vec(), len));
        }
        &other => other,
    };
    Some((vec![byte], 2))
}

/// The UTF-16 unit of four hexadecimal digits.
fn unit(text: &[u8], at: usize) -> Option<u16> {
    let bytes = from_hex(text.get(at..at + 4)?)?;
    Some(u16::from_be_bytes(bytes.try_into().ok()?))
}

pub(super) fn push_hex(byte: u8, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
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

pub(super) fn without_white_space(text: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect()
}

/// The UTF-8 of a text in UTF-16, known by its byte order mark, or by the zeros of its ASCII.
pub(super) fn from_utf16(text: &[u8]) -> Option<Vec<u8>> {
    // U+FFFD twice is left of the mark where bytes that are no UTF-8 were replaced.
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

/// What is percent-encoded in a text decoded; nothing if nothing is.
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

/// A text without its first and last byte, if these are the same kind of quote.
pub(super) fn unquoted(text: &[u8]) -> Option<&[u8]> {
    match text {
        [first @ (b'"' | b'\'' | b'`'), inside @ .., last] if first == last => Some(inside),
        _ => None,
    }
}
