//! Strings: ECMA-262 25.5.2.3 `QuoteJSONString`, and CPython's `json.encoder` with `ensure_ascii`.

use super::error::{Error, ErrorKind};
use super::reader::Reader;
use super::scan::{WIDTH, block, plain, special};
use super::utf16::{decode, utf16};

impl Reader<'_, '_> {
    /// Reads and prints the string whose opening quote is at `at`; returns the place behind its closing quote.
    #[inline]
    pub(super) fn string<const JS: bool>(&mut self, at: usize) -> Result<usize, Error> {
        let end = plain::<JS, true>(self.text, at + 1);
        if self.text.get(end) == Some(&b'"') { Ok(end + 1) } else { self.rest_of_string::<JS>(end) }
    }

    /// The same from a byte on that may need more than a copy.
    #[inline(never)]
    fn rest_of_string<const JS: bool>(&mut self, mut at: usize) -> Result<usize, Error> {
        loop {
            at = match self.text.get(at) {
                Some(b'"') => return Ok(at + 1),
                Some(b'\\') => self.escape::<JS>(at)?,
                Some(0x7f..) if !JS => self.beyond_python(at)?,
                Some(byte @ b' '..) => {
                    if !byte.is_ascii() {
                        self.valid_from(at)?;
                    }
                    // The JavaScript form prints valid UTF-8 as it is.
                    match self.valid {
                        Some(valid) if JS && at < valid => plain::<JS, false>(self.text, at).min(valid),
                        _ => plain::<JS, true>(self.text, at),
                    }
                }
                Some(_) => return Err(Error::new(ErrorKind::ControlCharacter, at)),
                None => return Err(Error::new(ErrorKind::UnexpectedEnd, at)),
            };
        }
    }

    /// Checks that a character beyond ASCII is UTF-8, and returns how far the text is.
    fn valid_from(&mut self, at: usize) -> Result<usize, Error> {
        let valid = *self.valid.get_or_insert_with(|| {
            let rest = &self.text[at..];
            at + core::str::from_utf8(rest).map_or_else(|error| error.valid_up_to(), str::len)
        });
        if at < valid { Ok(valid) } else { Err(Error::new(ErrorKind::InvalidUtf8, at)) }
    }

    /// A stretch of characters that Python prints as one or two escapes each, and of plain ones between them.
    fn beyond_python(&mut self, mut at: usize) -> Result<usize, Error> {
        let valid = self.valid_from(at)?;
        let room = self.output.room(at, 16)?;
        let mut len = 0;
        while let Some(to) = room.get_mut(len..).and_then(<[u8]>::first_chunk_mut::<16>) {
            if let Some((code, width)) = decode(self.text, at).filter(|&(code, _)| code >= 0x7f && at < valid) {
                at += width;
                let (first, second) = utf16(code);
                to[..8].copy_from_slice(&unicode_escape(first));
                len += 6;
                if let Some(second) = second {
                    to[6..14].copy_from_slice(&unicode_escape(second));
                    len += 6;
                }
            } else if let Some(block) = block(self.text, at)
                && let plain @ 1.. = special::<false, true>(block)
            {
                to[..WIDTH].copy_from_slice(block);
                at += plain;
                len += plain;
            } else {
                break;
            }
        }
        self.output.wrote(len, at);
        Ok(at)
    }

    /// An escape, whose backslash is at `at`.
    #[inline]
    fn escape<const JS: bool>(&mut self, at: usize) -> Result<usize, Error> {
        match self.text.get(at + 1) {
            Some(b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
            Some(b'/') => {
                self.output.skip(at, at + 1)?;
                Ok(at + 2)
            }
            Some(b'u') => self.numeric_escape::<JS>(at),
            Some(_) => Err(Error::new(ErrorKind::InvalidEscape, at)),
            None => Err(Error::new(ErrorKind::UnexpectedEnd, at + 1)),
        }
    }

    /// `\uXXXX`; for JavaScript together with the low surrogate that follows a high one.
    #[inline]
    fn numeric_escape<const JS: bool>(&mut self, at: usize) -> Result<usize, Error> {
        let Some(unit) = hex4(self.text, at + 2) else {
            let digits = self.text[at + 2..].iter().take_while(|byte| byte.is_ascii_hexdigit());
            return Err(if at + 2 + digits.count() == self.text.len() {
                Error::new(ErrorKind::UnexpectedEnd, self.text.len())
            } else {
                Error::new(ErrorKind::InvalidEscape, at)
            });
        };
        let mut end = at + 6;
        let (new, len) = match unit {
            0x7f.. if JS => match character(self.text, unit, end) {
                Some(character) => {
                    let mut new = [0; 8];
                    let len = character.encode_utf8(&mut new).len();
                    end += if len > 3 { 6 } else { 0 };
                    (new, len)
                }
                None => (unicode_escape(unit), 6),
            },
            0x08 => (*b"\\b\0\0\0\0\0\0", 2),
            0x09 => (*b"\\t\0\0\0\0\0\0", 2),
            0x0a => (*b"\\n\0\0\0\0\0\0", 2),
            0x0c => (*b"\\f\0\0\0\0\0\0", 2),
            0x0d => (*b"\\r\0\0\0\0\0\0", 2),
            0x22 => (*b"\\\"\0\0\0\0\0\0", 2),
            0x5c => (*b"\\\\\0\0\0\0\0\0", 2),
            0x20..0x7f => (u64::from(unit).to_le_bytes(), 1),
            _ => (unicode_escape(unit), 6),
        };
        if len < 6 || block::<4>(self.text, at + 2) != new[2..].first_chunk() {
            self.output.replace(at, end, |room| {
                room[..8].copy_from_slice(&new);
                len
            })?;
        }
        Ok(end)
    }
}

/// The character that an escape of a JSON string stands for, and the escape's length in bytes: 2, 6, or 12 where two
/// surrogates make one character. The text begins with the escape.
///
/// None if it does not begin with an escape of RFC 8259, or if that is a lone surrogate, which is not a character.
///
/// ```
/// use heron_webhooks::json::unescape;
///
/// assert_eq!(unescape(br"\u00eb!"), Some(('ë', 6)));
/// assert_eq!(unescape(br"\ud83d\ude00"), Some(('😀', 12)));
/// assert_eq!(unescape(br"\ud83d"), None);
/// ```
#[must_use]
pub fn unescape(text: &[u8]) -> Option<(char, usize)> {
    let character = match *text.strip_prefix(b"\\")?.first()? {
        b'u' => {
            let character = character(text, hex4(text, 2)?, 6)?;
            return Some((character, if character.len_utf16() > 1 { 12 } else { 6 }));
        }
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        byte @ (b'"' | b'\\' | b'/') => char::from(byte),
        _ => return None,
    };
    Some((character, 2))
}

/// The character of a unit whose escape ends at `at`, where a low surrogate may follow; none for a lone surrogate.
#[inline]
fn character(text: &[u8], unit: u32, at: usize) -> Option<char> {
    char::from_u32(match unit {
        0xd800..0xdc00 if text[at..].starts_with(b"\\u") => match hex4(text, at + 2)? {
            low @ 0xdc00..0xe000 => 0x1_0000 + ((unit & 0x3ff) << 10 | low & 0x3ff),
            _ => return None,
        },
        _ => unit,
    })
}

/// The same byte four times.
const fn each(byte: u8) -> u32 {
    u32::from_le_bytes([byte; 4])
}

/// The value of the four hexadecimal digits at `at`, looked at all at once.
#[inline]
fn hex4(text: &[u8], at: usize) -> Option<u32> {
    let digits = u32::from_le_bytes(*block(text, at)?);
    // In the high bit of each byte: whether it is that much, as long as it is ASCII.
    let from = |bytes: u32, least: u8| bytes.wrapping_add(each(0x80 - least));
    let letters = digits | each(0x20);
    let is_letter = from(letters, b'a') & !from(letters, b'g');
    let is_digit = from(digits, b'0') & !from(digits, b'9' + 1);
    if (is_letter | is_digit) & !digits & each(0x80) != each(0x80) {
        return None;
    }
    let values = (digits & each(0x0f)) + (is_letter >> 7 & each(1)) * 9;
    Some(values << 12 & 0xf000 | values & 0x0f00 | values >> 12 & 0x00f0 | values >> 24)
}

/// `\uXXXX` in lower case, as both forms print it: the first six of these bytes.
#[inline]
fn unicode_escape(unit: u32) -> [u8; 8] {
    let bytes = (unit >> 8 | unit << 16) & 0x00ff_00ff;
    let values = (bytes >> 4 | bytes << 8) & each(0x0f);
    let are_letters = (values + each(6)) >> 4 & each(1);
    let digits = values + each(b'0') + are_letters * u32::from(b'a' - b'9' - 1);
    let [first, second, third, fourth] = digits.to_le_bytes();
    [b'\\', b'u', first, second, third, fourth, 0, 0]
}
