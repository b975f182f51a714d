//! Strings: ECMA-262 25.5.2.3 `QuoteJSONString`, and CPython's `json.encoder` with `ensure_ascii`.

use super::block::plain;
use super::error::{Error, ErrorKind};
use super::reader::Reader;

const HEX_DIGITS: &[u8; 16] = b"0123456789abcdef";

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
                Some(0x7f) => {
                    self.agreement.differs();
                    self.printer.replace(at, at + 1, b"\\u007f")?;
                    at + 1
                }
                Some(0x80..) => self.beyond_ascii::<JS>(at)?,
                Some(_) => return Err(Error::new(ErrorKind::ControlCharacter, at)),
                None => return Err(Error::new(ErrorKind::UnexpectedEnd, at)),
            };
            // What is known to be UTF-8 needs no further look by the JavaScript form, which prints it as it is.
            at = match self.valid {
                Some(valid) if JS && at < valid => plain::<JS, false>(self.text, at).min(valid),
                _ => plain::<JS, true>(self.text, at),
            };
        }
    }

    /// A stretch of characters beyond ASCII, checked to be UTF-8; Python prints each as one or two escapes.
    fn beyond_ascii<const JS: bool>(&mut self, at: usize) -> Result<usize, Error> {
        self.agreement.differs();
        let valid = *self.valid.get_or_insert_with(|| {
            let rest = &self.text[at..];
            at + core::str::from_utf8(rest).map_or_else(|error| error.valid_up_to(), str::len)
        });
        if at >= valid {
            return Err(Error::new(ErrorKind::InvalidUtf8, at));
        }
        if JS {
            return Ok(at);
        }
        let mut at = at;
        while at < valid {
            let Some((unit, len)) = decode(&self.text[at..]) else {
                break;
            };
            let mut units = [0; 2];
            let units = unit.encode_utf16(&mut units);
            let mut escapes = [0; 12];
            for (escape, &mut unit) in escapes.chunks_exact_mut(6).zip(units.iter_mut()) {
                escape.copy_from_slice(&unicode_escape(unit));
            }
            self.printer.replace(at, at + len, &escapes[..6 * units.len()])?;
            at += len;
        }
        Ok(at)
    }

    /// An escape, whose backslash is at `at`.
    fn escape<const JS: bool>(&mut self, at: usize) -> Result<usize, Error> {
        match self.text.get(at + 1) {
            Some(b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
            Some(b'/') => {
                self.printer.skip(at, at + 1)?;
                Ok(at + 2)
            }
            Some(b'u') => self.numeric_escape::<JS>(at),
            Some(_) => Err(Error::new(ErrorKind::InvalidEscape, at)),
            None => Err(Error::new(ErrorKind::UnexpectedEnd, at + 1)),
        }
    }

    /// `\uXXXX`; for JavaScript together with the low surrogate that follows a high one.
    fn numeric_escape<const JS: bool>(&mut self, at: usize) -> Result<usize, Error> {
        let Some(unit) = hex4(self.text, at + 2) else {
            let digits = self.text[at + 2..].iter().take_while(|byte| byte.is_ascii_hexdigit());
            return Err(if at + 2 + digits.count() == self.text.len() {
                Error::new(ErrorKind::UnexpectedEnd, self.text.len())
            } else {
                Error::new(ErrorKind::InvalidEscape, at)
            });
        };
        let end = at + 6;
        if unit >= 0x7f {
            self.agreement.may_differ();
        }
        if JS && unit >= 0x7f {
            let low = match unit {
                0xd800..0xdc00 if self.text[end..].starts_with(b"\\u") => hex4(self.text, end + 2),
                _ => None,
            };
            let pair = [unit, low.unwrap_or_default()];
            let mut buffer = [0; 4];
            return match char::decode_utf16(pair).next() {
                Some(Ok(character)) => {
                    let end = if character as u32 > 0xffff { end + 6 } else { end };
                    self.printer.replace(at, end, character.encode_utf8(&mut buffer).as_bytes())?;
                    Ok(end)
                }
                _ => self.respell(at, end, &unicode_escape(unit)),
            };
        }
        match u8::try_from(unit) {
            Ok(byte @ (b'"' | b'\\')) => self.respell(at, end, &[b'\\', byte]),
            Ok(0x08) => self.respell(at, end, b"\\b"),
            Ok(0x09) => self.respell(at, end, b"\\t"),
            Ok(0x0a) => self.respell(at, end, b"\\n"),
            Ok(0x0c) => self.respell(at, end, b"\\f"),
            Ok(0x0d) => self.respell(at, end, b"\\r"),
            Ok(byte @ b' '..=b'~') => self.respell(at, end, &[byte]),
            _ => self.respell(at, end, &unicode_escape(unit)),
        }
    }

    /// Prints `new` for `text[at..end]`, unless it stands there already.
    fn respell(&mut self, at: usize, end: usize, new: &[u8]) -> Result<usize, Error> {
        if &self.text[at..end] != new {
            self.printer.replace(at, end, new)?;
        }
        Ok(end)
    }
}

/// The character in front of valid UTF-8 and its length in bytes, if it lies beyond ASCII.
#[inline]
fn decode(text: &[u8]) -> Option<(char, usize)> {
    let tail = |index: usize| text.get(index).map(|&byte| u32::from(byte & 0x3f));
    let first = u32::from(*text.first()?);
    let (code, len) = match first {
        0xc2..0xe0 => ((first & 0x1f) << 6 | tail(1)?, 2),
        0xe0..0xf0 => ((first & 0x0f) << 12 | tail(1)? << 6 | tail(2)?, 3),
        0xf0..0xf5 => ((first & 0x07) << 18 | tail(1)? << 12 | tail(2)? << 6 | tail(3)?, 4),
        _ => return None,
    };
    Some((char::from_u32(code)?, len))
}

/// The value of the four hexadecimal digits at `at`.
#[inline]
fn hex4(text: &[u8], at: usize) -> Option<u16> {
    text.get(at..at + 4)?.iter().try_fold(0, |value, &digit| {
        let digit = char::from(digit).to_digit(16)?;
        Some(value << 4 | u16::try_from(digit).ok()?)
    })
}

/// `\uXXXX` in lower case, as both forms print it.
#[inline]
fn unicode_escape(unit: u16) -> [u8; 6] {
    let digit = |shift: u16| HEX_DIGITS[usize::from(unit >> shift & 0xf)];
    [b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]
}
