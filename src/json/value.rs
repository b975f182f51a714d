//! The values inside a text that was rewritten to the Python form: JSON, ASCII, without white space, each key once. So
//! nothing has to be checked here.

use super::string::unescape;

/// The value of an object's member, whose key needs no escape.
#[inline(never)]
pub(crate) fn member<'t>(object: &'t [u8], name: &str) -> Option<&'t [u8]> {
    Members::of(object).find(|(key, _)| unquoted(key) == name.as_bytes()).map(|(_, value)| value)
}

/// The keys, with their quotes, and the values of an object; the values of an array, with empty keys.
pub(crate) struct Members<'t> {
    rest: &'t [u8],
    keyed: bool,
}

impl<'t> Members<'t> {
    pub(crate) fn of(container: &'t [u8]) -> Self {
        match container {
            [b'{', rest @ ..] => Self { rest, keyed: true },
            [b'[', rest @ ..] => Self { rest, keyed: false },
            _ => Self { rest: &[], keyed: false },
        }
    }

    /// Takes the value in front of a comma, a colon or a closing bracket, and that with it.
    #[inline(never)]
    fn take_value(&mut self) -> Option<&'t [u8]> {
        let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
        let ends = |&byte: &u8| {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = !in_string,
                _ if in_string => {}
                b',' | b':' | b'}' | b']' if depth == 0 => return true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            false
        };
        let end = self.rest.iter().position(ends).filter(|&end| end > 0)?;
        let value = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        Some(value)
    }
}

impl<'t> Iterator for Members<'t> {
    type Item = (&'t [u8], &'t [u8]);

    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        let key = if self.keyed { self.take_value()? } else { &[] };
        Some((key, self.take_value()?))
    }
}

/// A string's characters, or any other scalar as it is written. A lone surrogate becomes a replacement character.
#[inline(never)]
pub(crate) fn decoded(scalar: &[u8]) -> String {
    let mut out = String::new();
    let mut rest = unquoted(scalar);
    while let Some(&byte) = rest.first() {
        let (character, len) = match byte {
            b'\\' => unescape(rest).unwrap_or((char::REPLACEMENT_CHARACTER, 6)),
            _ => (char::from(byte), 1),
        };
        out.push(character);
        rest = rest.get(len..).unwrap_or_default();
    }
    out
}

/// A string without its quotes, or any other scalar as it is.
pub(crate) fn unquoted(scalar: &[u8]) -> &[u8] {
    scalar.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\"")).unwrap_or(scalar)
}
